"""Reads the labelled lines of a city's profile: "Mayor: X", "Networks: A, B", "Signed: C"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.office_places import page_city
from loaders.extract.claims.recall import is_network
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim, named
from loaders.tables.words import values

_LABELS = {word.casefold(): kind for word, kind in values("columns.label").items()}
_ANY = "|".join(sorted(map(re.escape, values("columns.label")), key=len, reverse=True))
_LINE = re.compile(
    rf"^[ \t*_•–-]*(?P<label>{_ANY})[ \t*_]*:[ \t*_]*(?P<value>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:[.,’'\u00a0\u202f ]\d{3})+|\d{4,9})(?!\d)")
# An award with its year in brackets.
_AWARD = re.compile(r"(?P<name>[^\W\d_][^,;()]{5,90}?)\s?\([^()]{4,30}\)")
_SIGNS = " \t*_•–-"
_LONGEST = 400
_SURE, _WORDS = 0.9, 0.8


def label_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield what the labelled lines of a profile say: mayor, inhabitants, networks, charters."""
    city = page_city(view, finds)
    if city is None:
        return
    for line in _lines(view):
        if line.end() - line.start() > _LONGEST or not line["label"][:1].strip():
            continue
        read = _READERS[_LABELS[line["label"].casefold()]]
        yield from read(view, finds, city, line)


def _lines(view: View) -> Iterator[re.Match[str]]:
    """Yield the lines that a label opens: its colon is the first of its line."""
    text, start = view.text, -1
    for colon in view.marks.places(":"):
        line = text.rfind("\n", 0, colon) + 1
        label = text[line:colon].strip(_SIGNS).casefold() if line > start else ""
        start = line
        if label in _LABELS and (found := _LINE.match(text, line)) is not None:
            yield found


def _office(view: View, finds: Finds, city: Mention, line: re.Match[str]) -> Iterator[Claim]:
    persons = [m for m in finds.between(*line.span("value")) if m.type == "PERSON"]
    person = persons[0] if persons else None
    if person is None:
        words = re.match(r"[^\W\d_][\w.’'-]+(?:\s[^\W\d_][\w.’'-]+){1,3}(?=\s*(?:[,(;]|$))",
                         line["value"])  # fmt: skip
        if words is None:
            return
        start = line.start("value")
        person = named(view, "PERSON", start, start + words.end())
    sureness = _SURE if persons else _WORDS
    dates = [m for m in finds.between(person.end, line.end()) if m.has_year]
    date = dates[0] if len(dates) == 1 else None
    yield claim(view, "office", (person, city, date), line.span(), sureness,
                method="relation:label", detail=(("role", "mayor"),))  # fmt: skip


def _population(view: View, finds: Finds, city: Mention, line: re.Match[str]) -> Iterator[Claim]:
    number = _NUMBER.match(view.text, line.start("value"), line.end())
    if number is None:
        return
    value = re.sub(r"\D", "", number["number"])
    detail = (("measure", "population"), ("qualifier", "exactly"))
    figure = named(view, "FIGURE", *number.span(), value=value, detail=detail)
    dates = [m for m in finds.between(number.end(), line.end()) if m.has_year]
    date = dates[0] if len(dates) == 1 else None
    yield claim(view, "figure", (city, figure, date), line.span(), _SURE,
                method="relation:label", detail=detail)  # fmt: skip


def _networks(view: View, finds: Finds, city: Mention, line: re.Match[str]) -> Iterator[Claim]:
    inside = finds.between(*line.span("value"))
    networks = [m for m in inside if is_network(m)]
    for network, following in zip(networks, [*networks[1:], None], strict=False):
        stop = following.start if following else line.end()
        bracket = re.compile(r"[^,;]{0,6}\([^)]*\)").match(view.text, network.end, stop)
        dates = [m for m in inside if m.has_year and network.end <= m.start < stop]
        date = dates[0] if bracket and len(dates) == 1 else None
        yield claim(view, "membership", (city, network, date), line.span(), _SURE,
                    method="relation:label")  # fmt: skip


def _charters(view: View, finds: Finds, city: Mention, line: re.Match[str]) -> Iterator[Claim]:
    inside = finds.between(*line.span("value"))
    charters = [m for m in inside if m.type == "CHARTER" and m.link]
    for charter, following in zip(charters, [*charters[1:], None], strict=False):
        stop = following.start if following else line.end()
        dates = [m for m in inside if m.has_year and charter.end <= m.start < stop]
        yield claim(view, "signature", (city, charter, dates[0] if len(dates) == 1 else None),
                    line.span(), _SURE, method="relation:label")  # fmt: skip


def _awards(view: View, finds: Finds, city: Mention, line: re.Match[str]) -> Iterator[Claim]:
    for one in _AWARD.finditer(view.text, *line.span("value")):
        award = named(view, "AWARD", *one.span("name"))
        dates = [m for m in finds.between(award.end, one.end()) if m.has_year]
        yield claim(view, "recognition", (city, award, dates[0] if len(dates) == 1 else None),
                    line.span(), _WORDS, method="relation:label")  # fmt: skip


_READERS = {
    "office": _office, "population": _population, "networks": _networks, "charters": _charters,
    "awards": _awards,
}  # fmt: skip
