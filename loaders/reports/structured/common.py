"""The fields that several sections of the report template share."""

from __future__ import annotations

from loaders import kinds
from loaders.reports.structured.schema import Field

PLACES = (*kinds.PLACES, "country")
ACTORS = kinds.ACTORS


def concept(name: str, scheme: str, term: str = "", *, many: bool = False) -> Field:
    """Return a field whose values are concepts of a scheme."""
    words = "one or more concepts" if many else "a concept"
    shown = term or f"urb:{name}"
    return Field(name, "concept", shown, f"{words} of {scheme}", (scheme,), many)


def date(name: str, words: str = "") -> Field:
    """Return the field of a date."""
    shown = words or f"{name} as 2019, 2019-06 or 2019-06-12; other wordings are kept"
    return Field(name, "date", f"urb:{name}", shown)


def place(*, default: str = "city", required: bool = False) -> Field:
    """Return the field of a place."""
    words = "key or name of a place" + ("; else the city of the report" if default else "")
    return Field("place", "thing", "urb:place", words, PLACES, required=required, default=default)


KEY = Field("key", "key", "", "lower-case letters, digits and hyphens; proposed when new")
NAME = Field("name", "name", "rdfs:label", "the proper name", required=True)
OTHER_NAMES = Field(
    "other_names", "alternative", "skos:altLabel", "other names, each may end in @it", many=True
)
DESCRIPTION = Field("description", "tagged", "dcterms:description", "in the report's language")
WEBSITE = Field("website", "web", "urb:website", "a web address", many=True)
STATUS = concept("status", "status")


def role(term: str, *uses: str) -> Field:
    """Return the field of a role; ``uses`` are the collections of the scheme it is taken from."""
    words = f"one or more concepts of role ({' or '.join(uses)})"
    return Field("role", "concept", term, words, tuple(f"role#{use}" for use in uses), many=True)


STATED_ROLE = Field("stated_role", "text", "urb:statedRole", "the role in the source's words")
TEXT = Field("stated_text", "text", "urb:statedText", "the words of the source")
STATED_BY = Field(
    "stated_by", "text", "urb:statedByText", "who states it, when it is not a source below"
)
DATES = (date("date"), date("start"), date("end"))
COMMON = (
    Field("note", "text", "skos:note", "a remark that is kept"),
    Field("evidence", "choice", "", "verified or inferred", ("verified", "inferred")),
    Field(
        "source", "thing", "", "keys or addresses of the sources; else the report itself",
        ("publication",), many=True,
    ),
    Field("source_page", "text", "", "page or section of the source"),
)  # fmt: skip
