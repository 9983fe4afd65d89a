"""Reads ``data/release.yml``: version, title, publisher and licence of what is released."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path

from loaders.errors import DataError
from loaders.yamltext import parse_yaml

ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(\.\d+)?")


@dataclass(frozen=True)
class Creator:
    """Who made the dataset: a person with ``family`` and ``given`` name, or a body with ``name``.

    ``orcid`` is without the address before it.
    """

    name: str = ""
    family: str = ""
    given: str = ""
    orcid: str = ""
    affiliation: str = ""

    @property
    def shown(self) -> str:
        """Return the name as lists of authors have it."""
        return self.name or ", ".join(filter(None, (self.family, self.given)))


@dataclass(frozen=True)
class ReleaseMetadata:
    """What the catalogue says of the dataset as a whole.

    ``version`` is a date, or a date and ``.N`` for a further release of that day; ``themes`` are
    names in the authority list of the EU. ``breaking`` declares what breaks for those who rely on
    the release before: ``what: why``. ``service`` is the address of the service that answers for
    the dataset, "" while there is none.
    """

    version: str
    title: str
    description: str
    publisher: str
    homepage: str
    license: str
    keywords: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    breaking: tuple[str, ...] = ()
    creators: tuple[Creator, ...] = ()
    service: str = ""

    @property
    def authors(self) -> tuple[Creator, ...]:
        """Return who is to be cited: the creators, or the publisher when none are named."""
        return self.creators or (Creator(name=self.publisher),)

    @property
    def declared(self) -> dict[str, str]:
        """Return why each of the breaking changes is made, by what it is."""
        return dict(text.split(": ", 1) for text in self.breaking)

    @property
    def date(self) -> str:
        """Return the day of the release, ISO 8601."""
        return self.version[:10]


def read_metadata(path: Path) -> ReleaseMetadata:
    """Read the file; raise DataError naming the key that is unknown, missing or malformed."""
    try:
        raw = parse_yaml(path.read_text(encoding="utf-8"), path).value
    except OSError as error:
        raise DataError("no description of the release", path, remedy="write it") from error
    except UnicodeDecodeError as error:
        raise DataError(f"not UTF-8: {error.reason}", path) from error
    if not isinstance(raw, dict):
        raise DataError("not a mapping of keys to values", path)
    _check_keys(raw, path)
    version = str(raw["version"])
    if not VERSION.fullmatch(version):
        raise DataError(
            f"the version {version!r} is not a date", path, remedy="write it as 2026-11-22"
        )
    texts = {name: str(raw[name]).strip() for name in _names(required=True) if name != "version"}
    single = {"creators", "service"}
    lists = {name: _list(raw, name, path) for name in _names(required=False) if name not in single}
    creators, service = _creators(raw.get("creators") or (), path), str(raw.get("service") or "")
    return ReleaseMetadata(version=version, creators=creators, service=service, **texts, **lists)  # type: ignore[arg-type]


def _creators(entries: object, path: Path) -> tuple[Creator, ...]:
    """Read who made the dataset; raise DataError for what is not a name or not an ORCID."""
    known = {field.name for field in fields(Creator)}
    found = []
    for entry in entries if isinstance(entries, list | tuple) else [entries]:
        if not isinstance(entry, dict) or set(map(str, entry)) - known:
            raise DataError(
                "a creator is not written as family, given, orcid, affiliation, or as name",
                path,
                remedy="- {family: Doe, given: Jo, orcid: 0000-0002-1825-0097}",
            )
        creator = Creator(**{str(key): str(value).strip() for key, value in entry.items()})
        if not creator.shown or (creator.name and creator.family):
            raise DataError("a creator has family and given, or a name", path)
        if creator.orcid and not ORCID.fullmatch(creator.orcid):
            raise DataError(f"{creator.orcid!r} is not an ORCID", path)
        found.append(creator)
    return tuple(found)


def _list(raw: Mapping[str, object], name: str, path: Path) -> tuple[str, ...]:
    """Return the texts of a list; a mapping of one key stands for ``key: text``."""
    entries = raw.get(name) or ()
    if not isinstance(entries, list | tuple):
        raise DataError(f"{name} is not a list", path)
    texts = [
        f"{key}: {text}"
        for entry in entries
        for key, text in (entry.items() if isinstance(entry, dict) else [("", entry)])
    ]
    texts = [text.removeprefix(": ") for text in texts]
    if name == "breaking" and not all(re.fullmatch(r"\S+: \S.*", text) for text in texts):
        raise DataError("breaking changes are written as", path, remedy="- id/city/lyon: why")
    return tuple(texts)


def _names(*, required: bool) -> list[str]:
    return [f.name for f in fields(ReleaseMetadata) if (f.default is MISSING) is required]


def _check_keys(raw: Mapping[str, object], path: Path) -> None:
    known = {*_names(required=True), *_names(required=False)}
    if unknown := sorted(set(map(str, raw)) - known):
        raise DataError(f"unknown key: {', '.join(unknown)}", path)
    if missing := [name for name in _names(required=True) if not raw.get(name)]:
        raise DataError(f"missing: {', '.join(missing)}", path)
