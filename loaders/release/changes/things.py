"""Tells a difference by the things people know, each with its source; the rest is folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from loaders import kinds
from loaders.iris import is_claims_graph
from loaders.rdf.nquads import quads_of
from loaders.release.changes.dump import Dump
from loaders.release.changes.statements import Difference
from loaders.vocabulary import DCTERMS, RDF, prefixes, urb

# Kinds of things that no person looks for: where in a text something stands.
EVIDENCE = frozenset({"claim", "mention"})
CLAIMS, PLACES, PAGES, DERIVED, QUERIES, MODEL, OTHERS = (
    "claims, mentions and where they stand in texts",
    "where records stand in files and when they were read",
    "pages cited",
    "statements derived by rules",
    "example queries",
    "the ontology as a whole and terms of others",
    "other statements",
)
# Graphs whose statements nobody looks for by thing.
FOLDED = {"rules": DERIVED, "catalogue": PLACES, "queries": QUERIES}
SIGNS = ("+", "~", "-")
NAMES = {"+": "added", "~": "changed", "-": "gone"}
SOURCES, ROWS = 3, 5


@dataclass(frozen=True)
class Property:
    """A property of a thing: its name, and the values that went and came, as people read them."""

    name: str
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What became of a thing: ``sign`` is + for a new one, - for one that is gone, ~ for others.

    ``sources`` say where what came (of a thing that is gone: what went) was read.
    """

    sign: str
    kind: str
    iri: str
    label: str
    properties: tuple[Property, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """The changes of things in the order of the pages; ``folded`` counts (came, went) the rest."""

    changes: tuple[Change, ...]
    folded: Mapping[str, tuple[int, int]]

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many things of each kind were added, changed or are gone."""
        found: dict[str, dict[str, int]] = {}
        for change in self.changes:
            of_kind = found.setdefault(change.kind, dict.fromkeys(NAMES.values(), 0))
            of_kind[NAMES[change.sign]] += 1
        return found


@dataclass
class _Sides:
    """The statements about one thing that went and came."""

    removed: list[Quad] = field(default_factory=list)
    added: list[Quad] = field(default_factory=list)


@dataclass
class Teller:
    """Knows two dumps and what they are called in words."""

    base: str
    old: Dump
    new: Dump

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        return prefixes(self.base)

    @cached_property
    def _kinds(self) -> list[str]:
        return [kind.singular for kind in kinds.KINDS]

    def explain(self, difference: Difference) -> Told:
        """Return a difference by things."""
        things: defaultdict[str, _Sides] = defaultdict(_Sides)
        folded: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for side, lines in enumerate((difference.added, difference.removed)):
            for quad in _quads(lines):
                category, thing = self._about(quad)
                if category:
                    folded[category][side] += 1
                else:
                    sides = things[thing]
                    (sides.removed if side else sides.added).append(quad)
        changes = sorted(
            (self._change(thing, sides) for thing, sides in things.items()), key=self._order
        )
        return Told(tuple(changes), {name: (n, m) for name, (n, m) in sorted(folded.items())})

    def _about(self, quad: Quad) -> tuple[str, str]:
        """Return the category that a statement is folded into, or "" and its thing."""
        graph, subject = _text(quad.graph_name), _text(quad.subject)
        rest = graph.removeprefix(f"{self.base}graph/")
        thing = subject.partition("#")[0]
        path = thing.removeprefix(f"{self.base}id/")
        if is_claims_graph(graph) or path.partition("/")[0] in EVIDENCE:
            return CLAIMS, ""
        if rest == "catalogue" and path.startswith("publication/"):
            return PAGES, ""
        if category := FOLDED.get(rest.partition("/")[0]):
            return category, ""
        if subject.startswith(f"{self.base}ontology#"):
            return "", subject
        if path != thing:
            return "", thing
        return (MODEL if rest == "ontology" else OTHERS), ""

    def _change(self, thing: str, sides: _Sides) -> Change:
        was, is_now = self.old.holds(thing), self.new.holds(thing)
        sign = "+" if not was else "~" if is_now else "-"
        label = self._label(thing, self.new if is_now else self.old)
        of_source = (sides.added or sides.removed) if is_now else sides.removed
        dump = self.new if is_now and sides.added else self.old
        return Change(
            sign,
            self._kind(thing),
            thing,
            label,
            tuple(self._properties(thing, sides)),
            tuple(self._sources(of_source, dump)),
        )

    def _label(self, thing: str, dump: Dump) -> str:
        """Return what people call a thing; of a part also what it belongs to."""
        label = dump.label(thing) or thing.removeprefix(f"{self.base}id/")
        if kinds.kind_in(thing, f"{self.base}id/") not in kinds.PARTS:
            return label
        others = (_text(quad.object) for quad in dump.quads(thing))
        owners = [dump.label(other) for other in others if self._is_main(other)]
        fitting = [owner for owner in sorted(owners) if owner and owner not in label]
        return f"{label} ({fitting[0]})" if fitting else label

    def _is_main(self, iri: str) -> bool:
        kind = kinds.BY_KEY.get(kinds.kind_in(iri, f"{self.base}id/"))
        return kind is not None and (kind.main or bool(kind.family))

    def _kind(self, thing: str) -> str:
        if thing.startswith(f"{self.base}ontology#"):
            return "term"
        key, slash, _ = thing.removeprefix(f"{self.base}id/").partition("/")
        if key in kinds.BY_KEY:
            return kinds.BY_KEY[key].singular
        scheme = self.new.label(f"{self.base}id/{key}") or self.old.label(f"{self.base}id/{key}")
        return f"concept of {scheme or key}" if slash else "concept scheme"

    def _order(self, change: Change) -> tuple[int, str, int, str, str]:
        known = change.kind in self._kinds
        rank = self._kinds.index(change.kind) if known else len(self._kinds)
        return rank, change.kind, SIGNS.index(change.sign), change.label, change.iri

    def _properties(self, thing: str, sides: _Sides) -> Iterator[Property]:
        names: dict[str, tuple[list[str], list[str]]] = {}
        for side, quads in enumerate((sides.removed, sides.added)):
            for quad in quads:
                pair = names.setdefault(self._name(thing, quad), ([], []))
                pair[side].append(self._value(quad))
        for name, (removed, added) in sorted(names.items()):
            yield Property(name, tuple(sorted(set(removed))), tuple(sorted(set(added))))

    def _name(self, thing: str, quad: Quad) -> str:
        """Return what people call a property, with the part of the thing that it is of."""
        part = _text(quad.subject).removeprefix(thing).removeprefix("#")
        if quad.predicate == RDF.type:
            name = "class"
        else:
            iri = quad.predicate.value
            name = self.new.label(iri) or self.old.label(iri) or self._compact(iri)
        return f"{part}: {name}" if part else name

    def _compact(self, iri: str) -> str:
        fitting = [(len(ns), name) for name, ns in self._prefixes.items() if iri.startswith(ns)]
        if not fitting:
            return iri
        length, name = max(fitting)
        return f"{name}:{iri[length:]}"

    def _value(self, quad: Quad) -> str:
        term = quad.object
        if isinstance(term, Literal):
            return f"{term.value} ({term.language})" if term.language else term.value
        iri = _text(term)
        return self.new.label(iri) or self.old.label(iri) or self._compact(iri)

    def _sources(self, quads: Iterable[Quad], dump: Dump) -> Iterator[str]:
        """Yield where records were read: file, rows, and the pages they cite."""
        records: dict[tuple[str, str], list[str]] = {}
        terms = urb(self.base)
        for graph in dict.fromkeys(_text(quad.graph_name) for quad in quads):
            files, rows = dump.values(graph, terms.file), dump.values(graph, terms.row)
            pages = [dump.label(page) or page for page in dump.values(graph, DCTERMS.source)]
            if files or pages:
                place = files[0].rpartition("/")[2] if files else ""
                records.setdefault((place, ", ".join(pages)), []).extend(rows)
        for (file, cited), numbers in list(records.items())[:SOURCES]:
            yield ": ".join(filter(None, (_place(file, numbers), cited)))
        if len(records) > SOURCES:
            yield f"{len(records) - SOURCES} more sources"


def _place(file: str, rows: list[str]) -> str:
    """Return a file and the rows in it."""
    if not rows:
        return file
    ordered = sorted(rows, key=lambda row: (len(row), row))
    more = f" and {len(rows) - ROWS} more" if len(rows) > ROWS else ""
    return f"{file}, row{'s' if len(rows) > 1 else ''} {', '.join(ordered[:ROWS])}{more}"


def _quads(lines: list[str]) -> Iterator[Quad]:
    return quads_of(f"{line}\n".encode() for line in lines)


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
