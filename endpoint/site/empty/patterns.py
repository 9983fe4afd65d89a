"""Takes the pattern of a query apart: its prefixes, triples, filters and groups, in linear time.

It follows the grammar of SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#sparqlGrammar) as far as
is needed to ask for parts of a pattern; what it does not know stays whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from endpoint.syntax.tokens import Token, tokens

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ENDS = {"OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "GRAPH", "SERVICE", "UNION"}
LONGEST = 400  # tokens of one element that are looked at; the rest of it stays text


@dataclass(frozen=True)
class Triple:
    """A triple pattern: its three texts, and the IRIs its predicate names; ``plain`` is no path."""

    subject: str
    predicate: str
    object: str
    names: tuple[str, ...]
    plain: bool


@dataclass(frozen=True)
class Element:
    """A part of the pattern: triple, filter, bind, values, optional, minus, group or graph."""

    kind: str
    text: str
    start: int
    triple: Triple | None = None


@dataclass(frozen=True)
class Pattern:
    """A query taken apart: what stands before the form, its elements, what follows them."""

    prologue: str
    prefixes: dict[str, str]
    base: str
    elements: tuple[Element, ...]
    rest: str

    def iri(self, text: str) -> str | None:
        """Return the IRI that a term names, None for what is not an IRI."""
        if text == "a":
            return RDF_TYPE
        if text.startswith("<") and text.endswith(">"):
            return urljoin(self.base, text[1:-1]) if self.base else text[1:-1]
        prefix, colon, local = text.partition(":")
        if not colon or text[:1] in {'"', "'", "?", "$", "_"}:
            return None
        namespace = self.prefixes.get(prefix)
        return None if namespace is None else namespace + local.replace("\\", "")


class _Reader:
    """Walks over the tokens of one query."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(tokens(text))
        self.place = 0
        self.matching = _matching(self.tokens)

    def peek(self, ahead: int = 0) -> Token | None:
        where = self.place + ahead
        return self.tokens[where] if where < len(self.tokens) else None

    def word(self, ahead: int = 0) -> str:
        token = self.peek(ahead)
        return token.text.upper() if token and token.kind == "word" else ""

    def between(self, first: int, last: int) -> str:
        """Return the text from one token to before another."""
        if first >= last:
            return ""
        end = self.tokens[last - 1]
        return self.text[self.tokens[first].start : end.start + len(end.text)]

    def skip_bracket(self) -> None:
        """Go behind the bracket that closes the one here, or one token on."""
        self.place = self.matching.get(self.place, self.place) + 1


def _matching(every: list[Token]) -> dict[int, int]:
    found, stack = {}, []
    for place, token in enumerate(every):
        if token.kind == "open":
            stack.append(place)
        elif token.kind == "close" and stack:
            found[stack.pop()] = place
    return found


def read(text: str) -> Pattern | None:
    """Return a query taken apart; None when it has no group that could be looked at."""
    reader = _Reader(text)
    prefixes, base = _prologue(reader)
    prologue = reader.between(0, reader.place)
    where = _where(reader)
    if where is None:
        return None
    end = reader.matching[where]
    reader.place = where + 1
    elements = _elements(reader, end)
    return Pattern(prologue, prefixes, base, elements, reader.between(end + 1, len(reader.tokens)))


def _prologue(reader: _Reader) -> tuple[dict[str, str], str]:
    prefixes: dict[str, str] = {}
    base = ""
    while (word := reader.word()) in {"PREFIX", "BASE"}:
        name, target = reader.peek(1), reader.peek(2)
        if word == "BASE" and name:
            base = urljoin(base, name.text.strip("<>"))
            reader.place += 2
        elif name and target:
            prefixes[name.text.rstrip(":")] = urljoin(base, target.text.strip("<>"))
            reader.place += 3
        else:
            break
    return prefixes, base


def _where(reader: _Reader) -> int | None:
    """Return where the group of the WHERE clause opens."""
    form, seen = reader.word(), 0
    for place in range(reader.place, len(reader.tokens)):
        if reader.tokens[place].text != "{" or place not in reader.matching:
            continue
        after_where = place and reader.tokens[place - 1].text.upper() == "WHERE"
        if form != "CONSTRUCT" or after_where or seen:
            return place
        seen = reader.matching[place]
        reader.place = seen + 1
        return _where_after(reader)
    return None


def _where_after(reader: _Reader) -> int | None:
    for place in range(reader.place, len(reader.tokens)):
        if reader.tokens[place].text == "{" and place in reader.matching:
            return place
    return None


def _elements(reader: _Reader, end: int) -> tuple[Element, ...]:
    found: list[Element] = []
    while reader.place < end:
        token = reader.peek()
        if token is None:
            break
        before = reader.place
        if token.text in {".", ";"}:
            reader.place += 1
        elif token.text == "{":
            _union(reader, end)
            found.append(_element(reader, "group", before))
        elif (word := reader.word()) in ENDS:
            _clause(reader, word, end)
            found.append(_element(reader, word.lower(), before))
        elif reader.word() == "SELECT":
            reader.place = end
            found.append(_element(reader, "group", before))
        else:
            found += _triples(reader, end)
        if reader.place == before:
            reader.place += 1
    return tuple(found)


def _element(reader: _Reader, kind: str, first: int) -> Element:
    return Element(kind, reader.between(first, reader.place), reader.tokens[first].start)


def _union(reader: _Reader, end: int) -> None:
    reader.skip_bracket()
    while reader.place < end and reader.word() == "UNION":
        reader.place += 1
        reader.skip_bracket()


def _clause(reader: _Reader, word: str, end: int) -> None:
    """Go behind a clause: its keyword, what stands before its bracket, and the bracket."""
    reader.place += 1
    last = "{" if word in {"OPTIONAL", "MINUS", "GRAPH", "SERVICE", "VALUES"} else ""
    for _ in range(LONGEST):
        token = reader.peek()
        if token is None or reader.place >= end:
            return
        opens = token.kind == "open"
        reader.skip_bracket() if opens else setattr(reader, "place", reader.place + 1)
        if opens and (not last or token.text == last):
            return


def _triples(reader: _Reader, end: int) -> list[Element]:
    """Read the triples of one subject."""
    found: list[Element] = []
    begin = reader.place
    subject = _term(reader, end)
    while reader.place < end and subject:
        start = reader.peek()
        if start is None or start.text in {".", "}"} or reader.word() in ENDS:
            break
        if start.text == ";":
            reader.place += 1
            continue
        predicate, names = _path(reader, end)
        if not predicate:
            break
        while reader.place < end:
            first = reader.peek()
            value = _term(reader, end)
            if not value or first is None:
                return found
            plain = len(names) == 1 and predicate == names[0]
            triple = Triple(subject, predicate, value, names, plain)
            where = reader.tokens[begin].start if not found else start.start
            found.append(Element("triple", f"{subject} {predicate} {value} .", where, triple))
            following = reader.peek()
            if following is None or following.text != ",":
                break
            reader.place += 1
    return found


def _term(reader: _Reader, end: int) -> str:
    """Return a term as it is written: a variable, a name, a literal, a bracket."""
    token, first = reader.peek(), reader.place
    if token is None or first >= end or token.kind == "close":
        return ""
    if token.kind == "open":
        reader.skip_bracket()
    elif token.text in {"-", "+"}:
        reader.place += 2
    else:
        reader.place += 1
    if token.kind == "string":
        following = reader.peek()
        if following is not None and following.kind == "language":
            reader.place += 1
        elif following is not None and following.text == "^":
            reader.place += 3
    return reader.between(first, min(reader.place, end))


def _path(reader: _Reader, end: int) -> tuple[str, tuple[str, ...]]:
    """Return a predicate or path as it is written, and the names in it."""
    first, names = reader.place, []
    for _ in range(LONGEST):
        while (token := reader.peek()) and token.text in {"^", "!"}:
            reader.place += 1
        if token is None or reader.place >= end:
            break
        if token.kind == "open":
            closing = reader.matching.get(reader.place, reader.place)
            inner = reader.tokens[reader.place : closing]
            names += [one.text for one in inner if one.kind in {"iri", "name"} or one.text == "a"]
            reader.skip_bracket()
        else:
            names += [token.text] if token.kind in {"iri", "name"} or token.text == "a" else []
            reader.place += 1
        while (token := reader.peek()) and token.text in {"*", "+", "?"}:
            reader.place += 1
        if token is None or token.text not in {"/", "|"}:
            break
        reader.place += 1
    return reader.between(first, reader.place), tuple(names)
