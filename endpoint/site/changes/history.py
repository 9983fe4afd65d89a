"""What changed from release to release, for people: counts, things and their sources."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import url_for

from endpoint.languages.speaking import gettext as _
from endpoint.site.changes import feeds
from endpoint.site.changes.entries import logs, told_of
from endpoint.site.core import links
from endpoint.site.core.state import Release
from endpoint.site.pages.model import Link
from loaders.kinds import BY_KEY

SIGNS = ("+", "~", "-")
MOST = 200  # changes shown of a release


@dataclass(frozen=True)
class Changed:
    """What became of a thing: a sign, its kind in words, its name, and the sources that say it.

    A thing that is gone has no page: its link is "".
    """

    sign: str
    kind: str
    label: str
    href: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """A release in the history: counts by sign, what it breaks, and its changes, if shown."""

    link: Link
    date: str
    counts: tuple[tuple[str, int], ...]
    breaking: tuple[tuple[str, str], ...]
    changes: tuple[Changed, ...]
    href: str


@dataclass(frozen=True)
class HistoryPage:
    """The history of all, or of one thing; ``steps`` begin with the newest release."""

    title: str
    steps: tuple[Step, ...]
    feeds: tuple[Link, ...]
    about: Link | None
    most: int = MOST


def build(release: Release, folder: Path, key: str, name: str, version: str) -> HistoryPage:
    """Return the history of a thing (``kind/key`` and its name), or of all releases.

    Without a thing the changes of one release are shown: ``version``, "" for the newest.
    """
    base = release.info.base
    about = (f"{base}id/{key}",) if key else ()
    paths = logs(folder)
    shown = version or (paths[0].stem if paths else "")
    steps = [_step(release, path, about) for path in paths if not about or told_of(path, about)]
    if not about:
        steps = [_opened(release, one, folder) if one.link.text == shown else one for one in steps]
    query = f"?thing={key}" if key else ""
    following = tuple(
        Link(title, f"/changes.{suffix}{query}", media_type)
        for title, suffix, media_type in (
            ("Atom", "atom", feeds.ATOM_TYPE),
            ("JSON Feed", "json", feeds.JSON_TYPE),
        )
    )
    title = _("What changed about %(name)s", name=name) if key else _("What changed")
    thing = Link(name, links.href(about[0], base) or "") if about else None
    return HistoryPage(title, tuple(steps), following, thing)


def _step(release: Release, path: Path, about: tuple[str, ...]) -> Step:
    date, counts, breaking = _summary(path, path.stat().st_mtime_ns)
    changes: tuple[Changed, ...] = ()
    if about:
        found = told_of(path, about)
        changes = tuple(_changed(release, one) for one in found[:MOST])
        counts = _counts([str(one["sign"]) for one in found])
    return Step(
        Link(path.stem, url_for("dataset.release", version=path.stem)),
        date,
        counts,
        breaking,
        changes,
        url_for("changes.history", release=path.stem),
    )


def _opened(release: Release, step: Step, folder: Path) -> Step:
    told = told_of(folder / f"{step.link.text}.json", ())
    changes = tuple(_changed(release, one) for one in told[:MOST])
    return Step(step.link, step.date, step.counts, step.breaking, changes, step.href)


@lru_cache(maxsize=256)
def _summary(
    path: Path, _stamp: int
) -> tuple[str, tuple[tuple[str, int], ...], tuple[tuple[str, str], ...]]:
    """Return day, counts and declared breaks of a release; its log is read once."""
    told = json.loads(path.read_bytes())
    breaking = tuple(sorted(told.get("breaking", {}).items()))
    return str(told["date"]), _counts([str(one["sign"]) for one in told["changes"]]), breaking


def _counts(signs: list[str]) -> tuple[tuple[str, int], ...]:
    counted = Counter(signs)
    return tuple((sign, counted[sign]) for sign in SIGNS if counted[sign])


def _changed(release: Release, told: dict[str, object]) -> Changed:
    kind = BY_KEY.get(str(told["kind"]))
    iri, sign = str(told["iri"]), str(told["sign"])
    sources = told["sources"]
    return Changed(
        sign,
        _(kind.singular) if kind else str(told["kind"]),
        str(told["label"]),
        (links.href(iri, release.info.base) or "") if sign != "-" else "",
        tuple(map(str, sources)) if isinstance(sources, list) else (),
    )


def link(release: Release, iri: str) -> str:
    """Return the address of the history of a thing, "" where no change log is kept."""
    key = iri.removeprefix(f"{release.info.base}id/")
    known = key != iri and key.count("/") == 1 and "#" not in key
    if not known or not (release.folder.parent / "changes" / "index.trig").is_file():
        return ""
    return url_for("changes.history", thing=key)
