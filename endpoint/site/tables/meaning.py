"""What tables and columns mean, in the language spoken: from the ontology, else in messages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from pyoxigraph import Literal, NamedNode

from endpoint.languages.forms import language_name
from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import N_, first_upper, language
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import TermView, spoken
from loaders.kinds import KINDS
from loaders.vocabulary import SKOS

# Titles and descriptions of tables that are not those of a kind of thing.
TOLD = (
    N_("Networks and lists"),
    N_("Actors"),
    N_("Citations"),
    N_("Cities, towns and municipalities, with their names in seven languages, where they are, "
       "and their identifiers elsewhere."),
    N_("Governments and organisations belonging to networks, with role and dates."),
    N_("Places standing on lists drawn up by others, often contested."),
    N_("Associations that places or their governments belong to, and lists made by others."),
    N_("What governments declared to do, and whether it was done."),
    N_("Civil society, foundations, international bodies, and people in public office or as "
       "authors; governments and networks have tables of their own."),
    N_("Who signed which charter, and when."),
    N_("Which publication cites which; a citation is a row."),
    N_("Numbers as sources state them, on a date; sources disagree, and all are kept."),
    N_("Matters on which sources say different things; each thing said is a row."),
    N_("Places in classes of typologies, by a study, in a period."),
    N_("How much of a network, list, country or class is recorded, and how much is stated."),
)  # fmt: skip
MESSAGES = {*TOLD, *(text for one in KINDS for text in (first_upper(one.plural), one.about))}
# Meanings of columns that are not properties, as the release writes them, with what they name.
COLUMNS = (
    (r"The address of the thing\.", N_("The address of the thing.")),
    (r"Its key, the last part of it\.", N_("Its key, the last part of it.")),
    (r"What it is called in the language (?P<language>\w+)\.",
     N_("What it is called in this language: %(language)s.")),
    (r"What the thing in (?P<name>\w+) is called\.", N_("What the thing in %(name)s is called.")),
    (r"How far (?P<name>\w+) is known; bounds: only the earliest or latest day is\.",
     N_("How far %(name)s is known; bounds: only the earliest or latest day is.")),
    (r"The sources that say so, by the names of their folders\.",
     N_("The sources that say so, by the names of their folders.")),
    (r"The records that say so: the named graphs of the row or claim it was read from\.",
     N_("The records that say so: the named graphs of the row or claim it was read from.")),
    (r"The web pages and publications those records cite\.",
     N_("The web pages and publications those records cite.")),
)  # fmt: skip
KNOWN = tuple((re.compile(pattern), message) for pattern, message in COLUMNS)


def told(text: str) -> TermView:
    """Show a title or description in the language spoken, marked where it has no translation."""
    return TermView(_(text)) if text in MESSAGES else _english(text)


def columns(
    release: Release, name: str, fields: Sequence[Mapping[str, Any]]
) -> list[tuple[str, TermView]]:
    """Return for each column of a table what its property is called, and what it means."""
    defined = release.once(f"meanings of {name}", lambda: _read(release, fields))
    return [_column(release, field, defined) for field in fields]


def _column(
    release: Release, field: Mapping[str, Any], defined: Mapping[str, Sequence[Literal]]
) -> tuple[str, TermView]:
    text, meaning = str(field["description"]), str(field.get("rdfType", ""))
    title = release.term_label(release.compact(NamedNode(meaning))) if meaning else ""
    for pattern, message in KNOWN:
        if found := pattern.fullmatch(text):
            names = found.groupdict()
            if "language" in names:
                names["language"] = language_name(names["language"])
            return title, TermView(_(message, **names))
    if definition := spoken(defined.get(meaning, ())):
        return title, TermView(definition[0].value, lang=definition[0].language)
    # Without a definition the release says the title once more.
    again = bool(title) and text.rstrip(".") == field["title"]
    return title, TermView("") if again else _english(text)


def _english(text: str) -> TermView:
    return TermView(text, lang=None if language() == SOURCE else SOURCE.code)


def _read(release: Release, fields: Sequence[Mapping[str, Any]]) -> Mapping[str, Sequence[Literal]]:
    """Read the definitions of the properties of columns, in all languages."""
    properties = sorted({str(field["rdfType"]) for field in fields if field.get("rdfType")})
    found: dict[str, list[Literal]] = {}
    named = [NamedNode(one) for one in properties]
    for row in gather.values(release, named, [SKOS.definition]) if named else ():
        if isinstance(row["value"], Literal):
            found.setdefault(cast(NamedNode, row["subject"]).value, []).append(row["value"])
    return found
