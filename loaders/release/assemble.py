"""Fills a release folder from the quads of a build: dumps, descriptions, indexes, manifest."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from loaders import ledger, sums
from loaders.errors import DataError
from loaders.ledger import Entry, order
from loaders.manifest import NAME, STORE, FileEntry, Manifest, SourceEntry
from loaders.naming import index
from loaders.rdf import jsonld
from loaders.rdf.nquads import merge
from loaders.rdf.ontology import MAPPINGS, model_files, ontology_version, version_files
from loaders.rdf.queryfiles import QueryFile, read_queries
from loaders.rdf.rebase import read_rebased
from loaders.release import dumps
from loaders.release.description import concordance, dcat, void
from loaders.release.description.coverage import continents
from loaders.release.description.metadata import ReleaseMetadata
from loaders.release.description.survey import Survey
from loaders.release.searchable.index import write_index
from loaders.release.tabular import croissant, csvw
from loaders.release.tabular.write import FOLDER, write_tables
from loaders.settings import Settings

if TYPE_CHECKING:
    from loaders.mapping.result import SourceResult

QUERY_GROUPS = ("examples", "competency", "questions")
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".rq": "application/sparql-query",
    ".sqlite": "application/vnd.sqlite3",
    ".trig": "application/trig",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
}
# Files whose media type says more than their suffix.
MEDIA_TYPES_BY_NAME = {csvw.NAME: "application/csvm+json", croissant.NAME: "application/ld+json"}
# The dumps portals are told of: title, and the file type in the EU's authority list.
OFFERED = {
    "urban-solidarity.nq": ("All named graphs as canonical N-Quads", "RDF_N_QUADS"),
    "urban-solidarity.trig": ("All named graphs as TriG", "RDF_TRIG"),
    "urban-solidarity.jsonld": ("All named graphs as JSON-LD", "JSON_LD"),
}


@dataclass(frozen=True)
class Names:
    """The names that releases have or had: those recorded for ever, and all that are known here.

    ``strict`` refuses a dataset whose wanted name belongs to another, instead of taking the next.
    """

    recorded: tuple[Entry, ...] = ()
    known: tuple[Entry, ...] = ()
    strict: bool = False


@dataclass(frozen=True)
class Parts:
    """What a release is made from.

    ``quads`` are sorted N-Quads files, ``sources`` the results of the sources by stem, ``work`` a
    folder for what is not released, inside of ``folder``, which becomes the release.  ``names``
    are those that releases have.
    """

    settings: Settings
    metadata: ReleaseMetadata
    folder: Path
    work: Path
    quads: tuple[Path, ...]
    sources: Mapping[str, SourceResult]
    quarantined: Mapping[str, str]
    inputs: str
    code_version: str
    names: Names = field(default_factory=Names)

    @property
    def base(self) -> str:
        """Return what every IRI begins with."""
        return self.settings.base

    @property
    def version(self) -> str:
        """Return the name of the release."""
        return self.metadata.version

    @property
    def context(self) -> Path:
        """Return the JSON-LD context."""
        return self.settings.ontology / "context.jsonld"


def assemble(parts: Parts, pool: Executor) -> Manifest:
    """Write everything but the store, which is there already; return and write the manifest."""
    fragments = _source_fragments(parts, pool)
    survey = Survey(parts.base)
    shared = dumps.SharedGraphs(parts.work / "shared", parts.sources, parts.base)
    target = parts.folder / "dumps"
    digest = dumps.write_nquads(merge(parts.quads), target / f"{dumps.NAME}.nq", survey, shared)
    parts = _named(parts, digest)
    tables = pool.submit(
        write_tables, target / f"{dumps.NAME}.nq", parts.folder / FOLDER, parts.metadata, parts.base
    )
    fragments += _shared_fragments(parts, shared, pool)
    write_index(parts.folder / index.NAME, survey.searched, parts.base)
    _write_reports(parts)
    _write_queries(parts)
    _write_models(parts)
    for _, future in fragments:
        future.result()
    tables.result()
    dumps.join([path for path, _ in fragments], target, parts.base, parts.context)
    concordance.write(target / f"{dumps.NAME}.nq", target, parts.metadata, parts.base)
    _write_descriptions(parts, survey)
    shutil.rmtree(parts.work)
    return _write_manifest(parts, survey, digest)


def _named(parts: Parts, digest: str) -> Parts:
    """Give the dataset its name; raise DataError when it may only have one that is another's."""
    wanted = parts.metadata.version
    name = ledger.name_for(wanted, digest, parts.names.known)
    if name != wanted and parts.names.strict:
        raise DataError(
            f"the name {wanted} belongs to another dataset",
            parts.settings.data / "release.yml",
            remedy=f"write version: {name}, or build without --strict-name",
        )
    return replace(parts, metadata=replace(parts.metadata, version=name))


Fragments = list[tuple[Path, Future[None]]]


def _source_fragments(parts: Parts, pool: Executor) -> Fragments:
    folder = parts.work / "fragments"
    folder.mkdir()
    jobs = [
        dumps.FragmentJob(
            result.graphs_file or result.quads_file,
            f"{parts.base}graph/{stem}/",
            folder / f"source-{stem}",
            parts.base,
            parts.context,
            ordered=result.graphs_file is not None,
        )
        for stem, result in parts.sources.items()
    ]
    return [(job.target, pool.submit(dumps.run, job)) for job in jobs]


def _shared_fragments(parts: Parts, shared: dumps.SharedGraphs, pool: Executor) -> Fragments:
    folder = parts.work / "fragments"
    jobs = [
        dumps.FragmentJob(path, "", folder / f"shared-{number}", parts.base, parts.context)
        for number, (_, path) in enumerate(shared.close())
    ]
    return [(job.target, pool.submit(dumps.run, job)) for job in jobs]


def _write_reports(parts: Parts) -> None:
    reports = parts.folder / "reports"
    counts = {
        stem: {
            "rows": result.rows,
            "records": result.records,
            "things": result.things,
            "quads": result.quads,
            "uninterpreted": len(result.uninterpreted),
        }
        for stem, result in parts.sources.items()
    }
    _write_json(reports / "counts.json", counts)
    for stem, result in parts.sources.items():
        if sheet := result.review_sheet:
            (reports / "review").mkdir(exist_ok=True)
            shutil.copyfile(sheet, reports / "review" / f"{stem}.csv")
    with (reports / "uninterpreted.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("source", "file", "row", "column", "text", "reason"))
        for result in parts.sources.values():
            writer.writerows(asdict(entry).values() for entry in result.uninterpreted)


def _write_queries(parts: Parts) -> None:
    """Copy the queries people may run, and an index of their front matter and texts."""
    entries = []
    for group in QUERY_GROUPS:
        source, target = parts.settings.queries / group, parts.folder / "queries" / group
        target.mkdir(parents=True)
        for query in read_queries(source, parts.base):
            text = read_rebased(source / f"{query.name}.rq", parts.base)
            (target / f"{query.name}.rq").write_text(text, encoding="utf-8")
            entries.append(_query_entry(query))
    _write_json(parts.folder / "queries" / "index.json", entries)


def _query_entry(query: QueryFile) -> dict[str, object]:
    return {
        "name": query.name,
        "group": query.group,
        "summary": query.summary,
        "description": query.description,
        "tags": list(query.tags),
        "form": query.form,
        "text": query.text,
        **query.extra,
    }


def _write_models(parts: Parts) -> None:
    """Write ontology, shapes, context and earlier releases as one file each, under our base."""
    target, settings = parts.folder / "dumps", parts.settings
    models = model_files(settings)
    _write_turtle(parts, target / "ontology.ttl", models)
    _write_turtle(parts, target / "shapes.ttl", sorted(settings.shapes.glob("*.ttl")))
    versions = target / "ontology"
    versions.mkdir()
    for version, path in version_files(settings).items():
        _write_turtle(parts, versions / f"{version}.ttl", (path,))
    own = [path for path in models if path.parent == settings.ontology]
    _write_turtle(parts, versions / f"{ontology_version(settings)}.ttl", own)
    if (table := settings.ontology / MAPPINGS).is_file():
        (versions / MAPPINGS).write_text(read_rebased(table, parts.base), encoding="utf-8")
    earlier = [one for one in parts.names.recorded if order(one.version) < order(parts.version)]
    (target / ledger.NAME).write_text(ledger.text_of(earlier), encoding="utf-8")
    context = jsonld.read_context(parts.context, parts.base).context
    _write_json(target / "context.jsonld", {"@context": context}, sort=False)


def _write_turtle(parts: Parts, target: Path, paths: Iterable[Path]) -> None:
    """Write files one after the other, each with its name above it, under the base."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for path in paths:
            shown = path.relative_to(parts.settings.root).as_posix()
            file.write(f"# ---- {shown} ----\n{read_rebased(path, parts.base).strip()}\n\n")


def _write_descriptions(parts: Parts, survey: Survey) -> None:
    target = parts.folder / "dumps"
    titles = {stem: (result.title, result.quads) for stem, result in parts.sources.items()}
    addresses = [f"{parts.base}downloads/{name}" for name in OFFERED]
    (target / "void.ttl").write_bytes(void.void(survey, parts.metadata, titles, addresses))
    covered = continents(target / f"{dumps.NAME}.nq", parts.base)
    described = dcat.dcat(parts.base, parts.metadata, _distributions(target), covered)
    (target / "dcat.ttl").write_bytes(described)


def _distributions(folder: Path) -> Iterable[dcat.Distribution]:
    for name, (title, file_type) in OFFERED.items():
        path = folder / name
        yield dcat.Distribution(
            name, title, MEDIA_TYPES[path.suffix], file_type, path.stat().st_size, sums.digest(path)
        )


def _write_manifest(parts: Parts, survey: Survey, digest: str) -> Manifest:
    made = Manifest(
        version=parts.version,
        base=parts.base,
        hash=digest,
        inputs=parts.inputs,
        code_version=parts.code_version,
        quads=survey.quads,
        triples=survey.triples,
        graphs=survey.graph_counts(),
        classes=survey.class_counts(),
        sources={
            stem: SourceEntry(result.checksum, result.records, result.title, result.license)
            for stem, result in parts.sources.items()
        },
        quarantined=dict(parts.quarantined),
        files=file_entries(parts.folder),
        breaking=parts.metadata.declared,
    )
    made.write(parts.folder)
    write_sums(parts.folder, made)
    return made


def file_entries(folder: Path) -> dict[str, FileEntry]:
    """Return checksum, size and media type of every file of a release by name.

    The store is left out: its files differ from build to build.
    """
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): FileEntry(
            sums.digest(path),
            path.stat().st_size,
            media_type(path.name),
        )
        for path in paths
        if folder / STORE not in path.parents
    }


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    suffix = PurePosixPath(name).suffix
    known = MEDIA_TYPES_BY_NAME.get(name) or MEDIA_TYPES.get(suffix)
    return known or "application/octet-stream"


def write_sums(folder: Path, made: Manifest) -> None:
    """Write the checksums of a release, and those of its store into the store."""
    listed = {name: entry.sha256 for name, entry in made.files.items()}
    sums.write(folder, {**listed, NAME: sums.digest(folder / NAME)})
    store = folder / STORE
    sums.write(store, {path.name: sums.digest(path) for path in store.iterdir()})


def _write_json(path: Path, value: object, *, sort: bool = True) -> None:
    text = json.dumps(value, indent=1, sort_keys=sort, ensure_ascii=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")
