"""Fills the slots of a question: what people type becomes terms, never text of the query."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from endpoint.questions.form import Form, Slot
from endpoint.sparql.backend import Term, bind
from loaders.errors import UsageError
from loaders.iris import KEY, Iris
from loaders.vocabulary import XSD

YEAR = re.compile(r"[12]\d{3}", re.ASCII)
DAY = re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII)
LONGEST = 300
SHOWN = 40


class QuestionError(UsageError):
    """A value that does not fit its slot, or a slot that the question does not have."""

    def __init__(self, slot: str, what: str, remedy: str) -> None:
        """Say which slot is wrong, why, and what fits."""
        super().__init__(f"{slot}: {what}", remedy=remedy)
        self.slot = slot


@dataclass(frozen=True)
class Filled:
    """A question that can be asked: the query, and the term in each slot that is filled."""

    form: Form
    text: str
    terms: Mapping[str, Term]


def fill(form: Form, values: Mapping[str, str], base: str) -> Filled:
    """Put values into the slots; a slot that is not named keeps its default.

    The value of a thing or a concept is its key or its IRI, of a year ``2018``, of a day
    ``2018-06-30``; '' leaves an optional slot open. Raise QuestionError when a value does not fit.
    """
    known = {slot.name: slot for slot in form.slots}
    for name in values:
        if name not in known:
            raise QuestionError(
                _short(name), "the question has no such slot", f"use {', '.join(known)}"
            )
    terms: dict[str, Term] = {}
    for slot in form.slots:
        if term := _term(slot, values.get(slot.name, slot.default).strip(), Iris(base)):
            terms[slot.name] = term
    return Filled(form, bind(form.text, {name: [term] for name, term in terms.items()}), terms)


def _term(slot: Slot, value: str, iris: Iris) -> Term | None:
    if not value:
        if slot.optional:
            return None
        raise QuestionError(slot.name, "a value is missing", _expected(slot))
    if len(value) > LONGEST:
        raise QuestionError(slot.name, "the value is too long", _expected(slot))
    match slot.sort:
        case "year":
            return _year(slot, value)
        case "day":
            return _day(slot, value)
        case "thing" | "concept":
            return _thing(slot, value, iris)


def _year(slot: Slot, value: str) -> Literal:
    if not YEAR.fullmatch(value):
        raise QuestionError(slot.name, f"{_short(value)!r} is not a year", _expected(slot))
    return Literal(value, datatype=XSD.integer)


def _day(slot: Slot, value: str) -> Literal:
    wrong = QuestionError(slot.name, f"{_short(value)!r} is not a day", _expected(slot))
    if not DAY.fullmatch(value):
        raise wrong
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise wrong from error
    return Literal(value, datatype=XSD.date)


def _thing(slot: Slot, value: str, iris: Iris) -> NamedNode:
    key = value.removeprefix(f"{iris.base}id/{slot.type}/")
    key = key.lower() if slot.type == "country" else key
    if not KEY.fullmatch(key):
        raise QuestionError(slot.name, f"{_short(value)!r} is not a key", _expected(slot))
    return iris.thing(slot.type, key)


def _expected(slot: Slot) -> str:
    match slot.sort:
        case "year":
            return "write a year such as 2018"
        case "day":
            return "write a day such as 2018-06-30"
        case _:
            return f"write the key of a {slot.type}, such as {slot.default or 'palermo'}"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
