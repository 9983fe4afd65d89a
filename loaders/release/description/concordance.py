"""The concordance: which entries of other databases our things are, as TSV, SSSOM and VoID.

A row says what is meant, a place or a government, by which relation, and why we think so.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from loaders.iris import is_claims_graph
from loaders.kinds import BY_KEY, kind_in
from loaders.rdf.nquads import quads_of, split
from loaders.rdf.trig import turtle
from loaders.release.description.metadata import ReleaseMetadata
from loaders.vocabulary import BIBO, DCTERMS, OWL, RDF, RDFS, SKOS, VOID, XSD, prefixes, urb

NAME = "concordance"
COLUMNS = ("thing", "label", "kind", "meant", "relation", "entry", "database", "id",
           "justification", "basis", "record")  # fmt: skip
SSSOM = ("subject_id", "subject_label", "subject_category", "predicate_id", "object_id",
         "mapping_justification", "comment")  # fmt: skip
# Databases by where their IRIs begin: name, prefix, and what the dataset is called in VoID.
DATABASES = {
    "http://www.wikidata.org/entity/": ("wikidata", "wd"),
    "https://sws.geonames.org/": ("geonames", "geonames"),
    "http://data.europa.eu/nuts/code/": ("nuts", "nuts"),
    "http://publications.europa.eu/resource/authority/country/": ("eu-countries", "eucountry"),
    "https://doi.org/": ("doi", "doi"),
}
# What an identifier that is no link means of its thing: relation, and where its IRI begins.
CODES = {
    "nuts3": ("skos:broadMatch", "http://data.europa.eu/nuts/code/"),
    "doi": ("skos:exactMatch", "https://doi.org/"),
}
AGREEING, STATED, BY_HAND = (
    "semapv:CompositeMatching",
    "semapv:BackgroundKnowledgeBasedMatching",
    "semapv:ManualMappingCuration",
)
SEMAPV = "https://w3id.org/semapv/vocab/"


@dataclass(frozen=True, order=True)
class Row:
    """One correspondence, of a thing to an entry of another database."""

    thing: str
    relation: str
    entry: str
    label: str = ""
    kind: str = ""
    justification: str = ""
    basis: str = ""
    record: str = ""

    @property
    def database(self) -> tuple[str, str, str]:
        """Return the name of the database, its prefix, and the identifier in it."""
        start = next(one for one in DATABASES if self.entry.startswith(one))
        return (*DATABASES[start], self.entry[len(start) :])

    @property
    def meant(self) -> str:
        """Return whether a place or who acts is meant; the kind where it is neither."""
        return "place" if BY_KEY[self.kind].family == "place" else self.kind


@dataclass
class Collected:
    """What was read of one thing."""

    label: str = ""
    basis: str = ""
    means: str = ""
    links: dict[tuple[str, str], str] = field(default_factory=dict)


def rows(dump: Path, base: str) -> list[Row]:
    """Return the correspondences in a dump, in the order of the things."""
    found: dict[str, Collected] = defaultdict(Collected)
    reader = Reader(base)
    with dump.open("rb") as lines:
        for quad in quads_of(line for line in lines if reader.tells(line)):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode):
                reader.take(found[quad.subject.value], quad.predicate, quad.object,
                            quad.graph_name.value)  # fmt: skip
    made = (row for iri, one in found.items() for row in _rows(iri, one, base))
    return sorted(made)


class Reader:
    """Sorts the statements that tell of correspondences, under one base."""

    def __init__(self, base: str) -> None:
        """Remember the terms."""
        ours = urb(base)
        self._own = f"<{base}id/".encode()
        self._relations = {
            OWL.sameAs: "owl:sameAs", ours.likelySameAs: "urb:likelySameAs",
            SKOS.exactMatch: "skos:exactMatch", SKOS.closeMatch: "skos:closeMatch",
            RDFS.seeAlso: "rdfs:seeAlso",
        }  # fmt: skip
        self._codes = {ours.nuts3: CODES["nuts3"], BIBO.doi: CODES["doi"]}
        self._basis, self._means = ours.identifierBasis, ours.linkMeans
        told = (*self._relations, *self._codes, self._basis, self._means, RDFS.label)
        self._terms = frozenset(str(term).encode() for term in told)

    def tells(self, line: bytes) -> bool:
        """Tell whether a line says something of a correspondence of a thing of ours."""
        if not line.startswith(self._own):
            return False
        _, predicate, _, graph = split(line)
        return predicate in self._terms and not is_claims_graph(graph[1:-1].decode())

    def take(self, one: Collected, predicate: NamedNode, value: object, record: str) -> None:
        """Take one statement."""
        if isinstance(value, NamedNode):
            if predicate == self._means:
                one.means = value.value.rpartition("/")[2].replace("-", " ")
            elif predicate in self._relations and value.value.startswith(tuple(DATABASES)):
                one.links.setdefault((self._relations[predicate], value.value), record)
        elif isinstance(value, Literal):
            if predicate == RDFS.label:
                one.label = one.label or value.value
            elif predicate == self._basis:
                one.basis = value.value
            elif predicate in self._codes:
                relation, start = self._codes[predicate]
                one.links.setdefault((relation, start + value.value), record)


def _rows(iri: str, one: Collected, base: str) -> Iterator[Row]:
    kind = kind_in(iri, f"{base}id/")
    if kind not in BY_KEY or "#" in iri:
        return
    for (relation, entry), record in one.links.items():
        stated = STATED if relation in ("urb:likelySameAs", "skos:broadMatch") else BY_HAND
        basis = one.basis if relation in ("owl:sameAs", "urb:likelySameAs") else ""
        if relation == "rdfs:seeAlso" and one.means:
            basis = f"the entry is its {one.means}"
        yield Row(
            iri, relation, entry, one.label, kind,
            AGREEING if relation == "owl:sameAs" else stated, basis, record,
        )  # fmt: skip


def tsv(found: Iterable[Row]) -> str:
    """Return the correspondences as a table with a line of headings."""
    return _table(COLUMNS, (
        (row.thing, row.label, row.kind, row.meant, row.relation, row.entry, row.database[0],
         row.database[2].rstrip("/"), row.justification, row.basis, row.record)
        for row in found
    ))  # fmt: skip


def sssom(found: Sequence[Row], metadata: ReleaseMetadata, base: str) -> str:
    """Return them as an SSSOM table (https://w3id.org/sssom): metadata, then mappings."""
    known = {name: prefixes(base)[name] for name in ("owl", "rdfs", "skos", "urb")}
    known |= {prefix: start for start, (_, prefix) in DATABASES.items()}
    known |= {row.kind: f"{base}id/{row.kind}/" for row in found} | {"semapv": SEMAPV}
    head = [
        f"#mapping_set_id: {base}downloads/{NAME}.sssom.tsv",
        f'#mapping_set_version: "{metadata.version}"',
        f'#mapping_set_title: "Things of the {metadata.title} and entries of other databases"',
        f"#license: {metadata.license}",
        "#curie_map:",
        *(f'#  {prefix}: "{start}"' for prefix, start in sorted(known.items())),
    ]
    body = _table(SSSOM, (
        (
            f"{row.kind}:{row.thing.rpartition('/')[2]}", row.label, BY_KEY[row.kind].class_,
            row.relation, ":".join(row.database[1:]), row.justification,
            "; ".join(filter(None, (f"meant is the {row.meant}", row.basis))),
        )
        for row in found
    ))  # fmt: skip
    return "\n".join(head) + "\n" + body


def linksets(found: Sequence[Row], metadata: ReleaseMetadata, base: str) -> bytes:
    """Return them as VoID link sets in Turtle: one a database, relation and kind, with links."""
    dataset, known = NamedNode(f"{base}dataset"), prefixes(base)
    counts = Counter((row.database[0], row.relation, row.kind, row.justification) for row in found)
    triples = []
    for (database, relation, kind, justification), count in sorted(counts.items()):
        prefix, _, local = relation.partition(":")
        node = NamedNode(f"{base}dataset#links-{database}-{local}-{kind}")
        triples += [
            Triple(dataset, VOID.subset, node),
            Triple(node, RDF.type, VOID.Linkset),
            Triple(node, VOID.linkPredicate, NamedNode(known[prefix] + local)),
            Triple(node, VOID.subjectsTarget, dataset),
            Triple(node, VOID.objectsTarget, NamedNode(f"{base}dataset#{database}")),
            Triple(node, VOID.triples, Literal(str(count), datatype=XSD.integer)),
            Triple(node, DCTERMS.subject, NamedNode(_expanded(BY_KEY[kind].class_, known))),
            Triple(node, DCTERMS.conformsTo, NamedNode(_expanded(justification, known))),
            Triple(node, DCTERMS.license, NamedNode(metadata.license)),
        ]
    for row in found:
        relation = _expanded(row.relation, known)
        triples.append(Triple(NamedNode(row.thing), NamedNode(relation), NamedNode(row.entry)))
    return turtle(triples, {**known, "semapv": SEMAPV})


def write(dump: Path, folder: Path, metadata: ReleaseMetadata, base: str) -> None:
    """Write the three forms into a folder."""
    found = rows(dump, base)
    (folder / f"{NAME}.tsv").write_text(tsv(found), encoding="utf-8")
    (folder / f"{NAME}.sssom.tsv").write_text(sssom(found, metadata, base), encoding="utf-8")
    (folder / f"{NAME}.ttl").write_bytes(linksets(found, metadata, base))


def _expanded(name: str, known: dict[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return {**known, "semapv": SEMAPV}[prefix] + local


def _table(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    target = io.StringIO()
    writer = csv.writer(target, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(lines)
    return target.getvalue()
