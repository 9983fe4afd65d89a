"""Adds to the registry the keys that new rows need, and remembers those a release published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from loaders import disk
from loaders.curation import canonical
from loaders.curation.registry import COLUMNS, PUBLISHED, Entry, Registry, read_entries
from loaders.curation.sources import source_folders
from loaders.curation.yamlfile import read_yaml
from loaders.errors import GroupedError, UrbsolError
from loaders.kinds import WITH_COUNTRY
from loaders.mapping.base import Context, MissingKey
from loaders.pipeline.mapping import map_source
from loaders.settings import Settings
from loaders.vocabulary import RDFS, SKOS

COUNTRY_COLUMNS = ("country_iso2", "iso2")


@dataclass(frozen=True)
class Collected:
    """The entries that new rows need, and what stopped some sources from being read."""

    entries: tuple[Entry, ...]
    errors: tuple[UrbsolError, ...]


def add_keys(settings: Settings) -> tuple[Entry, ...]:
    """Register every key the sources name; return the new entries.

    Keys come from the rows alone, labels from what the rows say. Sources that refer to one another
    are read again until nothing new turns up. Raise GroupedError when a source stays unreadable:
    nothing is written then.
    """
    context = Context.load(settings)
    since = _version(settings.data / "release.yml")
    new: dict[tuple[str, str], Entry] = {}
    while True:
        collected = _collect(context, since)
        fresh = [entry for entry in collected.entries if (entry.kind, entry.key) not in new]
        if not fresh:
            break
        new |= {(entry.kind, entry.key): entry for entry in fresh}
        context = replace(context, registry=_extended(context.registry, fresh))
    if collected.errors:
        raise GroupedError("no keys were added", errors=collected.errors)
    _write(settings.data / "registry", new.values())
    return tuple(new.values())


def publish_keys(settings: Settings) -> int:
    """Remember all present keys as published, so that none can be lost; return how many."""
    folder = settings.data / "registry"
    path = folder / PUBLISHED
    known = set(path.read_text(encoding="utf-8").split()) if path.is_file() else set()
    registry = Registry.load(folder)
    known |= {f"{kind}/{key}" for kind, entries in registry.kinds.items() for key in entries}
    disk.write_text(path, "".join(f"{key}\n" for key in sorted(known)))
    return len(known)


def _collect(context: Context, since: str) -> Collected:
    missing: list[MissingKey] = []
    errors: list[UrbsolError] = []
    for folder in source_folders(context.settings.data):
        try:
            map_source(folder, replace(context, missing=missing))
        except UrbsolError as error:
            errors.append(error)
    entries = {(one.kind, one.key): _entry(one, since) for one in missing}
    return Collected(tuple(entries.values()), tuple(errors))


def _entry(missing: MissingKey, since: str) -> Entry:
    iri = missing.record.context.iris.thing(missing.kind, missing.key)
    label = _first(missing, iri, RDFS.label) or _first(missing, iri, SKOS.prefLabel) or missing.key
    values = missing.record.row.values
    country = next((values[name] for name in COUNTRY_COLUMNS if values.get(name)), "")
    return Entry(
        kind=missing.kind,
        key=missing.key,
        label=label,
        country=country if missing.kind in WITH_COUNTRY and len(country) == 2 else "",
        since=since,
    )


def _first(missing: MissingKey, iri: NamedNode, predicate: NamedNode) -> str:
    found = (
        quad.object.value
        for quad in missing.record.quads
        if quad.subject == iri
        and quad.predicate == predicate
        and isinstance(quad.object, Literal)
        and quad.object.language in {None, "en"}
    )
    return next(found, "")


def _extended(registry: Registry, entries: Iterable[Entry]) -> Registry:
    known = [entry for kind in registry.kinds.values() for entry in kind.values()]
    return Registry.of([*known, *entries])


def _write(folder: Path, entries: Iterable[Entry]) -> None:
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    for kind, new in by_kind.items():
        path = folder / f"{kind}.csv"
        rows = [entry.cells for entry in (*(read_entries(path) if path.is_file() else ()), *new)]
        disk.write_text(path, canonical.table(COLUMNS, sorted(rows)))


def _version(path: Path) -> str:
    read = read_yaml(path, "data/release.yml")
    if "version" not in read.values:
        raise read.error("version", "the version is missing", "write version: 2026-11-22")
    return str(read.values["version"])
