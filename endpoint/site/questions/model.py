"""The pages of the questions, as their templates see them."""

from __future__ import annotations

from dataclasses import dataclass

from endpoint.site.describe.terms import TermView
from endpoint.site.maps.locator import Map
from endpoint.site.pages.model import Link


@dataclass(frozen=True)
class Option:
    """What can stand in a blank: its value in the address, and its name."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Blank:
    """A blank of a question with its field.

    ``sort`` is ``list`` (few options: one is chosen), ``typed`` (many: typed, with suggestions from
    ``suggest`` where there are scripts), ``year`` or ``day``. ``text`` stands in a field that is
    typed into; ``wrong`` says why what was typed does not fit, ``near`` are what may be meant.
    """

    name: str
    label: str
    sort: str
    text: str
    options: tuple[Option, ...]
    optional: bool
    wrong: str = ""
    near: tuple[Link, ...] = ()
    suggest: str = ""


@dataclass(frozen=True)
class Answer:
    """The answer to a question.

    ``word`` is yes, no or not recorded in the language spoken, '' where the question asks for a
    list; ``recorded`` is False when nothing is recorded that answers it. Columns in which nothing
    stands are left out. ``capped`` says that only the first rows are shown.
    """

    word: str
    recorded: bool
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[TermView, ...], ...], ...]
    capped: bool
    map: Map | None


@dataclass(frozen=True)
class QuestionPage:
    """A question with what stands in its blanks, and its answer; None where a value is wrong."""

    name: str
    sentence: str
    description: str
    theme: Link
    blanks: tuple[Blank, ...]
    answer: Answer | None
    query: str
    query_href: str
    downloads: tuple[Link, ...]
    others: tuple[Link, ...]
    feeds: tuple[Link, ...]


@dataclass(frozen=True)
class Theme:
    """The questions about one matter."""

    key: str
    heading: str
    questions: tuple[Link, ...]


@dataclass(frozen=True)
class QuestionsPage:
    """All questions by what they are about."""

    count: int
    themes: tuple[Theme, ...]
