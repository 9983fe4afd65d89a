"""Reads the manifests of the W3C SPARQL suites into cases; what is expected stands there alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Store

ROOT = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("URBSOL_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
SUITES = FOLDER / "sparql11"
# Where the W3C publishes the files: relative names in queries, data and answers mean this.
HOME = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
QUERY = (
    "aggregates",
    "bind",
    "bindings",
    "cast",
    "construct",
    "exists",
    "functions",
    "grouping",
    "negation",
    "project-expression",
    "property-path",
    "subquery",
)
FORMATS = ("csv-tsv-res", "json-res")
UPDATE = (
    "add",
    "basic-update",
    "clear",
    "copy",
    "delete",
    "delete-data",
    "delete-insert",
    "delete-where",
    "drop",
    "move",
    "update-silent",
)
SYNTAX = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES}
NOWHERE = "urn:test:no-such-graph"


@dataclass(frozen=True)
class Content:
    """What a dataset holds: IRIs of files for the default graph, and for graphs by name."""

    default: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Case:
    """One case: which kind, the query or update, the dataset before, what comes out."""

    name: str
    kind: str
    action: str
    before: Content = Content()
    result: str = ""
    after: Content = Content()

    @property
    def text(self) -> str:
        return path(self.action).read_bytes().decode()


def path(iri: str) -> Path:
    """Return where a file lies here that the W3C names by an IRI."""
    return SUITES / iri.removeprefix(HOME)


def quads(file: str, graph: str | None = None) -> list[pyoxigraph.Quad]:
    """Read a file of a suite into a graph; blank nodes differ from those of other files."""
    name = NamedNode(graph) if graph else pyoxigraph.DefaultGraph()
    found = pyoxigraph.parse(
        path=path(file),
        format=SYNTAX[Path(file).suffix],
        base_iri=file,
        rename_blank_nodes=True,
    )
    return [pyoxigraph.Quad(one.subject, one.predicate, one.object, name) for one in found]


class Manifest:
    """One manifest, to be asked for the objects of a subject."""

    def __init__(self, folder: str, file: str = "manifest.ttl") -> None:
        self.folder = folder
        self.store = Store()
        self.store.extend(quads(f"{HOME}{folder}/{file}"))

    def all(self, subject: Any, predicate: str) -> list[Any]:
        found = self.store.quads_for_pattern(subject, NamedNode(predicate), None)
        return [quad.object for quad in found]

    def one(self, subject: Any, predicate: str) -> Any:
        return next(iter(self.all(subject, predicate)), None)

    def entries(self) -> list[Any]:
        [item] = [
            quad.object
            for quad in self.store.quads_for_pattern(None, NamedNode(MF + "entries"), None)
        ]
        found = []
        while item.value != RDF + "nil":
            found.append(self.one(item, RDF + "first"))
            item = self.one(item, RDF + "rest")
        return found

    def content(self, node: Any, vocabulary: str) -> Content:
        """Return the dataset that an action or a result describes."""
        named = []
        for data in self.all(node, vocabulary + "graphData"):
            file = self.one(data, UT + "graph")
            named.append((self.one(data, LABEL).value, file.value) if file else (data.value,) * 2)
        default = [data.value for data in self.all(node, vocabulary + "data")]
        return Content(tuple(sorted(default)), tuple(sorted(named)))

    def case(self, entry: Any) -> Case:
        kind = self.one(entry, RDF + "type").value.removeprefix(MF)
        name = f"{self.folder}/{entry.value.rpartition('#')[2]}"
        action, result = self.one(entry, MF + "action"), self.one(entry, MF + "result")
        if "Syntax" in kind:
            return Case(name, kind, action.value)
        if kind == "UpdateEvaluationTest":
            request = self.one(action, UT + "request").value
            after = self.content(result, UT)
            return Case(name, kind, request, self.content(action, UT), after=after)
        asked = self.one(action, QT + "query").value
        return Case(name, kind, asked, self.content(action, QT), result.value)


def cases(folders: tuple[str, ...]) -> list[Case]:
    """Return the cases of some suites, none where the suites are absent."""
    if not SUITES.is_dir():
        return []
    manifests = [Manifest(folder) for folder in folders]
    return [manifest.case(entry) for manifest in manifests for entry in manifest.entries()]
