"""What stands in the blanks of a question: what was typed is found among what fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from endpoint.languages.forms import day
from endpoint.languages.speaking import gettext as _
from endpoint.languages.speaking import language
from endpoint.questions import Choice, Filled, Form, QuestionError, Slot, fill
from endpoint.site.core.state import Release
from endpoint.site.pages.model import Link
from endpoint.site.questions.model import Blank, Option
from endpoint.site.questions.naming import Meant, listed, meant, suggesting
from endpoint.site.questions.wording import label


@dataclass(frozen=True)
class Given:
    """What is asked: keys by slot (``values``), their names, and the query, or what is wrong."""

    values: Mapping[str, str]
    names: Mapping[str, str]
    blanks: tuple[Blank, ...]
    filled: Filled | None

    def asked(self, form: Form) -> str:
        """Return the question in the language spoken; what its sentence leaves open stands last."""
        said = {
            slot.name: spoken(slot, self.names[slot.name])
            for slot in form.slots
            if slot.name in self.names
        }
        narrowed = [said[slot.name] for slot in form.slots if slot.optional and slot.name in said]
        return " · ".join((form.asked(said, language().code), *narrowed))


def spoken(slot: Slot, value: str) -> str:
    """Return what stands in a blank as it is said in a sentence: a day as people write it."""
    try:
        return day(date.fromisoformat(value)) if slot.sort == "day" else value
    except ValueError:
        return value


def given(release: Release, form: Form, typed: Mapping[str, str]) -> Given:
    """Return what is asked when this was typed; a slot that is not named keeps its default.

    A thing may be given by its key, its IRI or its name.
    """
    found = {
        slot.name: meant(release, slot, typed.get(slot.name, slot.default).strip())
        for slot in form.slots
    }
    values = {name: one.value for name, one in found.items()}
    names = {
        name: one.choice.label if one.choice else one.value
        for name, one in found.items()
        if one.value
    }
    wrong: dict[str, str] = {}
    for slot in form.slots:
        if message := _wrong(slot, found[slot.name]):
            wrong[slot.name] = message
    filled = None
    if not wrong:
        try:
            filled = fill(form, values, release.info.base)
        except QuestionError as error:
            wrong[error.slot] = _expected(form, error.slot)
    blanks = tuple(
        _blank(release, form, slot, found, wrong.get(slot.name, "")) for slot in form.slots
    )
    return Given(values, names, blanks, filled)


def _wrong(slot: Slot, found: Meant) -> str:
    if not found.value:
        return "" if slot.optional else _("Fill this in.")
    if slot.sort in ("thing", "concept") and found.choice is None:
        return unknown(found)
    return ""


def unknown(found: Meant) -> str:
    """Say that nothing is called so, or not one thing alone."""
    if found.near:
        return _("“%(name)s” does not name exactly one thing here.", name=found.value[:60])
    return _("Nothing here is called “%(name)s”.", name=found.value[:60])


def _expected(form: Form, name: str) -> str:
    sort = next((slot.sort for slot in form.slots if slot.name == name), "")
    if sort == "day":
        return _("Write a day such as 2018-06-30.")
    return _("Write a year such as 2018.")


def _blank(
    release: Release, form: Form, slot: Slot, found: Mapping[str, Meant], wrong: str
) -> Blank:
    own = found[slot.name]
    offered = listed(release, slot)
    sort = slot.sort if slot.sort in ("year", "day") else "list" if offered else "typed"
    options = tuple(Option(one.value, one.label, one.value == own.value) for one in offered)
    text = own.choice.label if own.choice else own.value
    suggest = suggesting(slot.type) if sort == "typed" else ""
    near = tuple(_instead(form, slot, found, one) for one in own.near) if wrong else ()
    return Blank(slot.name, label(slot), sort, text, options, slot.optional, wrong, near, suggest)


def _instead(form: Form, slot: Slot, found: Mapping[str, Meant], one: Choice) -> Link:
    """Return a link to the question with a thing that may have been meant."""
    values: dict[str, Any] = {name: other.value for name, other in found.items() if other.value}
    address = url_for("questions.question", name=form.name, **{**values, slot.name: one.value})
    return Link(one.label, address)
