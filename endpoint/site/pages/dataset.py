"""The pages of the dataset, its releases and their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from flask import url_for

from endpoint.languages import forms
from endpoint.languages.speaking import N_
from endpoint.languages.speaking import gettext as _
from endpoint.past.library import remembered
from endpoint.site.core.state import Release
from endpoint.site.core.wording import LICENSES
from endpoint.site.describe.terms import TermView, sort_key
from endpoint.site.pages.model import Link
from endpoint.site.pages.thing import format_links
from loaders import ledger
from loaders import manifest as manifests
from loaders.errors import DataError
from loaders.kinds import LISTED, Kind
from loaders.manifest import Manifest

DUMPS = "dumps/"
TITLES = {
    "dumps/urban-solidarity.nq": N_("The whole dataset, canonical N-Quads"),
    "dumps/urban-solidarity.trig": N_("The whole dataset, TriG"),
    "dumps/urban-solidarity.jsonld": N_("The whole dataset, JSON-LD"),
    "dumps/concordance.tsv": N_(
        "The concordance: which entries of other databases our things are, TSV"
    ),
    "dumps/concordance.sssom.tsv": N_("The concordance in SSSOM"),
    "dumps/concordance.ttl": N_("The concordance as link sets of VoID"),
    "dumps/ontology.ttl": N_("The ontology"),
    "dumps/shapes.ttl": N_("The SHACL shapes"),
    "dumps/context.jsonld": N_("The JSON-LD context"),
    "dumps/releases.csv": N_("The releases before this one, with their hashes"),
    "dumps/void.ttl": N_("Description of the dataset in VoID"),
    "dumps/dcat.ttl": N_("Description of the dataset in DCAT"),
    "tables/csv-metadata.json": N_("Description of the tables in CSV on the Web"),
    "tables/datapackage.json": N_("Description of the tables as a Data Package"),
    "tables/croissant.json": N_("Description of the tables in Croissant"),
    "reports/validation.ttl": N_("SHACL validation report"),
    "reports/validation.txt": N_("SHACL validation report, to read"),
    "reports/checks.json": N_("Results of the checks"),
    "reports/uninterpreted.csv": N_("Texts that could not be interpreted"),
    "reports/counts.json": N_("Rows in, things out"),
    "search.sqlite": N_("Search index of all labels (SQLite)"),
    "manifest.json": N_("The manifest: checksums and counts of everything here"),
}
ORDER = {name: place for place, name in enumerate(TITLES)}

# What is listed together: heading and beginning of the path, the more special first.
GROUPS = (
    (N_("The dataset"), ""),
    (N_("Tables"), "tables/"),
    (N_("Versions of the ontology"), "dumps/ontology/"),
    (N_("Reports of the build"), "reports/"),
    (N_("Queries"), "queries/"),
)


@dataclass(frozen=True)
class FileLine:
    """A file of a release."""

    path: str
    name: str
    title: str
    href: str
    media_type: str
    bytes: int
    size: str
    sha256: str


@dataclass(frozen=True)
class FileGroup:
    """Files that belong together; the first group is what most people come for."""

    title: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True)
class Count:
    """How many things of a kind there are."""

    kind: Kind
    count: int
    href: str


@dataclass(frozen=True)
class DatasetPage:
    """The dataset as a whole: what it holds, where it comes from, how to get it."""

    version: str
    hash: str
    base: str
    quads: int
    triples: int
    code_version: str
    counts: tuple[Count, ...]
    sources: tuple[tuple[TermView, str, int], ...]
    quarantined: tuple[tuple[str, str], ...]
    groups: tuple[FileGroup, ...]
    formats: tuple[Link, ...]
    releases: tuple[Link, ...]
    current: bool


def build(release: Release, made: Manifest, document: str, others: Path | None) -> DatasetPage:
    """Return the page of a release; ``others`` is the folder further releases lie in."""
    is_current = made.hash == release.info.hash
    return DatasetPage(
        version=made.version,
        hash=made.hash,
        base=made.base,
        quads=made.quads,
        triples=made.triples,
        code_version=made.code_version,
        counts=counts(release, made.classes, main=False),
        sources=_sources(made),
        quarantined=tuple(sorted(made.quarantined.items())),
        groups=groups(made, "" if is_current else made.version),
        formats=format_links(document),
        releases=tuple(_release_links(release, others)) if others else (),
        current=is_current,
    )


def counts(release: Release, classes: Mapping[str, int], *, main: bool) -> tuple[Count, ...]:
    """Return the number of things of each kind there is any of, from the instances by class."""
    found = []
    for kind in LISTED:
        number = classes.get(release.expand(kind.class_).value, 0)
        if kind.key == "place":
            number -= classes.get(release.urb.City.value, 0)
            number -= classes.get(release.urb.Country.value, 0)
        if number > 0 and (kind.main or not main):
            found.append(Count(kind, number, url_for("things.browse", kind=kind.key)))
    return tuple(found)


def _sources(made: Manifest) -> tuple[tuple[TermView, str, int], ...]:
    lines = [
        (
            TermView(entry.title, url_for("graphs.source", name=stem)),
            _(LICENSES[entry.license]) if entry.license in LICENSES else entry.license,
            entry.records,
        )
        for stem, entry in made.sources.items()
    ]
    return tuple(sorted(lines, key=lambda line: sort_key(line[0].text)))


def groups(made: Manifest, version: str = "") -> tuple[FileGroup, ...]:
    """Return the files of a release in groups, dumps first; ``version`` is that of an older one."""
    lines = files(made, version)
    found = []
    for title, starts in GROUPS:
        part = tuple(line for line in lines if _group(line.path) == starts)
        if part:
            found.append(FileGroup(_(title), part))
    return tuple(found)


def _group(path: str) -> str:
    """Return the folder that a file is listed with, '' for the dataset itself."""
    known = (start for _, start in GROUPS if start and path.startswith(start))
    return next(known, "")


def files(made: Manifest, version: str = "", start: str = "") -> tuple[FileLine, ...]:
    """Return the files of a release whose paths begin with ``start``, dumps first.

    ``version`` names a release that is not current.
    """
    names = [name for name in made.files if name.startswith(start) and not _internal(name)]
    names.sort(key=lambda name: (ORDER.get(name, len(ORDER)), name))
    return tuple(_line(made, name, version) for name in names)


def _internal(name: str) -> bool:
    return name.startswith("store/")


def _line(made: Manifest, name: str, version: str) -> FileLine:
    entry = made.files[name]
    public = name.removeprefix(DUMPS)
    if version:
        href = url_for("dataset.release_file", version=version, name=public)
    else:
        href = url_for("downloads.file", name=public)
    title = _(TITLES[name]) if name in TITLES else PurePosixPath(name).name
    size = human_size(entry.bytes)
    return FileLine(name, public, title, href, entry.media_type, entry.bytes, size, entry.sha256)


def human_size(size: int) -> str:
    """Return a number of bytes in the unit people would use (1 kB is 1,000 bytes)."""
    value, unit = float(size), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    digits = 0 if unit == "B" or value >= 100 else 1
    return f"{forms.rounded(value, digits)} {unit}"


def _release_links(release: Release, folder: Path) -> list[Link]:
    """Return the releases that are kept and those that are only remembered, the newest first."""
    kept = {made.version for made, _ in releases(folder)}
    names = sorted({*kept, *remembered(release.folder)}, key=ledger.order, reverse=True)
    return [
        Link(name if name in kept else _("%(version)s (no longer kept)", version=name),
             url_for("dataset.release", version=name))
        for name in names
    ]  # fmt: skip


def releases(folder: Path, version: str = "") -> list[tuple[Manifest, Path]]:
    """Return the releases lying in a folder (or those of one version) from the oldest."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        hidden = path.is_symlink() or path.name.startswith(".")
        if hidden or not path.is_dir() or (version and not path.name.startswith(f"{version}-")):
            continue
        try:
            found.append((_manifest(path, (path / manifests.NAME).stat().st_mtime_ns), path))
        except (DataError, OSError):
            continue  # not a release, or one being written
    return sorted(found, key=lambda one: (ledger.order(one[0].version), one[1].name))


@lru_cache(maxsize=64)
def _manifest(folder: Path, _changed: int) -> Manifest:
    """Read the manifest of a release once; ``_changed`` is when it was written, in nanoseconds."""
    return manifests.read(folder)
