"""Reads the forms of questions: a query, a sentence in seven languages, and typed slots."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from loaders.errors import DataError
from loaders.kinds import BY_KEY
from loaders.rdf.queryfiles import QueryFile, read_query
from loaders.settings import DEFAULT_BASE

LANGUAGES = ("en", "de", "fr", "it", "es", "el", "pl")
# What a slot may hold beside a thing of a kind: a concept of one of these schemes, or a time.
SCHEMES = frozenset({"practice-type", "theme", "act-type", "dimension", "place-kind", "actor-type"})
TIMES = frozenset({"year", "day"})
BLANK = re.compile(r"\{([a-z_]+)\}")
Sort = Literal["thing", "concept", "year", "day"]


@dataclass(frozen=True)
class Slot:
    """A blank of a question: the variable it fills, what fits, and what stands there at first.

    ``type`` is a kind of things, a concept scheme, ``year`` or ``day``; an ``optional`` slot may
    stay empty and then means any.
    """

    name: str
    type: str
    default: str
    optional: bool = False

    @property
    def sort(self) -> Sort:
        """Return which sort of value fits."""
        match self.type:
            case "year" | "day" as time:
                return time
            case type_:
                return "thing" if type_ in BY_KEY else "concept"


@dataclass(frozen=True)
class Form:
    """A question with slots; ``question`` is the sentence by language, ``text`` the query.

    ``described`` says by language what is counted as an answer; fixed questions have it in English
    alone, for they say it themselves. In the sentences ``{name}`` stands for the value of a slot;
    slots that may stay empty are not part of the sentence.
    """

    name: str
    question: Mapping[str, str]
    described: Mapping[str, str]
    tags: tuple[str, ...]
    slots: tuple[Slot, ...]
    text: str

    def asked(self, values: Mapping[str, str], language: str = "en") -> str:
        """Return the sentence in a language (else English) with these texts in the blanks."""
        sentence = self.question.get(language) or self.question["en"]
        return BLANK.sub(lambda blank: values.get(blank[1]) or "…", sentence)

    @property
    def description(self) -> str:
        """Return in English what is counted as an answer."""
        return self.described["en"]

    @property
    def defaults(self) -> dict[str, str]:
        """Return what stands in each slot at first."""
        return {slot.name: slot.default for slot in self.slots}


def read_forms(folder: Path, base: str = DEFAULT_BASE) -> dict[str, Form]:
    """Read all forms of a folder, by name; raise DataError where one is malformed."""
    return {path.stem: read_form(path, base) for path in sorted(folder.glob("*.rq"))}


def read_questions(queries: Path, base: str = DEFAULT_BASE) -> dict[str, Form]:
    """Read all questions by name: those with slots, and the fixed ones, which have none.

    Raise DataError where one is malformed, or two have the same name.
    """
    found = read_forms(queries / "questions", base)
    for path in sorted((queries / "competency").glob("*.rq")):
        if path.stem in found:
            raise DataError("a question with slots has this name too", path, remedy="rename one")
        found[path.stem] = _form(read_query(path, base), (), path)
    return found


def read_form(path: Path, base: str = DEFAULT_BASE) -> Form:
    """Read one form; raise DataError when its front matter or its slots are wrong."""
    query = read_query(path, base)
    return _form(query, _slots(query, path), path)


def _form(query: QueryFile, slots: tuple[Slot, ...], path: Path) -> Form:
    return Form(
        name=query.name,
        question=_sentences(query, slots, path),
        described=_described(query, bool(slots), path),
        tags=query.tags,
        slots=slots,
        text=query.text,
    )


def _slots(query: QueryFile, path: Path) -> tuple[Slot, ...]:
    given = query.extra.get("slots")
    if not isinstance(given, dict):
        raise DataError("slots are missing", path, remedy="write #+ slots: {year: {type: year}}")
    return tuple(_slot(str(name), about, query, path) for name, about in given.items())


def _slot(name: str, about: object, query: QueryFile, path: Path) -> Slot:
    if not isinstance(about, dict) or set(about) - {"type", "default", "optional"}:
        raise DataError(f"the slot {name} is not type, default and optional", path)
    type_ = str(about.get("type"))
    if type_ not in BY_KEY and type_ not in SCHEMES | TIMES:
        raise DataError(f"no slot has the type {type_!r}", path, remedy="name a kind of things")
    if not re.search(rf"VALUES\s+\?{re.escape(name)}\s*\{{\s*UNDEF\s*\}}", query.text):
        raise DataError(f"the query has no VALUES ?{name} {{ UNDEF }}", path)
    slot = Slot(name, type_, str(about.get("default") or ""), bool(about.get("optional")))
    if slot.optional and slot.type in TIMES:
        raise DataError(f"the slot {name} is a time, which cannot stay empty", path)
    if not slot.default and not slot.optional:
        raise DataError(f"the slot {name} has no default", path)
    return slot


def _sentences(query: QueryFile, slots: tuple[Slot, ...], path: Path) -> dict[str, str]:
    given = query.extra.get("question")
    if not isinstance(given, dict) or set(given) != set(LANGUAGES):
        raise DataError(f"question is not in {', '.join(LANGUAGES)}", path)
    wanted = {slot.name for slot in slots if not slot.optional}
    for language, sentence in given.items():
        if set(BLANK.findall(str(sentence))) != wanted:
            blanks = ", ".join(sorted(wanted))
            raise DataError(f"the blanks of the question in {language} are not {blanks}", path)
    return {language: str(given[language]) for language in LANGUAGES}


def _described(query: QueryFile, needed: bool, path: Path) -> dict[str, str]:
    given = query.extra.get("described", {})
    further = [language for language in LANGUAGES if language != "en"]
    if not isinstance(given, dict) or (set(given) != set(further) if needed else given):
        raise DataError(f"what is described is not in {', '.join(further)}", path)
    return {"en": query.description, **{one: str(given[one]) for one in further if needed}}
