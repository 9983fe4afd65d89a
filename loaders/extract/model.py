"""What extraction gives: mentions, claims, references and proposals, all with exact offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from loaders.documents.model import Locator
from loaders.extract.frozen import record

MentionType = Literal[
    "CITY", "PLACE", "COUNTRY", "GOVERNMENT", "ORG", "PERSON", "CHARTER", "PRACTICE", "EVENT",
    "DATE", "FIGURE", "REFERENCE", "CITATION", "AWARD", "WORK",
]  # fmt: skip

NOWHERE = Locator()


@record(frozen=True, slots=True)
class Mention:
    """A stretch of the text that names something: ``text == document.text[start:end]``.

    ``link`` is the IRI of a registered thing, ``geonames_id`` the gazetteer's number of a place
    (also of one that is not registered), ``value`` what the words mean: an EDTF literal of a date,
    the number of a figure, the concept of a practice, ISO alpha-2 of a country.  ``language`` is
    that of the sentence, ``method`` the rule, ``confidence`` lies between 0 and 1.
    """

    type: MentionType
    start: int
    end: int
    text: str
    link: str | None = None
    geonames_id: str | None = None
    value: str | None = None
    language: str | None = None
    method: str = ""
    confidence: float = 1.0
    locator: Locator = NOWHERE
    detail: tuple[tuple[str, str], ...] = ()

    @property
    def has_year(self) -> bool:
        """Tell whether this is a date with a year: "May 2018", not "in May"."""
        return self.type == "DATE" and bool(self.value) and not (self.value or "").startswith("X")

    def get(self, name: str) -> str | None:
        """Return a detail (``measure``, ``qualifier``, ``theme``, ``end`` …), or None."""
        return next((value for key, value in self.detail if key == name), None)


@record(frozen=True, slots=True)
class Claim:
    """A statement read from one sentence.

    ``subject`` and ``object`` are IRIs of registered things where the mention is linked, else the
    words of the text; ``predicate`` is one of membership, signature, adoption, founding, office,
    figure, practice, event, declaration, offer, protest, recognition, participation, carrier,
    support, end, authorship.  ``date`` is an EDTF literal, ``start`` and ``end`` span the sentence.
    ``key`` is a hash of what is said by which words, not of where the sentence stands, so that it
    survives another extraction.
    """

    key: str
    predicate: str
    subject: str
    object: str
    subject_type: MentionType
    object_type: MentionType
    evidence: tuple[Mention, ...]
    start: int
    end: int
    date: str | None = None
    language: str | None = None
    method: str = ""
    confidence: float = 0.9
    locator: Locator = NOWHERE
    detail: tuple[tuple[str, str], ...] = ()

    @property
    def subject_linked(self) -> bool:
        """Tell whether the subject is a registered thing."""
        return "://" in self.subject

    @property
    def object_linked(self) -> bool:
        """Tell whether the object is a registered thing."""
        return "://" in self.object

    def get(self, name: str) -> str | None:
        """Return a detail (``role``, ``status`` …), or None."""
        return next((value for key, value in self.detail if key == name), None)


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a bibliography; ``authors`` are ``Surname, Given`` where that can be told.

    ``cited_at`` are the spans of the in-text citations that lead to it.
    """

    start: int
    end: int
    text: str
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    year: str = ""
    title: str = ""
    container: str = ""
    volume: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    doi: str = ""
    url: str = ""
    cited_at: tuple[tuple[int, int], ...] = ()
    locator: Locator = NOWHERE


@dataclass(frozen=True, slots=True)
class Proposal:
    """A thing the registry does not know: offered to a person, never minted.

    ``kind`` is the kind it would have (city, organisation, person, charter), ``evidence`` the spans
    where the text names it.
    """

    kind: str
    label: str
    evidence: tuple[tuple[int, int], ...]
    geonames_id: str | None = None
    country: str | None = None
    method: str = ""
    confidence: float = 0.8


@dataclass(frozen=True)
class Extraction:
    """All that was read from one document, each tuple in the order of the text."""

    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    references: tuple[Reference, ...] = ()
    proposals: tuple[Proposal, ...] = field(default=())

    def of(self, *types: str) -> Iterator[Mention]:
        """Yield the mentions of these types."""
        return (mention for mention in self.mentions if mention.type in types)


def claim_key(predicate: str, subject: str, object_: str, date: str | None, words: str) -> str:
    """Return 16 hex digits that stand for what is said by which words.

    White space and case do not count, so a re-read file with other line breaks keeps its keys; nor
    does the base that IRIs begin with.
    """
    plain = _words(words)
    content = "\x1f".join((predicate, _local(subject), _local(object_), date or "", plain))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _local(term: str) -> str:
    """Return an IRI without its base, other words as they are."""
    return term.rpartition("/id/")[2] if "://" in term else term


@lru_cache(maxsize=64)
def _words(text: str) -> str:
    """Return the words of a sentence for a key; one sentence often makes several claims."""
    return " ".join(text.casefold().split())
