"""The words of the questions: what they are about, their blanks, the columns of their answers."""

from __future__ import annotations

from endpoint.languages.speaking import N_, first_upper
from endpoint.languages.speaking import gettext as _
from endpoint.questions import Form, Slot
from loaders.kinds import BY_KEY

# What the first tag of a question says that it is about.
THEMES = {
    "networks": N_("Networks"),
    "cities": N_("Cities"),
    "practices": N_("Practices"),
    "charters": N_("Charters"),
    "acts": N_("Declarations, offers, refusals and other acts"),
    "lists": N_("Lists made by others"),
    "events": N_("Events"),
    "publications": N_("Publications"),
    "people": N_("People"),
    "commitments": N_("Commitments"),
    "assessments": N_("Assessments by studies"),
    "figures": N_("Figures"),
    "dates": N_("Years and days"),
    "coverage": N_("What is recorded and what is not"),
}
CONCEPTS = {
    "practice-type": N_("Type of practice"),
    "theme": N_("Theme of a practice"),
    "act-type": N_("Type of act"),
    "dimension": N_("Dimension of municipal action"),
    "place-kind": N_("Kind of place"),
    "actor-type": N_("Type of actor"),
    "year": N_("Year"),
    "day": N_("Day"),
}
# The variables of the queries as headings of columns.
COLUMNS = {
    "act": N_("Act"),
    "addressee": N_("Addressed to"),
    "answer": N_("Answer"),
    "assessment": N_("Assessment"),
    "assessed": N_("Assessed as"),
    "authors": N_("Authors"),
    "city": N_("City"),
    "cityName": N_("City"),
    "charter": N_("Charter"),
    "charterName": N_("Charter"),
    "commitment": N_("Commitment"),
    "count": N_("Count"),
    "date": N_("Date"),
    "demand": N_("Demand"),
    "end": N_("Until"),
    "event": N_("Event"),
    "inCountry": N_("Country"),
    "list": N_("List"),
    "measure": N_("What is counted"),
    "member": N_("Member"),
    "name": N_("Name"),
    "network": N_("Network"),
    "networkName": N_("Network"),
    "organiser": N_("Organiser"),
    "page": N_("Read in"),
    "person": N_("Person"),
    "place": N_("Place"),
    "placeName": N_("Place"),
    "practice": N_("Practice"),
    "practiceName": N_("Practice"),
    "publication": N_("Publication"),
    "recorded": N_("Recorded here"),
    "role": N_("Role"),
    "signatory": N_("Signatory"),
    "start": N_("Since"),
    "state": N_("State"),
    "stated": N_("Stated"),
    "status": N_("Status"),
    "thing": N_("Name"),
    "title": N_("Title"),
    "type": N_("Type"),
    "value": N_("Value"),
    "what": N_("Kind"),
    "when": N_("Date"),
    "work": N_("Work"),
    "year": N_("Year"),
}
ANSWERS = {"yes": N_("Yes"), "no": N_("No"), "not recorded": N_("Not recorded")}


def theme_of(form: Form) -> tuple[str, str]:
    """Return what a question is about: the key, and the heading in the language spoken."""
    key = form.tags[0] if form.tags else ""
    return key, _(THEMES[key]) if key in THEMES else first_upper(key.replace("-", " "))


def label(slot: Slot) -> str:
    """Return what a blank asks for, in the language spoken."""
    if slot.type in CONCEPTS:
        return _(CONCEPTS[slot.type])
    return first_upper(_(BY_KEY[slot.type].singular))


def column(variable: str) -> str:
    """Return the heading of the column of a variable."""
    return _(COLUMNS[variable]) if variable in COLUMNS else first_upper(variable)
