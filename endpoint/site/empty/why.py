"""Finds which part of a query kills its result, with a few bounded questions, and says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from endpoint.languages.speaking import N_
from endpoint.site.empty import filters, groups, terms
from endpoint.site.empty.finding import Finding
from endpoint.site.empty.finding import found as finding
from endpoint.site.empty.patterns import Element, Pattern, read
from endpoint.site.empty.survey import Survey
from endpoint.sparql.backend import Row
from endpoint.sparql.errors import QueryError

MOST = 24  # questions one explanation may ask
REQUIRED = {"triple", "group", "graph", "values", "bind", "service"}
LATE = {"filter", "minus"}


@dataclass
class Asker:
    """Asks the questions of one explanation, no more than ``MOST``; a refused one counts as yes."""

    ask_: Callable[[str], bool]
    select_: Callable[[str], Sequence[Row]]
    left: int = MOST
    known: dict[str, bool] = field(default_factory=dict)

    def ask(self, text: str) -> bool:
        """Return the answer of an ASK query; true, which blames nothing, when it cannot be had."""
        if text not in self.known:
            if self.left <= 0:
                return True
            self.left -= 1
            try:
                self.known[text] = self.ask_(text)
            except QueryError:
                self.known[text] = True
        return self.known[text]

    def select(self, text: str) -> Sequence[Row]:
        """Return the rows of a query with a LIMIT; none when it cannot be had."""
        if self.left <= 0:
            return ()
        self.left -= 1
        try:
            return self.select_(text)
        except QueryError:
            return ()


@dataclass(frozen=True)
class Explanation:
    """Why a result is empty: the part that kills it, and what was found, the likeliest first."""

    part: str
    line: int
    column: int
    findings: tuple[Finding, ...]


def explain(text: str, survey: Survey, asker: Asker) -> Explanation | None:
    """Return why a query has no rows; None when it has, or nothing can be said."""
    pattern = read(text)
    if pattern is None or not pattern.elements:
        return None
    ordered = ordered_elements(pattern)
    where = first_killer(pattern, ordered, asker)
    if where is None:
        return _after(pattern, text)
    killer = ordered[where]
    before = ordered[:where]
    found = list(_findings(pattern, killer, before, survey, asker))
    if not found:
        message = N_("nothing fits this part together with what stands before it")
        found = [Finding("no-match", message)]
    line = text.count("\n", 0, killer.start) + 1
    column = killer.start - text.rfind("\n", 0, killer.start)
    return Explanation(killer.text, line, column, tuple(found[:4]))


def ordered_elements(pattern: Pattern) -> list[Element]:
    """Return the elements that can kill a result: patterns first, then filters, as they apply."""
    early = [one for one in pattern.elements if one.kind in REQUIRED]
    optional = [one for one in pattern.elements if one.kind == "optional"]
    late = [one for one in pattern.elements if one.kind in LATE]
    # Filters may speak of what is optional: it stands before them, though it kills nothing itself.
    return [*early, *(optional if late else ()), *late]


def first_killer(pattern: Pattern, ordered: Sequence[Element], asker: Asker) -> int | None:
    """Return the first element with which nothing is left, by halving; None when all leave some."""
    if asker.ask(asking(pattern, ordered)):
        return None
    low, high = 0, len(ordered) - 1  # the killer is among low … high
    while low < high:
        middle = (low + high) // 2
        if asker.ask(asking(pattern, ordered[: middle + 1])):
            low = middle + 1
        else:
            high = middle
    return low


def asking(pattern: Pattern, elements: Sequence[Element]) -> str:
    """Return the query whether some elements have a solution together."""
    body = "\n".join(one.text for one in elements)
    return f"{pattern.prologue}\nASK {{ {body}\n}}"


def _findings(
    pattern: Pattern, killer: Element, before: list[Element], survey: Survey, asker: Asker
) -> Iterator[Finding]:
    yield from terms.prefixes(pattern, survey)
    if killer.triple is not None:
        yield from terms.of_triple(pattern, killer.triple, before, survey, asker)
        yield from groups.bound(pattern, killer.triple, before, asker)
    elif killer.kind == "minus":
        yield Finding("minus", N_("MINUS takes away everything that fits the rest"))
    elif killer.kind == "graph":
        yield from groups.of_graph(pattern, killer, asker)
    elif groups.tests_existence(killer):
        yield groups.of_existence(killer)
    elif killer.kind == "filter":
        yield from filters.of_filter(pattern, killer, before, asker)
    else:
        inner = read(f"{pattern.prologue}\nASK WHERE {killer.text}") if killer.text else None
        for one in inner.elements if inner else ():
            if one.triple is not None and not asker.ask(asking(pattern, [one])):
                yield from terms.of_triple(pattern, one.triple, [], survey, asker)


def _after(pattern: Pattern, text: str) -> Explanation | None:
    """Say what of the clauses behind the pattern leaves nothing."""
    words = pattern.rest.upper().split()
    start = len(text) - len(pattern.rest)
    line = text.count("\n", 0, max(start, 0)) + 1
    for word, following in pairwise(words):
        if word == "LIMIT" and following == "0":
            reason = Finding("limit", N_("LIMIT 0 asks for no rows"))
            return Explanation("LIMIT 0", line, 1, (reason,))
        if word == "OFFSET" and following.isdigit() and int(following) > 0:
            message = N_("OFFSET %(number)s passes over all rows there are")
            reason = finding("offset", message, number=following)
            return Explanation(f"OFFSET {following}", line, 1, (reason,))
    if "HAVING" in words:
        reason = Finding("having", N_("no group fulfils the condition of HAVING"))
        return Explanation("HAVING", line, 1, (reason,))
    return None
