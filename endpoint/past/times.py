"""The times of releases, and link formats of the mementos of a resource (RFC 7089)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from endpoint.sparql.backend import ReleaseInfo
from loaders.ledger import order

LINKS = "application/link-format"


def moment(version: str) -> datetime:
    """Return the time of a release: its day, and the second of its number on that day."""
    day, number, _ = order(version)
    return datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(seconds=number)


def written(version: str) -> str:
    """Return the time of a release as HTTP writes it (RFC 9110 §5.6.7)."""
    return format_datetime(moment(version), usegmt=True)


def read(text: str) -> datetime | None:
    """Return the time an Accept-Datetime names (RFC 7089 §2.1.1), None when it names none."""
    try:
        found = parsedate_to_datetime(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def chosen(kept: Sequence[ReleaseInfo], wanted: datetime | None) -> ReleaseInfo:
    """Return the release that was there at a time: the last one until then, else the first.

    ``kept`` begins with the oldest and is not empty; without a time it is the newest.
    """
    if wanted is None:
        return kept[-1]
    until = [one for one in kept if moment(one.version) <= wanted]
    return until[-1] if until else kept[0]


def address(resource: str, version: str) -> str:
    """Return the address of a resource as it was in a release."""
    return f"{resource}?version={version}"


def timemap(resource: str, gate: str, here: str, kept: Sequence[ReleaseInfo]) -> str:
    """Return the list of all mementos of a resource (RFC 7089 §5), oldest first.

    All are whole addresses: of the resource, its TimeGate, and of this list.
    """
    return ",\n".join(_links(resource, gate, here, kept)) + "\n"


def _links(resource: str, gate: str, here: str, kept: Sequence[ReleaseInfo]) -> Iterator[str]:
    yield f'<{resource}>; rel="original"'
    yield f'<{gate}>; rel="timegate"'
    span = ""
    if kept:
        span = f'; from="{written(kept[0].version)}"; until="{written(kept[-1].version)}"'
    yield f'<{here}>; rel="self"; type="{LINKS}"{span}'
    for number, one in enumerate(kept):
        ends = [name for name, at in (("first", 0), ("last", len(kept) - 1)) if number == at]
        relation = " ".join([*ends, "memento"])
        where = address(resource, one.version)
        yield f'<{where}>; rel="{relation}"; datetime="{written(one.version)}"'
