"""What stands in the blanks of a question: what was typed is found among what fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from endpoint.languages.forms import day
from endpoint.languages.speaking import gettext as _
from endpoint.languages.speaking import language
from endpoint.questions import Choice, Filled, Form, QuestionError, Slot, choices, fill
from endpoint.questions.choosing import Asked
from endpoint.site.core.state import Release
from endpoint.site.questions.model import Blank, Option
from endpoint.site.questions.wording import label
from loaders.text import folded

LISTED = 80  # options that are still looked through in a list; more are typed with suggestions


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


def fitting(release: Release, slot: Slot) -> tuple[Choice, ...]:
    """Return what fits a slot, each by a name of its own; kept for the life of the release."""
    code = language().code
    key = f"choices {slot.type} {code}"
    if key not in release.listings:
        # No slot of ours is called as the bounds that the queries of the pages take beside terms.
        queries = cast(Asked, release.queries)
        found = choices(slot, queries, release.info.base, code)
        count = Counter(one.label for one in found)
        release.listings[key] = tuple(
            replace(one, label=f"{one.label} ({one.value})") if count[one.label] > 1 else one
            for one in found
        )
    return cast(tuple[Choice, ...], release.listings[key])


def given(release: Release, form: Form, typed: Mapping[str, str]) -> Given:
    """Return what is asked when this was typed; a slot that is not named keeps its default.

    A thing may be given by its key, its IRI or its name.
    """
    offered = {slot.name: fitting(release, slot) for slot in form.slots}
    values = {
        slot.name: key_of(typed.get(slot.name, slot.default).strip(), offered[slot.name])
        for slot in form.slots
    }
    names = {
        slot.name: next((c.label for c in offered[slot.name] if c.value == value), value)
        for slot in form.slots
        if (value := values[slot.name])
    }
    wrong: dict[str, str] = {}
    for slot in form.slots:
        if message := _wrong(slot, values[slot.name], offered[slot.name]):
            wrong[slot.name] = message
    filled = None
    if not wrong:
        try:
            filled = fill(form, values, release.info.base)
        except QuestionError as error:
            wrong[error.slot] = _expected(form, error.slot)
    blanks = tuple(
        _blank(slot, values[slot.name], names.get(slot.name, ""), offered[slot.name], wrong)
        for slot in form.slots
    )
    return Given(values, names, blanks, filled)


def key_of(typed: str, offered: Sequence[Choice]) -> str:
    """Return the key of what was typed; what nothing fits is returned as it is."""
    for one in offered:
        if typed in (one.value, one.iri, one.label, one.value.upper()):
            return one.value
    wanted = folded(typed)
    same = [one for one in offered if wanted == folded(one.label)]
    if not same and len(wanted) > 1:
        same = [one for one in offered if folded(one.label).startswith(wanted)]
    return same[0].value if len(same) == 1 else typed


def _wrong(slot: Slot, value: str, offered: Sequence[Choice]) -> str:
    if not value:
        return "" if slot.optional else _("Fill this in.")
    if slot.sort in ("thing", "concept") and all(value != one.value for one in offered):
        return _("Nothing here is called “%(name)s”. Choose from the list.", name=value[:60])
    return ""


def _expected(form: Form, name: str) -> str:
    sort = next((slot.sort for slot in form.slots if slot.name == name), "")
    if sort == "day":
        return _("Write a day such as 2018-06-30.")
    return _("Write a year such as 2018.")


def _blank(
    slot: Slot, value: str, name: str, offered: Sequence[Choice], wrong: Mapping[str, str]
) -> Blank:
    few = 0 < len(offered) <= LISTED
    sort = slot.sort if slot.sort in ("year", "day") else "list" if few else "typed"
    options = tuple(Option(one.value, one.label, one.value == value) for one in offered)
    return Blank(
        slot.name, label(slot), sort, name, options, slot.optional, wrong.get(slot.name, "")
    )
