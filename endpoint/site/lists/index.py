"""What the lists know of the things of a kind: names, and their relations with dates.

Each relation is asked for once in the life of a release, with the pattern that stands in the query
people take along.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar, cast

from pyoxigraph import Literal, NamedNode

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import language
from endpoint.site.core.dates import day_of
from endpoint.site.core.relations import Relation, declared
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.model import Labels
from endpoint.site.describe.terms import Viewer, sort_key
from endpoint.site.lists import query
from endpoint.site.lists.searched import Searched
from endpoint.site.lists.spells import Held, Spells
from endpoint.sparql.backend import Row
from loaders.kinds import Kind

OWN_VALUE = Literal("")
WHOLE = 1000  # things up to which the columns of all are kept, and not asked for page by page

Made = TypeVar("Made")
Values = Mapping[NamedNode, tuple[Held, ...]]


@dataclass(frozen=True)
class Index:
    """The things of a kind in a release; what is derived from them is made once, when asked for."""

    release: Release
    kind: Kind
    things: frozenset[NamedNode]

    def _once(self, what: Hashable, make: Callable[[], Made], key: Hashable = "") -> Made:
        return self.release.once(("list", self.kind.key, what, key), make)

    @property
    def names(self) -> Searched:
        """Return every name of each thing, former and short ones too."""
        return self._once("names", self._names)

    def _names(self) -> Searched:
        found: dict[NamedNode, list[str]] = defaultdict(list)
        class_ = self.release.expand(self.kind.class_)
        for row in self.release.queries.select("names-of-class", type=[class_]):
            thing = cast(NamedNode, row["thing"])
            if thing in self.things:
                found[thing].append(str(row["name"].value))
        return Searched(found)

    def ordered(self) -> tuple[NamedNode, ...]:
        """Return all things by their names in the language spoken."""
        return self._once("ordered", self._ordered, language().code)

    def _ordered(self) -> tuple[NamedNode, ...]:
        texts = self.texts()
        return tuple(sorted(self.things, key=lambda one: (sort_key(texts[one]), one.value)))

    def texts(self) -> Mapping[NamedNode, str]:
        """Return what things are called in the language spoken."""
        return self._once("texts", self._texts, language().code)

    def _texts(self) -> Mapping[NamedNode, str]:
        viewer = Viewer(self.release, self._labels(language().code))
        return {one: viewer.text(one) for one in self.things}

    def _labels(self, code: str) -> Labels:
        """Return the names of the things in a language, and what stands for a name there."""
        found: dict[NamedNode, list[Literal]] = defaultdict(list)
        class_ = self.release.expand(self.kind.class_)
        spoken = [Literal(one) for one in dict.fromkeys((code, SOURCE.code, ""))]
        for row in self.release.queries.select("list-names", type=[class_], language=spoken):
            found[cast(NamedNode, row["thing"])].append(cast(Literal, row["label"]))
        return Labels({thing: tuple(many) for thing, many in found.items()})

    def of(self, relation: Relation) -> Values:
        """Return the values of a relation by thing; those of our own things first by IRI."""
        return self._once("values", lambda: self._read(relation), relation)

    def some(
        self, relations: Sequence[Relation], things: Sequence[NamedNode]
    ) -> Mapping[Relation, Values]:
        """Return the values of relations, of some things at least.

        Of a long list only these things are asked for, so that a page of it costs the same however
        long it is.
        """
        if len(self.things) <= WHOLE:
            return {one: self.of(one) for one in relations}
        if not things or not relations:
            return {one: {} for one in relations}
        text = query.rows(
            self.kind.class_, relations, things, self.release.info.base, self.release.prefixes
        )
        apart: dict[Relation, list[Row]] = {one: [] for one in relations}
        for row in self.release.queries.backend.select(text):
            apart[relations[int(str(row["column"].value))]].append(row)
        return {one: self._held(one, rows) for one, rows in apart.items()}

    def keys(self, relation: Relation) -> Mapping[NamedNode, frozenset[str]]:
        """Return the keys of a facet by thing."""
        return self._once("keys", lambda: self._keys(relation), relation)

    def _keys(self, relation: Relation) -> Mapping[NamedNode, frozenset[str]]:
        every, base = self.of(relation), self.release.info.base
        terms = {held.term for many in every.values() for held in many}
        named = {term: key_of(relation, term, base) for term in terms}
        return {
            thing: frozenset(key for one in many if (key := named[one.term]))
            for thing, many in every.items()
        }

    def having(self, relation: Relation, key: str) -> frozenset[NamedNode]:
        """Return the things that have a key of a facet."""
        known = self._once("having", lambda: self._having(relation), relation)
        return known.get(key, frozenset())

    def _having(self, relation: Relation) -> Mapping[str, frozenset[NamedNode]]:
        found: dict[str, set[NamedNode]] = defaultdict(set)
        for thing, keys in self.keys(relation).items():
            for one in keys:
                found[one].add(thing)
        return {one: frozenset(many) for one, many in found.items()}

    @property
    def numbers(self) -> Mapping[NamedNode, int]:
        """Return a number for each thing: sets of them are put together ten times as fast."""
        return self._once(
            "numbers", lambda: {thing: number for number, thing in enumerate(self.things)}
        )

    def spells(self, relation: Relation) -> Spells:
        """Return when things had which keys of a relation."""
        base = self.release.info.base

        def make() -> Spells:
            named = partial(key_of, relation, base=base)
            return Spells(self.of(relation), named, self.numbers)

        return self._once("spells", make, relation)

    def numbered(self, relation: Relation) -> Mapping[int, frozenset[str]]:
        """Return the keys of a facet by the numbers of things."""

        def make() -> Mapping[int, frozenset[str]]:
            numbers = self.numbers
            return {numbers[thing]: many for thing, many in self.keys(relation).items()}

        return self._once("numbered", make, relation)

    def by_name(self, numbers: Collection[int]) -> tuple[NamedNode, ...]:
        """Return the things with some numbers by their names in the language spoken."""
        ordered = self.ordered()
        places = self._once(
            "places", lambda: tuple(map(self.numbers.__getitem__, ordered)), language().code
        )
        return tuple(
            thing for thing, number in zip(ordered, places, strict=True) if number in numbers
        )

    def totals(self, relation: Relation) -> Counter[str]:
        """Return how many things have each key of a facet."""
        return self._once("totals", lambda: self._totals(relation), relation)

    def _totals(self, relation: Relation) -> Counter[str]:
        keys = self.keys(relation)
        return Counter(key for thing in self.ordered() for key in keys.get(thing, ()))

    def sorted(self, things: Iterable[NamedNode]) -> tuple[NamedNode, ...]:
        """Return some things by their names in the language spoken."""
        return tuple(sorted(things, key=self.ranks().__getitem__))

    def ranks(self) -> Mapping[NamedNode, int]:
        """Return where each thing stands by its name in the language spoken."""
        return self._once(
            "ranks",
            lambda: {thing: place for place, thing in enumerate(self.ordered())},
            language().code,
        )

    def _read(self, relation: Relation) -> Values:
        text = query.values(
            self.kind.class_, relation, self.release.info.base, self.release.prefixes
        )
        return self._held(relation, self.release.queries.backend.select(text))

    def _held(self, relation: Relation, rows: Iterable[Row]) -> Values:
        """Return what rows say of the things of the list, each value once."""
        found: dict[NamedNode, dict[Held, None]] = defaultdict(dict)
        for row in rows:
            term = row.get("value", OWN_VALUE)
            thing = row["thing"]
            if thing in self.things and isinstance(term, NamedNode | Literal):
                begun, ended = day_of(row.get("begun")), day_of(row.get("ended"))
                held = Held(term, begun, ended, relation.happens)
                found[cast(NamedNode, thing)][held] = None
        return {
            thing: tuple(many)
            if len(many) == 1
            else tuple(sorted(many, key=lambda one: (str(one.term), str(one.begun))))
            for thing, many in found.items()
        }


def index(release: Release, kind: Kind) -> Index:
    """Return what is known of the things of a kind; made once in the life of a release."""
    return release.once(f"index {kind.key}", lambda: _index(release, kind))


def _index(release: Release, kind: Kind) -> Index:
    class_ = release.expand(kind.class_)
    ids = Literal(f"{release.info.base}id/{kind.key}/")
    rows = release.queries.select("things", type=[class_], ids=[ids])
    return Index(release, kind, frozenset(cast(NamedNode, row["thing"]) for row in rows))


def labels(release: Release, kind: Kind) -> Labels:
    """Return the names of what the facets of a kind can be narrowed to."""
    return release.once(f"facets {kind.key}", lambda: _named(release, kind))


def _named(release: Release, kind: Kind) -> Labels:
    known = index(release, kind)
    terms = {
        held.term
        for relation in declared(kind).facets
        if not relation.buckets
        for many in known.of(relation).values()
        for held in many
        if isinstance(held.term, NamedNode)
    }
    return gather.labels(release, terms)


def key_of(relation: Relation, term: NamedNode | Literal, base: str) -> str:
    """Return what stands in the address for a value of a facet, '' for what has no place there."""
    if relation.buckets:
        return _bucket(relation, term)
    start = f"{base}id/"
    if not isinstance(term, NamedNode) or not term.value.startswith(start):
        return ""
    kind, _, key = term.value.removeprefix(start).partition("/")
    return key if kind == relation.scheme else f"{kind}/{key}"


def _bucket(relation: Relation, term: NamedNode | Literal) -> str:
    try:
        number = float(term.value)
    except ValueError:
        return ""
    return next((key for key, low, high in relation.buckets if low <= number <= high), "")
