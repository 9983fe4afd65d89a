"""Puts triple patterns that stand together into the order in which the fewest things are looked at.

Oxigraph 0.5.13 orders joins by the shape of their patterns and, where shapes are alike, as they are
written: of two patterns with only a predicate given it begins with the first, though the second may
hold five statements and the first a million. Here such neighbours are sorted by the numbers of
statements in the release. Joins of neighbours may be done in any order (SPARQL 1.1 §18.5), so the
solutions stay the same. A query whose answer depends on their sequence is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from endpoint.syntax.tokens import TERMS, Token, tokens

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# With these an answer depends on the sequence of solutions, or on more than this module reads.
SEQUENCE = re.compile(
    r"\b(?:LIMIT|OFFSET|GROUP_CONCAT|SAMPLE|SUM|AVG|SERVICE|RAND|UUID|STRUUID|BNODE)\b|\\[uU]",
    re.IGNORECASE,
)
FIRST = re.compile(r"\{\s*(\S+)\s+(\S+)\s+(\S+)")
# A query that begins with fewer statements is quick enough as it is; reading it would take longer.
LARGE = 5000
COUNTS = """SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o } GROUP BY ?p"""
CLASSES = f"SELECT ?c (COUNT(*) AS ?n) {{ ?s <{RDF_TYPE}> ?c }} GROUP BY ?c"
FOLLOWING = frozenset({"}", "{", "FILTER", "OPTIONAL", "MINUS", "GRAPH", "BIND", "VALUES"})


@dataclass(frozen=True)
class Counts:
    """How many statements a release has: by property, different values by property, by class."""

    total: int = 0
    statements: dict[str, int] = field(default_factory=dict)
    objects: dict[str, int] = field(default_factory=dict)
    classes: dict[str, int] = field(default_factory=dict)


def count(store: Store) -> Counts:
    """Count the default graph of a store; takes about a second for each million statements."""
    rows = list(solutions(store, COUNTS))
    statements = {p: int(n) for p, n, _ in rows}
    return Counts(
        sum(statements.values()),
        statements,
        {p: int(objects) for p, _, objects in rows},
        {c: int(n) for c, n in solutions(store, CLASSES)},
    )


def solutions(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the values of the solutions of a query."""
    found = store.query(query)
    if isinstance(found, QuerySolutions):
        for solution in found:
            yield tuple(
                term.value if isinstance(term, NamedNode | Literal) else "" for term in solution
            )


@dataclass(frozen=True)
class Pattern:
    """A triple pattern: each term as it is written, IRIs written out for constants."""

    subject: str
    predicate: str
    value: str
    iris: tuple[str, str]

    def __str__(self) -> str:
        """Return the pattern as it is written."""
        return f"{self.subject} {self.predicate} {self.value}"

    @property
    def variables(self) -> set[str]:
        """Return its variables and blank nodes."""
        terms = (self.subject, self.predicate, self.value)
        return {term.replace("$", "?") for term in terms if term[0] in "?$_"}

    def size(self, counts: Counts, bound: set[str]) -> float:
        """Return about how many statements fit when some variables have values."""
        predicate, value = self.iris
        held = not is_free(self.subject, bound)
        if is_free(self.predicate, bound):
            return counts.total / (1000.0 if held else 1.0)
        statements = counts.statements.get(predicate, 0)
        if predicate == RDF_TYPE and value:
            statements = counts.classes.get(value, 0)
        elif not is_free(self.value, bound):
            statements = -(-statements // max(1, counts.objects.get(predicate, 1)))
        return min(float(statements), 3.0) if held else float(statements)


def is_free(term: str, bound: set[str]) -> bool:
    """Tell whether a term has no value yet."""
    return term[0] in "?$_" and term.replace("$", "?") not in bound


def ordered(query: str, counts: Counts) -> str:
    """Return the query with its neighbouring patterns in a good order, or as it is."""
    if counts.total < LARGE or is_small(query, counts) or SEQUENCE.search(query):
        return query
    stream = list(tokens(query))
    names = prologue(stream)
    if names is None:
        return query
    edits: list[tuple[int, int, str]] = []
    place = 0
    while place < len(stream):
        if stream[place].text in {"{", "}", "."}:
            patterns, end = block(stream, place + 1, names)
            better = arranged(patterns, counts)
            if better != patterns:
                first, last = stream[place + 1], stream[end - 1]
                text = " . ".join(map(str, better))
                edits.append((first.start, last.start + len(last.text), f"{text} ."))
            place = max(end, place + 1)
        else:
            place += 1
    for start, stop, text in reversed(edits):
        query = query[:start] + text + query[stop:]
    return query


def is_small(query: str, counts: Counts) -> bool:
    """Tell whether a query is quick as it is: one group that begins with few statements.

    Groups within (UNION, OPTIONAL, EXISTS) may each be evaluated for every solution outside.
    """
    return query.count("{") <= 1 and begins_with(query, counts) < LARGE


def begins_with(query: str, counts: Counts) -> float:
    """Return about how many statements fit the first pattern; a look that takes microseconds."""
    found = FIRST.search(query)
    if found is None:
        return 0.0
    predicate, value = written_out(found[2], query), found[3].rstrip(".;,")
    if value[0] not in "?$":
        value = written_out(value, query) if predicate == RDF_TYPE else "a value"
    iris = (predicate, value if predicate == RDF_TYPE and value[0] not in "?$" else "")
    return Pattern(found[1], found[2], value, iris).size(counts, set())


def written_out(term: str, query: str) -> str:
    """Return the IRI of a term by the first prefix of that name in the query."""
    if term == "a":
        return RDF_TYPE
    if term[0] == "<":
        return term[1:-1]
    prefix, colon, local = term.partition(":")
    found = re.search(rf"\s{re.escape(prefix)}:\s*<([^>]*)>", query) if colon else None
    return found[1] + local if found else term


def prologue(stream: list[Token]) -> dict[str, str] | None:
    """Return the prefixes of a query; None when it has a BASE or binds a prefix twice."""
    names: dict[str, str] = {}
    for token, first, second in zip(stream, stream[1:], stream[2:], strict=False):
        word = token.text.upper() if token.kind == "word" else ""
        if word == "BASE" or (word == "PREFIX" and first.text in names):
            return None
        if word == "PREFIX":
            names[first.text] = second.text[1:-1]
    return names


def arranged(patterns: list[Pattern], counts: Counts) -> list[Pattern]:
    """Return patterns in order: the smallest first, then what is smallest of what joins."""
    left, bound, found = list(patterns), set[str](), list[Pattern]()
    while left:
        joined = [one for one in left if one.variables & bound] or left
        best = min(joined, key=lambda one: one.size(counts, bound))
        left.remove(best)
        found.append(best)
        bound |= best.variables
    return found


def block(stream: list[Token], start: int, names: dict[str, str]) -> tuple[list[Pattern], int]:
    """Read the patterns that stand together from a place on, and where they end.

    There are none when anything but plain patterns is among them (paths, lists, nested nodes).
    """
    reader = Reader(stream, start, names)
    patterns: list[Pattern] = []
    while reader.at(TERMS):
        more = reader.same_subject()
        if more is None:
            return [], start
        patterns += more
        if not reader.skip("."):
            break
    # Anything else behind it is an error, which a full stop put before it might hide.
    follows = stream[reader.place].text.upper() if reader.place < len(stream) else ""
    if not patterns or follows not in FOLLOWING:
        return [], start
    return patterns, reader.place


@dataclass
class Reader:
    """Reads triple patterns from tokens."""

    stream: list[Token]
    place: int
    names: dict[str, str]

    def at(self, kinds: frozenset[str] | set[str]) -> bool:
        """Tell whether the next token is of one of some kinds."""
        return self.place < len(self.stream) and self.stream[self.place].kind in kinds

    def skip(self, sign: str) -> bool:
        """Read a sign if it is next."""
        if self.place < len(self.stream) and self.stream[self.place].text == sign:
            self.place += 1
            return True
        return False

    def take(self) -> Token | None:
        """Read a token."""
        self.place += 1
        return self.stream[self.place - 1] if self.place <= len(self.stream) else None

    def same_subject(self) -> list[Pattern] | None:
        """Read ``subject predicate object, object; predicate object``; None when it is more."""
        subject = self.term(value=False)
        found: list[Pattern] = []
        while subject is not None:
            predicate = self.predicate()
            if predicate is None:
                return None
            while True:
                value = self.term(value=True)
                if value is None:
                    return None
                iris = (self.iri(predicate), self.iri(value))
                found.append(Pattern(subject, predicate, value, iris))
                if not self.skip(","):
                    break
            if not self.skip(";"):
                return found
            while self.skip(";"):
                continue
            if self.place < len(self.stream) and self.stream[self.place].text in {".", "}"}:
                return found
        return None

    def predicate(self) -> str | None:
        """Read a predicate that is not a path."""
        token = self.take()
        if token is None:
            return None
        if token.kind in {"variable", "iri"} or token.text == "a":
            return token.text
        return token.text if token.kind == "name" and token.text[0] != "_" else None

    def term(self, *, value: bool) -> str | None:
        """Read a term; literals only as a value."""
        token = self.take()
        if token is None:
            return None
        if token.kind in {"variable", "iri", "name"}:
            return token.text
        if not value:
            return None
        if token.text in {"true", "false"} or token.kind == "number":
            return token.text
        return self.literal(token) if token.kind == "string" else None

    def literal(self, token: Token) -> str | None:
        """Read what follows a string: a language, a datatype or nothing."""
        if self.at({"language"}):
            language = self.take()
            return None if language is None else token.text + language.text
        if self.skip("^"):
            datatype = self.take() if self.skip("^") else None
            if datatype is None or datatype.kind not in {"iri", "name"}:
                return None
            return f"{token.text}^^{datatype.text}"
        return token.text

    def iri(self, term: str) -> str:
        """Return the IRI of a term, empty when it is not one or relative."""
        if term == "a":
            return RDF_TYPE
        if term[0] == "<":
            return term[1:-1]
        prefix, colon, local = term.partition(":")
        namespace = self.names.get(f"{prefix}:") if colon and term[0] not in "\"'?$_" else None
        return "" if namespace is None else namespace + re.sub(r"\\(.)", r"\1", local)
