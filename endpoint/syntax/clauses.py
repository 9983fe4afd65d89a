"""Mistakes of SELECT, GROUP BY, ORDER BY, LIMIT, BIND and VALUES, and of their order."""

from __future__ import annotations

from collections.abc import Iterator

from endpoint.syntax.grammar import AFTER_GROUP, AGGREGATES, QUERY_WORDS, meant
from endpoint.syntax.reading import Mistake, Reading, say

ORDER = ("WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")
FIRST = frozenset({"DISTINCT", "REDUCED"})


def projection(reading: Reading, select: int) -> tuple[list[int], int]:
    """Return the indices of what SELECT names, brackets as one, and of what ends it."""
    found, place = [], select + 1
    while place < len(reading.stream):
        if reading.at(place) == "{" or reading.word(place) in {"WHERE", "FROM"}:
            break
        if reading.word(place) not in FIRST:
            found.append(place)
        place = reading.partners.get(place, place) + 1
    return found, place


def selects(reading: Reading) -> Iterator[Mistake]:
    """Yield what a SELECT cannot name, or does not name."""
    for select in reading.each("SELECT"):
        named, end = projection(reading, select)
        if not named:
            yield Mistake(
                say("SELECT names no variables"),
                reading.start(end),
                say("write SELECT * or SELECT ?name"),
            )
        for index in named:
            sign, word = reading.at(index), reading.word(index)
            if sign == ",":
                yield Mistake(
                    say("no comma stands between the variables of SELECT"),
                    reading.start(index),
                    say("take it away"),
                )
            elif word in AGGREGATES:
                yield Mistake(
                    say("%(word)s in SELECT stands in brackets and has a name", word=word),
                    reading.start(index),
                    say("write %(code)s", code=f"({word}(?x) AS ?name)"),
                )
            elif word and not meant(word, QUERY_WORDS):
                shown = sign[:40]
                yield Mistake(
                    say("%(shown)s in SELECT is not a variable", shown=shown),
                    reading.start(index),
                    say("write %(code)s", code=f"?{shown}"),
                )
            elif sign == "(" and "AS" not in [reading.word(one) for one in reading.flat(index)]:
                yield Mistake(
                    say("an expression in SELECT has a name of its own"),
                    reading.start(reading.partners.get(index, index)),
                    say("write AS ?name before the )"),
                )
        if end >= len(reading.stream) and not reading.cut:
            yield Mistake(
                say("%(sign)s is missing after %(word)s", sign="{", word="SELECT"),
                reading.start(end),
                say("write %(code)s", code="WHERE { … }"),
            )


def aggregates(reading: Reading) -> Iterator[Mistake]:
    """Yield variables beside an aggregate that are not in GROUP BY, if the parser says so."""
    if "variable that is unbound" not in reading.message:
        return
    for select in reading.each("SELECT"):
        named, end = projection(reading, select)
        opening = next((n for n in range(end, len(reading.stream)) if reading.at(n) == "{"), end)
        after = reading.partners.get(opening, opening) + 1
        keys, grouped = grouping(reading, after)
        within = [reading.word(one) for index in named for one in reading.inside(index)]
        if not grouped and not AGGREGATES & set(within):
            continue
        for index in named:
            name = reading.at(index)
            if reading.kind(index) != "variable" or name[1:] in keys:
                continue
            what = say("%(name)s is in SELECT but not in GROUP BY", name=name)
            remedy = say(
                "write %(name)s after GROUP BY too, or (SAMPLE(%(name)s) AS ?some)", name=name
            )
            if not grouped:
                what = say(
                    "%(name)s is in SELECT beside an aggregate, and there is no GROUP BY", name=name
                )
                remedy = say("write GROUP BY %(name)s at the end", name=name)
            yield Mistake(what, reading.start(index), remedy)
    yield Mistake(say("SELECT names a variable that is not in GROUP BY"), reading.place)


def grouping(reading: Reading, start: int) -> tuple[set[str], bool]:
    """Return the variables after GROUP BY, those made by AS included, and whether there is one."""
    if reading.word(start) != "GROUP":
        return set(), False
    keys, place = set(), start + 2
    while place < len(reading.stream) and reading.word(place) not in AFTER_GROUP:
        if reading.kind(place) == "variable":
            keys.add(reading.at(place)[1:])
        elif reading.kind(place) == "close":
            break
        elif reading.kind(place) == "open":
            keys |= {
                reading.at(one)[1:]
                for one in reading.inside(place)
                if reading.word(one - 1) == "AS"
            }
            place = reading.partners.get(place, place)
        place += 1
    return keys, True


def stars(reading: Reading) -> Iterator[Mistake]:
    """Yield SELECT * beside GROUP BY."""
    if "not authorized with GROUP BY" in reading.message:
        for select in reading.each("SELECT"):
            named, _ = projection(reading, select)
            if [reading.at(one) for one in named] == ["*"]:
                yield Mistake(
                    say("SELECT * cannot stand with GROUP BY"),
                    reading.start(named[0]),
                    say("name the variables of GROUP BY and the aggregates"),
                )


def numbers(reading: Reading) -> Iterator[Mistake]:
    """Yield LIMIT and OFFSET without a number, ORDER and GROUP without BY."""
    for index in reading.each("LIMIT", "OFFSET"):
        if not reading.at(index + 1).isdigit():
            word = reading.word(index)
            yield Mistake(
                say("%(word)s has no whole number after it", word=word),
                reading.start(index + 1),
                say("write %(code)s", code=f"{word} 10"),
            )
    for index in reading.each("ORDER", "GROUP"):
        word = reading.word(index)
        empty = index + 2 >= len(reading.stream) or reading.word(index + 2) in AFTER_GROUP
        if reading.word(index + 1) != "BY" or empty:
            yield Mistake(
                say("%(word)s BY names nothing", word=word),
                reading.start(index + 2),
                say("write %(code)s", code=f"{word} BY ?name"),
            )


def sequence(reading: Reading) -> Iterator[Mistake]:
    """Yield clauses behind the groups that stand in the wrong order, twice, or do not belong."""
    last, place, seen = "", 0, False
    while place < len(reading.stream):
        word = reading.word(place)
        if word in ORDER:
            if (
                last
                and ORDER.index(word) < ORDER.index(last)
                and {word, last} != {"LIMIT", "OFFSET"}
            ):
                yield Mistake(
                    say("%(word)s stands behind %(last)s", word=word, last=last),
                    reading.start(place),
                    say("the order is WHERE, GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET"),
                )
            elif word == last:
                yield Mistake(
                    say("%(word)s stands there twice", word=word),
                    reading.start(place),
                    say("take one away"),
                )
            last = word
        elif seen and reading.at(place) in {";", ".", ","}:
            yield Mistake(
                say("no %(sign)s stands at the end of a query", sign=reading.at(place)),
                reading.start(place),
                say("take it away"),
            )
        if reading.at(place) == "{":
            seen = True
        place = reading.partners.get(place, place) + 1


def bindings(reading: Reading) -> Iterator[Mistake]:
    """Yield BIND without AS, and such as gives a value to what has one."""
    for index in reading.each("BIND"):
        within = reading.flat(index + 1)
        named = [one for one in within if reading.word(one - 1) == "AS"]
        if not named:
            yield Mistake(
                say("BIND has no AS"),
                reading.start(reading.partners.get(index + 1, index)),
                say("write %(code)s", code="BIND( … AS ?name)"),
            )
            continue
        name = reading.at(named[-1])
        if name[1:] in before(reading, index):
            yield Mistake(
                say(
                    "%(word)s gives %(name)s a value, but %(name)s has one already",
                    word="BIND",
                    name=name,
                ),
                reading.start(named[-1]),
                say("choose another name, or FILTER that both are equal"),
            )
    if "overrides an existing variable" in reading.message:
        for index in reading.each("AS"):
            name = reading.at(index + 1)
            same = [one for one in reading.stream if one.text[1:] == name[1:]]
            if len(same) > 1:
                yield Mistake(
                    say(
                        "%(word)s gives %(name)s a value, but %(name)s has one already",
                        word="AS",
                        name=name,
                    ),
                    reading.start(index + 1),
                    say("choose another name"),
                )


def before(reading: Reading, index: int) -> set[str]:
    """Return the variables of the group around a token that have values before it."""
    found: set[str] = set()
    openings = [one for one in range(index) if reading.partners.get(one, index) >= index]
    braces = [one for one in openings if reading.at(one) == "{"]
    place = (braces[-1] if braces else -1) + 1
    while place < index:
        if reading.word(place) in {"FILTER", "MINUS"}:
            while place < index and reading.kind(place) != "open":
                place += 1
            place = reading.partners.get(place, place)
        elif reading.kind(place) == "variable":
            found.add(reading.at(place)[1:])
        place += 1
    return found


def values(reading: Reading) -> Iterator[Mistake]:
    """Yield VALUES with a variable among its values, or rows of another length."""
    for index in reading.each("VALUES"):
        many = reading.at(index + 1) == "("
        width = len(reading.flat(index + 1)) if many else 1
        opening = reading.partners.get(index + 1, index + 1) + 1 if many else index + 2
        if reading.at(opening) != "{":
            yield Mistake(
                say("%(sign)s is missing after %(word)s", sign="{", word="VALUES"),
                reading.start(opening),
                say("write %(code)s", code="VALUES ?name { … }"),
            )
            continue
        for one in reading.inside(opening):
            if reading.kind(one) == "variable":
                yield Mistake(
                    say("VALUES holds values, and %(name)s is a variable", name=reading.at(one)),
                    reading.start(one),
                )
        for one in reading.flat(opening) if many else ():
            row = [at for at in reading.flat(one) if reading.kind(at) != "language"]
            plain = not {"^", "<", ">"} & {reading.at(at) for at in row}
            if reading.at(one) == "(" and len(row) != width and plain:
                yield Mistake(
                    say(
                        "a row of VALUES has %(count)s of %(width)s values",
                        count=len(row),
                        width=width,
                    ),
                    reading.start(one),
                    say("write UNDEF where there is no value"),
                )
