"""Holds every statement to the ontology in one pass: its terms, domains, ranges, links and names.

What a query a rule would read the whole graph for several times is found here at once.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from loaders.iris import is_claims_graph
from loaders.pipeline.checks import SHOWN, CheckResult
from loaders.rdf.nquads import iri, split
from loaders.vocabulary import (
    DCTERMS,
    GEO,
    ORG,
    OWL,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    WGS,
    XSD,
    urb,
)

SUMMARIES = {
    "disjoint-classes": "Nothing has two classes that exclude each other",
    "one-name": "A thing has one label, and one preferred name a language",
    "several-values": "What has one value has one",
    "thing-without-label": "Every thing has a label",
    "link-to-nothing": "Nothing links to a thing that does not exist",
    "outside-domain": "A property stands at things of the classes the ontology names for it",
    "outside-range": "A property has values of the classes or datatypes the ontology names for it",
    "outside-kind": "A property of things has no words as value, and one of words no thing",
    "personal-data": "No e-mail addresses and telephone numbers",
    "undeclared-terms": "No statement uses a class or property that ontology/ does not declare",
}
ADDRESS = re.compile(rb"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}")
PRIVATE = (b"<mailto:", b"<tel:")
Finding = tuple[str, bytes, bytes, bytes]
"""The name of the rule, and subject, property and value of the statement that breaks it."""


def _bytes(term: object) -> bytes:
    return str(term).encode()


TYPE, CLASS, RESOURCE = _bytes(RDF.type), _bytes(OWL.Class), _bytes(RDFS.Resource)
PROPERTY = _bytes(RDF.Property)
DECLARING = {
    CLASS,
    PROPERTY,
    *(_bytes(OWL(f"{kind}Property")) for kind in ("Object", "Datatype", "Annotation")),
}
OBJECT, DATATYPE = _bytes(OWL.ObjectProperty), _bytes(OWL.DatatypeProperty)
DISJOINT = _bytes(OWL.disjointWith)
SUPER = _bytes(RDFS.subClassOf)
DOMAINS = {_bytes(RDFS.domain), _bytes(SCHEMA.domainIncludes)}
RANGES = {_bytes(RDFS.range), _bytes(SCHEMA.rangeIncludes)}
# What no vocabulary has to declare for us: the terms of RDF, RDFS, OWL and XML Schema.
BUILT_IN = tuple(b"<" + space.iri.encode() for space in (RDF, RDFS, OWL, XSD))
Sets = Mapping[bytes, set[bytes]]
LABEL, PREFERRED, OTHER = map(_bytes, (RDFS.label, SKOS.prefLabel, SKOS.altLabel))
# Two values of these contradict each other: two starts, two statuses, two members.
SINGLE = (
    "date", "start", "end", "founded", "earliestDate", "latestDate", "earliestStart",
    "latestStart", "earliestEnd", "latestEnd", "earliestFounded", "latestFounded", "country",
    "government", "governs", "placeKind", "geonamesId", "lauCode", "nuts3", "framework",
    "subdivisionCode",
    "actType", "charter", "signatory", "designates", "designatedIn", "assesses", "assessedAs",
    "commitmentState", "committedBy", "declaredIn", "declared", "fulfilled", "demand", "holder",
    "office", "value", "minValue", "maxValue", "measure", "unit", "currency", "statedText",
    "status", "charterType", "eventType", "networkType", "publicationType", "partOfNetwork",
    "file", "row", "checksum", "dateRead", "evidence",
)  # fmt: skip
SINGLE_ELSEWHERE = (
    ORG.member, ORG.organization, WGS.lat, WGS.long, GEO.asWKT, GEO.hasGeometry, DCTERMS.license,
    DCTERMS.isReplacedBy, SKOS.inScheme,
)  # fmt: skip
UNNAMED = ("Record", "Claim", "Mention")


@dataclass(frozen=True)
class Statements:
    """What quads say, by property; ``declared`` are the terms that ontology/ knows."""

    base: str
    types: Sets
    axioms: Mapping[bytes, Sets]
    by_property: Mapping[bytes, list[tuple[bytes, bytes]]]
    declared: frozenset[bytes]
    unreviewed: frozenset[tuple[bytes, bytes, bytes]] = field(default_factory=frozenset)

    @classmethod
    def read(cls, lines: Iterable[bytes], base: str) -> Statements:
        """Read canonical N-Quads; of unreviewed claims only the terms are looked at."""
        ontology, own = f"<{base}graph/ontology>".encode(), b"<" + urb(base).iri.encode()
        types: dict[bytes, set[bytes]] = defaultdict(set)
        axioms: dict[bytes, dict[bytes, set[bytes]]] = defaultdict(lambda: defaultdict(set))
        statements: dict[bytes, list[tuple[bytes, bytes]]] = defaultdict(list)
        declared, claims, claimed = set(), dict[bytes, bool](), set()
        for line in lines:
            subject, predicate, value, graph = split(line)
            if graph == ontology:
                axioms[predicate][subject].add(value)
                kinds = {CLASS, PROPERTY} if subject.startswith(own) else DECLARING
                if predicate == TYPE and value in kinds:
                    declared.add(subject)
            if graph not in claims:
                claims[graph] = is_claims_graph(iri(graph))
            if claims[graph]:
                claimed.add((subject, predicate, value))
                continue
            if predicate == TYPE:
                types[subject].add(value)
            else:
                statements[predicate].append((subject, value))
        return cls(base, types, axioms, statements, frozenset(declared), frozenset(claimed))

    def checked(self) -> Iterator[CheckResult]:
        """Yield what each rule found, as a check of ``queries/checks`` does."""
        found: dict[str, list[dict[str, str]]] = {name: [] for name in SUMMARIES}
        for name, *terms in self.findings():
            texts = zip(("subject", "property", "value"), terms, strict=True)
            found[name].append({column: term.decode() for column, term in texts if term})
        for name, rows in found.items():
            shown = sorted(rows, key=lambda row: sorted(row.items()))[:SHOWN]
            yield CheckResult(name, SUMMARIES[name], len(rows), tuple(shown))

    def findings(self) -> Iterator[Finding]:
        """Yield every statement that breaks a rule."""
        yield from self._undeclared()
        yield from self._excluded()
        yield from self._of_other_kind()
        yield from self._outside()
        yield from self._to_nothing()
        yield from self._private()
        yield from self._several()
        yield from self._names()
        yield from self._unnamed()

    def _undeclared(self) -> Iterator[Finding]:
        known, name = self.declared, "undeclared-terms"
        for predicate, pairs in self.by_property.items():
            if predicate not in known and not predicate.startswith(BUILT_IN):
                yield from ((name, subject, predicate, value) for subject, value in pairs)
        for node, kinds in self.types.items():
            for kind in kinds - known:
                if not kind.startswith(BUILT_IN):
                    yield name, node, TYPE, kind
        for subject, predicate, value in self.unreviewed:
            term = value if predicate == TYPE else predicate
            if term not in known and not term.startswith(BUILT_IN):
                yield name, subject, predicate, value

    def _excluded(self) -> Iterator[Finding]:
        excluded = self.axioms[DISJOINT]
        for node, kinds in self.types.items():
            if len(kinds) < 2:
                continue
            above = self._classes_of(node)
            for kind in above:
                for other in excluded.get(kind, set()) & above:
                    yield "disjoint-classes", node, TYPE, other

    def _of_other_kind(self) -> Iterator[Finding]:
        for predicate, pairs in self.by_property.items():
            kinds = self.axioms[TYPE].get(predicate, set())
            for subject, value in pairs:
                literal = value.startswith(b'"')
                if (literal and OBJECT in kinds) or (not literal and DATATYPE in kinds):
                    yield "outside-kind", subject, predicate, value

    def _outside(self) -> Iterator[Finding]:
        own = b"<" + urb(self.base).iri.encode()
        for predicate, pairs in self.by_property.items():
            if not predicate.startswith(own) or predicate not in self.declared:
                continue
            domain = self._named(predicate, DOMAINS)
            if RESOURCE not in domain:
                for subject in {subject for subject, _ in pairs}:
                    if not domain & self._classes_of(subject) and not self._free(subject):
                        yield "outside-domain", subject, predicate, b""
            kinds = self._named(predicate, RANGES)
            if RESOURCE not in kinds:
                yield from self._outside_range(predicate, pairs, kinds)

    def _outside_range(
        self, predicate: bytes, pairs: list[tuple[bytes, bytes]], kinds: set[bytes]
    ) -> Iterator[Finding]:
        wrong = {
            value
            for value in {value for _, value in pairs}
            # What is not described here is an address, or a link to nothing.
            if (found := self._kinds_of(value)) and not kinds & found
        }
        if wrong:
            for subject, value in pairs:
                if value in wrong:
                    yield "outside-range", subject, predicate, value

    def _free(self, subject: bytes) -> bool:
        """Tell whether no property names a class of a thing: its shape alone says what it has."""
        classes = self._classes_of(subject)
        return bool(classes) and not classes & self.domains

    @cached_property
    def domains(self) -> frozenset[bytes]:
        """Return the classes that stand in the domain of some property."""
        found = (self.axioms[axiom].values() for axiom in DOMAINS)
        return frozenset().union(*(named for sets in found for named in sets))

    def _named(self, predicate: bytes, axioms: set[bytes]) -> set[bytes]:
        return set().union(*(self.axioms[axiom].get(predicate, ()) for axiom in axioms))

    def _kinds_of(self, value: bytes) -> frozenset[bytes]:
        if value.startswith(b'"'):
            return frozenset({_datatype(value)})
        return self._classes_of(value)

    def _classes_of(self, node: bytes) -> frozenset[bytes]:
        return frozenset().union(*(self._above(kind) for kind in self.types.get(node, ())))

    def _above(self, kind: bytes) -> frozenset[bytes]:
        if kind not in self._supers:
            found, todo = set[bytes](), [kind]
            while todo:
                found.add(one := todo.pop())
                todo += self.axioms[SUPER].get(one, set()) - found
            self._supers[kind] = frozenset(found)
        return self._supers[kind]

    @cached_property
    def _supers(self) -> dict[bytes, frozenset[bytes]]:
        return {}

    def _to_nothing(self) -> Iterator[Finding]:
        start = f"<{self.base}id/".encode()
        for predicate, pairs in self.by_property.items():
            for subject, value in pairs:
                if value.startswith(start) and value not in self.types:
                    yield "link-to-nothing", subject, predicate, value

    def _private(self) -> Iterator[Finding]:
        for predicate, pairs in self.by_property.items():
            for subject, value in pairs:
                if value.startswith(PRIVATE) or (
                    b"@" in value and value.startswith(b'"') and ADDRESS.search(value)
                ):
                    yield "personal-data", subject, predicate, value

    def _several(self) -> Iterator[Finding]:
        own = urb(self.base)
        for predicate in map(_bytes, (*(own(name) for name in SINGLE), *SINGLE_ELSEWHERE)):
            for subject, values in self._by_subject(predicate):
                # What is read of a report in parts rests on the file of each.
                parts = predicate == _bytes(own.file) and subject.endswith(b"/claims>")
                if len(values) > 1 and not parts:
                    yield from (
                        ("several-values", subject, predicate, value) for value in sorted(values)
                    )

    def _names(self) -> Iterator[Finding]:
        for subject, names in self._by_subject(LABEL):
            if len(names) > 1:
                yield from (("one-name", subject, LABEL, name) for name in sorted(names))
        others = dict(self._by_subject(OTHER))
        for subject, names in self._by_subject(PREFERRED):
            of_language = Counter(name.rpartition(b"@")[2] for name in names)
            for name in sorted(names):
                if of_language[name.rpartition(b"@")[2]] > 1 or name in others.get(subject, ()):
                    yield "one-name", subject, PREFERRED, name

    def _unnamed(self) -> Iterator[Finding]:
        own = urb(self.base)
        start, named = b"<" + own.iri.encode(), dict(self._by_subject(LABEL))
        needless = {_bytes(own(name)) for name in UNNAMED}
        for node, kinds in self.types.items():
            if node not in named:
                for kind in kinds - needless:
                    if kind.startswith(start):
                        yield "thing-without-label", node, TYPE, kind

    def _by_subject(self, predicate: bytes) -> Iterable[tuple[bytes, set[bytes]]]:
        found: dict[bytes, set[bytes]] = defaultdict(set)
        for subject, value in self.by_property.get(predicate, ()):
            found[subject].add(value)
        return found.items()


def _datatype(literal: bytes) -> bytes:
    """Return the datatype of a literal in canonical N-Quads."""
    _, _, after = literal.rpartition(b'"')
    if after.startswith(b"^^"):
        return after[2:]
    return _bytes(RDF.langString if after.startswith(b"@") else XSD.string)
