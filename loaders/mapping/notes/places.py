"""Interprets the note of a place: what kind of place it is and which thing its identifiers mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.curation.concepts import Concepts
from loaders.mapping.forms import Filled
from loaders.mapping.meanings import (
    NO_FORMS,
    Entry,
    Forms,
    Found,
    Meaning,
    Unread,
    read_parts,
)

# Municipalities are cities; every other kind is an administrative area.
CITY_KINDS = frozenset({"municipality", "island-municipality"})
# The type of the government of a place of a kind (scheme ``actor-type``).
REGIONAL_KINDS = frozenset(
    {"autonomous-community", "canton", "county", "departement", "district", "federal-district",
     "island", "island-council", "region", "regional-council", "state"}
)  # fmt: skip
UNION_KINDS = frozenset(
    {"district-union", "intermunicipal-body", "metropole", "samtgemeinde",
     "union-of-municipalities"}
)  # fmt: skip
# Which thing the identifiers and the point of a row mean (scheme ``link-meaning``).
ITSELF, SEAT, NAMESAKE, MAIN = "itself", "seat", "namesake-settlement", "main-settlement"
FIPS_DIGITS = 5

KIND_IN_BRACKETS = re.compile(r"(?P<words>[^()]+) \(kind: (?P<kind>[^()]+)\)")
PART_OF = re.compile(r"(?P<kind>[a-zé ]+ of) (?P<whole>[^\W\d_][^\d(),;:]*)")


@dataclass(frozen=True)
class PlaceNote:
    """A place's note, taken apart.

    ``kinds`` are concepts of ``place-kind`` (empty: a city), ``link`` says which thing the
    identifiers mean, ``matched`` names it, ``whole`` is the place this one is part of, ``printed``
    the spelling of the source, ``government`` the name of its authority, ``remarks`` what is kept
    as it stands, and ``unread`` what is reported, with a reason.
    """

    kinds: tuple[str, ...] = ()
    link: str = ITSELF
    matched: str = ""
    inferred_match: bool = False
    whole: str = ""
    printed: str = ""
    fips: str = ""
    government: str = ""
    remarks: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def is_city(self) -> bool:
        """Tell whether the place is a city; a municipality is one, a county is not."""
        return not set(self.kinds) - CITY_KINDS

    @property
    def government_type(self) -> str:
        """Return the type of the place's government, a concept of ``actor-type``."""
        kinds = set(self.kinds)
        if kinds & UNION_KINDS:
            return "intermunicipal-body"
        return "regional-government" if kinds & REGIONAL_KINDS else "municipality"


def _kind(note: PlaceNote, _: Filled, kind: str) -> PlaceNote | None:
    """Add a kind; a second one that says something else is left to the report."""
    return replace(note, kinds=(kind,)) if note.kinds in {(), (kind,)} else None


def _part_of(note: PlaceNote, filled: Filled, _: str) -> PlaceNote:
    return replace(note, whole=filled.names[0])


def _link(note: PlaceNote, filled: Filled, meaning: str) -> PlaceNote:
    matched = next(iter(filled.names), note.matched)
    return replace(note, link=meaning, matched=matched)


def _matched(note: PlaceNote, filled: Filled, _: str) -> PlaceNote:
    """Read ``matched to Brighton``: the seat of a county, the main settlement of a city."""
    return replace(note, link=SEAT if note.kinds else MAIN, matched=filled.names[0])


def _guessed(note: PlaceNote, filled: Filled, _: str) -> PlaceNote:
    """Read a guessed match: it means the place itself, but is not certain."""
    return replace(note, matched=filled.names[0], inferred_match=True)


def _printed(note: PlaceNote, filled: Filled, _: str) -> PlaceNote:
    return replace(note, printed=filled.names[0])


def _fips(note: PlaceNote, filled: Filled, _: str) -> PlaceNote | None:
    code = filled.words[0]
    return replace(note, fips=code) if len(code) == FIPS_DIGITS else None


def _government(note: PlaceNote, filled: Filled, _: str) -> PlaceNote:
    return replace(note, government=filled.text.removeprefix("seat of "))


def _keep(note: PlaceNote, _: Filled, words: str) -> PlaceNote:
    return replace(note, remarks=(*note.remarks, words))


#: What a form of a place's note may mean.
MEANINGS = {
    "kind": Meaning(_kind, (), "place-kind"),
    "part-of": Meaning(_part_of, ("name",)),
    "link": Meaning(_link, (), "link-meaning"),
    "matched": Meaning(_matched, ("name",)),
    "guessed": Meaning(_guessed, ("name",)),
    "printed": Meaning(_printed, ("name",)),
    "fips": Meaning(_fips, ("digits",)),
    "government": Meaning(_government, ("name",)),
    "note": Meaning(_keep, (), "text"),
}
#: The forms that the notes of any source of places may have.
GRAMMAR = Forms.grammar(
    ("matched to seat", "link", SEAT),
    ("matched to seat {name}", "link", SEAT),
    ("matched to seat village {name}", "link", SEAT),
    ("seat {name}", "link", SEAT),
    ("seat village {name}", "link", SEAT),
    ("matched to the town", "link", NAMESAKE),
    ("matched to the namesake place", "link", NAMESAKE),
    ("matched to the namesake suburb", "link", NAMESAKE),
    ("matched to {name} (inferred)", "guessed"),
    ("matched to {name}", "matched"),
    ("source prints {name}", "printed"),
    ("printed {name}", "printed"),
    ("FIPS {digits}", "fips"),
    ("seat of {name} municipality", "government"),
)


@dataclass(frozen=True)
class _Kinds:
    """The labels of the scheme ``place-kind`` as forms: ``kind: county``, ``borough of Berlin``."""

    concepts: Concepts

    def find(self, text: str) -> Found | None:
        words, further = text.removeprefix("kind: "), ""
        if bracket := KIND_IN_BRACKETS.fullmatch(text):
            # The first kind is the nearer one: "parish of Porto (kind: freguesia)".
            words, further = bracket["words"], bracket["kind"]
        found = self.kind(words)
        return found if not further or self.kind(further) else None

    def kind(self, words: str) -> Found | None:
        if kind := self.concepts.find("place-kind", words):
            return Found(Filled(words), (Entry("kind", kind),))
        part = PART_OF.fullmatch(words)
        kind = self.concepts.scheme("place-kind").strings.get(part["kind"]) if part else None
        if part is None or kind is None or not part["whole"][0].isupper():
            return None
        filled = Filled(words, names=(part["whole"],))
        return Found(filled, (Entry("kind", kind), Entry("part-of")))


def read_place_note(text: str, concepts: Concepts, forms: Forms = NO_FORMS) -> PlaceNote:
    """Interpret a note part by part, by the forms of its source first."""
    note, unread = read_parts(text, (forms, _Kinds(concepts), GRAMMAR), MEANINGS, PlaceNote())
    if note.link == SEAT and not note.kinds:
        # A row matched to a seat is the municipality that has this seat.
        note = replace(note, kinds=("municipality",))
    return replace(note, unread=unread)
