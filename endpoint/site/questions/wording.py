"""The words of the questions: what they are about, their blanks, the columns of their answers."""

from __future__ import annotations

from endpoint.languages.speaking import N_, first_upper
from endpoint.languages.speaking import gettext as _
from endpoint.questions import Form, Slot
from endpoint.site.core.wording import tag_heading
from loaders.kinds import BY_KEY

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
    "actor": N_("Actor"),
    "acts": N_("Acts"),
    "addressee": N_("Addressed to"),
    "answer": N_("Answer"),
    "answers": N_("Answers"),
    "assessed": N_("Assessed as"),
    "assessment": N_("Assessment"),
    "author": N_("Author"),
    "authors": N_("Authors"),
    "certain": N_("Certain"),
    "change": N_("Change"),
    "chapter": N_("Chapter"),
    "charter": N_("Charter"),
    "charterName": N_("Charter"),
    "citing": N_("Cited by"),
    "city": N_("City"),
    "cityName": N_("City"),
    "class": N_("Class"),
    "commitment": N_("Commitment"),
    "completeness": N_("Completeness"),
    "concept": N_("Concept"),
    "conflict": N_("Conflict"),
    "count": N_("Count"),
    "country": N_("Country"),
    "date": N_("Date"),
    "dated": N_("With a date"),
    "demand": N_("Demand"),
    "dimension": N_("Dimension"),
    "district": N_("District"),
    "end": N_("Until"),
    "event": N_("Event"),
    "file": N_("File"),
    "founded": N_("Founded"),
    "from": N_("Since"),
    "fulfilled": N_("Fulfilled"),
    "here": N_("Recorded here"),
    "inCountry": N_("Country"),
    "kind": N_("Kind"),
    "km": N_("Distance in km"),
    "label": N_("Name"),
    "language": N_("Language"),
    "list": N_("List"),
    "mapping": N_("Mapping"),
    "matter": N_("Matter"),
    "measure": N_("What is counted"),
    "member": N_("Member"),
    "name": N_("Name"),
    "named": N_("In the words of the source"),
    "network": N_("Network"),
    "networkName": N_("Network"),
    "networks": N_("Networks"),
    "notation": N_("Notation"),
    "note": N_("Note"),
    "number": N_("Number"),
    "one": N_("Name"),
    "organiser": N_("Organiser"),
    "other": N_("Other"),
    "page": N_("Read in"),
    "people": N_("Inhabitants"),
    "person": N_("Person"),
    "place": N_("Place"),
    "placeName": N_("Place"),
    "places": N_("Places"),
    "practice": N_("Practice"),
    "practiceName": N_("Practice"),
    "practices": N_("Practices"),
    "property": N_("Property"),
    "publication": N_("Publication"),
    "qualifier": N_("Qualifier"),
    "record": N_("Record"),
    "recorded": N_("Recorded here"),
    "records": N_("Records"),
    "role": N_("Role"),
    "row": N_("Row"),
    "said": N_("In the words of the source"),
    "signatory": N_("Signatory"),
    "signatures": N_("Signatures"),
    "source": N_("Source"),
    "start": N_("Since"),
    "state": N_("State"),
    "stated": N_("Stated"),
    "status": N_("Status"),
    "study": N_("Study"),
    "subject": N_("Subject"),
    "talk": N_("Talk"),
    "target": N_("Target"),
    "text": N_("Text"),
    "theme": N_("Theme"),
    "thing": N_("Name"),
    "title": N_("Title"),
    "to": N_("Until"),
    "type": N_("Type"),
    "undated": N_("Undated"),
    "unit": N_("Unit"),
    "value": N_("Value"),
    "what": N_("Kind"),
    "when": N_("Date"),
    "words": N_("Words"),
    "work": N_("Work"),
    "year": N_("Year"),
}
ANSWERS = {"yes": N_("Yes"), "no": N_("No"), "not recorded": N_("Not recorded")}


def theme_of(form: Form) -> tuple[str, str]:
    """Return what a question is about: the key, and the heading in the language spoken."""
    key = form.tags[0] if form.tags else ""
    return key, tag_heading(key)


def label(slot: Slot) -> str:
    """Return what a blank asks for, in the language spoken."""
    if slot.type in CONCEPTS:
        return _(CONCEPTS[slot.type])
    return first_upper(_(BY_KEY[slot.type].singular))


def column(variable: str) -> str:
    """Return the heading of the column of a variable."""
    return _(COLUMNS[variable]) if variable in COLUMNS else first_upper(variable)
