"""The answer to a question for people: named things instead of IRIs and columns of names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from pyoxigraph import Literal, NamedNode

from endpoint.languages.forms import ngettext
from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import first_upper, language
from endpoint.languages.speaking import gettext as _
from endpoint.questions import Filled
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.model import Labels
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.site.maps.crowd import Crowd
from endpoint.site.maps.locator import Map, draw
from endpoint.site.questions.model import Answer
from endpoint.site.questions.wording import ANSWERS, column
from endpoint.sparql.backend import Row
from endpoint.sparql.columns import variables
from loaders.kinds import BY_KEY

SHOWN = 200  # rows on a page; the downloads hold all
LIMITED = re.compile(r"\}[^{}]*\bLIMIT\s+\d+\s*$", re.IGNORECASE)  # a query with its own end
PAGE, ANSWER = "page", "answer"
Cell = tuple[TermView, ...]


def answered(release: Release, filled: Filled) -> Answer:
    """Ask a question and return its answer; terms are named in the language spoken."""
    names = [one.value for one in variables(filled.text, release.info.base)]
    if not names:
        return _decided(release, filled)
    limit = "" if LIMITED.search(filled.text) else f"\nLIMIT {SHOWN + 1:d}"
    found = release.queries.backend.select(f"{filled.text}{limit}")
    capped, found = len(found) > SHOWN, found[:SHOWN]
    things = {t for row in found for t in row.values() if isinstance(t, NamedNode)}
    things |= {term for term in filled.terms.values() if isinstance(term, NamedNode)}
    own = [one for one in things if one.value.startswith(release.info.base)]
    labels = gather.labels(release, own)
    words = {str(row[ANSWER].value) for row in found if ANSWER in row}
    columns = _columns(names, found, labels, filled)
    rows = _rows(release, columns, found, labels)
    said = _(ANSWERS[words.pop()]) if len(words) == 1 and words <= ANSWERS.keys() else ""
    recorded = bool(found) and said != _(ANSWERS["not recorded"])
    return Answer(
        word=said,
        recorded=recorded,
        columns=tuple(column(name) for name in columns),
        rows=rows if columns else (),
        capped=capped,
        map=_map(release, found, labels),
    )


def _decided(release: Release, filled: Filled) -> Answer:
    """Return the answer to a question that asks whether something is so."""
    word = "yes" if release.queries.backend.ask(filled.text) else "no"
    return Answer(_(ANSWERS[word]), recorded=True, columns=(), rows=(), capped=False, map=None)


def _columns(
    names: Sequence[str], found: Sequence[Row], labels: Labels, filled: Filled
) -> list[str]:
    """Return the variables worth a column.

    Neither one in which nothing stands, nor the answer in a word, nor names of what stands in the
    row or the question itself.
    """
    asked = _names(filled.terms.values(), labels)
    return [
        name
        for name in names
        if name != ANSWER
        and any(name in row for row in found)
        and not all(
            isinstance(term := row.get(name), Literal)
            and term.value in asked | _names(row.values(), labels)
            for row in found
            if name in row
        )
    ]


def _names(terms: Iterable[Any], labels: Labels) -> set[str]:
    return {
        label.value
        for term in terms
        if isinstance(term, NamedNode)
        for label in labels.by_thing.get(term, ())
    }


def _rows(
    release: Release, columns: Sequence[str], found: Sequence[Row], labels: Labels
) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows; those that differ in nothing but the page are one with several pages."""
    viewer, words = Viewer(release, labels), spoken_words(release)
    merged: dict[tuple[Any, ...], dict[str, dict[TermView, None]]] = {}
    for row in found:
        key = tuple(row.get(name) for name in columns if name != PAGE)
        cells = merged.setdefault(key, {name: {} for name in columns})
        for name in columns:
            if name in row:
                cells[name][_view(viewer, name, row[name], words)] = None
    return tuple(tuple(tuple(cells[name]) for name in columns) for cells in merged.values())


def _view(viewer: Viewer, name: str, term: Any, words: Mapping[str, str]) -> TermView:
    if name == PAGE and isinstance(term, NamedNode):
        return viewer.page(term)
    if isinstance(term, Literal) and term.value in words:
        return TermView(words[term.value])
    return viewer.view(term)


def spoken_words(release: Release) -> Mapping[str, str]:
    """Return what concepts, countries and kinds are called, by their English names."""
    code = language().code
    if code == SOURCE.code:
        return {}
    return release.once(f"words {code}", lambda: _words(release, code))


def _words(release: Release, code: str) -> Mapping[str, str]:
    known = {kind.singular: first_upper(_(kind.singular)) for kind in BY_KEY.values()}
    for row in release.queries.select("words", language=[Literal(code)]):
        known[str(row["plain"].value)] = str(row["name"].value)
    return known


def _map(release: Release, found: Sequence[Row], labels: Labels) -> Map | None:
    """Draw the places of an answer: things that are places, govern one or happened in one."""
    points = release.points
    things = list(dict.fromkeys(t for row in found for t in row.values()))
    own = [one for one in things if isinstance(one, NamedNode) and one in labels.by_thing]
    where = {one: one for one in own if one in points}
    for batch in gather.batches(one for one in own if one not in points):
        for row in release.queries.select("where", thing=batch):
            where.setdefault(cast(NamedNode, row["thing"]), cast(NamedNode, row["place"]))
    named = {}
    for place in dict.fromkeys(where.values()):
        label = labels.best(place)
        if place in points:
            named[label.value if label else place.value] = points[place]
    count = len(named)
    caption = ngettext("%(num)s place of this answer.", "%(num)s places of this answer.", count)
    return draw(Crowd(), named, _("The places of this answer"), caption)


def others(names: Iterable[str], here: str, most: int) -> list[str]:
    """Return the names of the questions after one, from the first again after the last."""
    every = list(names)
    start = every.index(here) + 1
    return list(itertools.islice((*every[start:], *every[: start - 1]), most))
