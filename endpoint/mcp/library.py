"""The questions and examples of the checkout, read once: what assistants may ask for by name."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from endpoint.mcp.rpc import Json
from endpoint.questions import Form, read_questions
from loaders.rdf.queryfiles import QueryFile, read_queries
from loaders.text import folded

PAGES = ("things-named", "records-of", "exists")


@dataclass(frozen=True)
class Library:
    """Questions by name, examples, and the queries that tools ask for more with."""

    forms: Mapping[str, Form]
    examples: tuple[QueryFile, ...]
    pages: Mapping[str, str]
    wordings: Mapping[str, str] = field(default_factory=dict)

    def form(self, asked: str) -> Form | None:
        """Return the question of a name or a wording, in whatever language."""
        return self.forms.get(asked) or self.forms.get(self.wordings.get(folded(asked), ""))

    def questions(self, words: str, language: str) -> list[Json]:
        """Return the questions that hold all words, as assistants read them."""
        return [
            _question(form, language)
            for form in self.forms.values()
            if _holds(words, form.asked({}, language), form.asked({}), form.description, *form.tags,
                      *(slot.type for slot in form.slots))
        ]  # fmt: skip

    def shown(self, words: str, language: str) -> list[Json]:
        """Return the examples that hold all words, in that language or in English."""
        return [
            {
                "name": one.name,
                "title": one.titles.get(language) or one.summary,
                "description": one.descriptions.get(language) or one.description,
                "tags": list(one.tags),
                "query": one.text,
            }
            for one in self.examples
            if _holds(words, one.summary, one.description, one.titles.get(language, ""),
                      one.descriptions.get(language, ""), one.text, *one.tags)
        ]  # fmt: skip


class Shelf:
    """Keeps the library for each base of IRIs; it is read in a thread, when first asked for."""

    def __init__(self, queries: Path) -> None:
        """Take the folder of queries."""
        self.queries = queries
        self._held: dict[str, Library] = {}

    async def library(self, base: str) -> Library:
        """Return the library with the IRIs of a base."""
        if base not in self._held:
            self._held[base] = await asyncio.to_thread(read, self.queries, base)
        return self._held[base]


def read(queries: Path, base: str) -> Library:
    """Read the library of a checkout; raise DataError where a file is malformed."""
    forms = read_questions(queries, base)
    wordings = {
        folded(said): form.name for form in forms.values() for said in form.question.values()
    }
    pages = {name: (queries / "pages" / f"{name}.rq").read_text(encoding="utf-8") for name in PAGES}
    return Library(forms, read_queries(queries / "examples", base), pages, wordings)


def _question(form: Form, language: str) -> Json:
    slots = [
        {"name": slot.name, "fits": slot.type, "default": slot.default, "optional": slot.optional}
        for slot in form.slots
    ]
    wording = form.question.get(language) or form.question["en"]
    return {
        "name": form.name,
        "question": wording,
        "description": form.description,
        "tags": list(form.tags),
        "slots": slots,
    }


def _holds(words: str, *texts: str) -> bool:
    everything = folded(" ".join(texts))
    return all(word in everything for word in folded(words).split())
