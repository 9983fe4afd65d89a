"""Makes the pages of the questions: all of them by theme, and one with its answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from flask import url_for
from pyoxigraph import NamedNode

from endpoint.languages.speaking import language
from endpoint.questions import Form, Slot, read_questions
from endpoint.site.changes.following import watching
from endpoint.site.core.links import sparql_href
from endpoint.site.core.state import Release
from endpoint.site.core.wording import TAGS
from endpoint.site.describe import gather
from endpoint.site.describe.model import Labels
from endpoint.site.pages.model import Link
from endpoint.site.questions.answered import answered, others
from endpoint.site.questions.blanks import Given, spoken
from endpoint.site.questions.model import QuestionPage, QuestionsPage, Theme
from endpoint.site.questions.wording import theme_of
from loaders.iris import Iris

MORE = 6  # other questions offered below an answer


def forms(release: Release) -> dict[str, Form]:
    """Return the questions by name, those with blanks first; read once for a release."""
    folder = release.queries.folder.parent
    return release.once("questions", lambda: read_questions(folder, release.info.base))


def index(release: Release) -> QuestionsPage:
    """Return the page of all questions, each with what stands in its blanks at first."""
    every = forms(release)
    labels = _labels(release, every)
    by_theme: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for form in every.values():
        by_theme[theme_of(form)].append(_link(release, form, labels))
    order = list(TAGS)
    themes = sorted(
        by_theme,
        key=lambda one: (order.index(one[0]) if one[0] in TAGS else len(order), one),
    )
    return QuestionsPage(len(every), tuple(Theme(*one, tuple(by_theme[one])) for one in themes))


def some(release: Release, names: Iterable[str]) -> tuple[Link, ...]:
    """Return links to some questions, each with what stands in its blanks at first."""
    every = forms(release)
    wanted = {name: every[name] for name in names if name in every}
    labels = _labels(release, wanted)
    return tuple(_link(release, one, labels) for one in wanted.values())


def build(release: Release, form: Form, asked: Given) -> QuestionPage:
    """Return the page of a question; without an answer where a value is wrong."""
    every = forms(release)
    key, heading = theme_of(form)
    near = {name: every[name] for name in others(every, form.name, MORE)}
    labels = _labels(release, near)
    filled = asked.filled
    values: dict[str, Any] = {name: value for name, value in asked.values.items() if value}
    return QuestionPage(
        name=form.name,
        sentence=asked.asked(form),
        description=_described(form),
        theme=Link(heading, f"{url_for('questions.index')}#{key}"),
        blanks=asked.blanks,
        answer=answered(release, filled) if filled else None,
        query=filled.text if filled else "",
        query_href=sparql_href(filled.text) if filled else "",
        downloads=(Link("CSV", url_for("questions.question", name=f"{form.name}.csv", **values)),)
        if filled
        else (),
        others=tuple(_link(release, one, labels) for one in near.values()),
        feeds=watching(release, "question", name=form.name, **values) if filled else (),
    )


def _described(form: Form) -> str:
    """Return what counts as an answer; '' where the question says all that is known of it."""
    said = form.described.get(language().code, "")
    return "" if said == form.question[language().code] else said


def _link(release: Release, form: Form, labels: Labels) -> Link:
    names = {slot.name: _name(release, slot, labels) for slot in form.slots}
    sentence = form.asked(names, language().code)
    return Link(sentence, url_for("questions.question", name=form.name))


def _name(release: Release, slot: Slot, labels: Labels) -> str:
    if slot.sort in ("year", "day") or not slot.default:
        return spoken(slot, slot.default)
    label = labels.best(_thing(release, slot))
    return label.value if label else slot.default


def _labels(release: Release, some: dict[str, Form]) -> Labels:
    """Return the names of what stands in the blanks at first."""
    slots = [slot for form in some.values() for slot in form.slots if slot.default]
    named = [slot for slot in slots if slot.sort in ("thing", "concept")]
    return gather.labels(release, [_thing(release, slot) for slot in named])


def _thing(release: Release, slot: Slot) -> NamedNode:
    return Iris(release.info.base).thing(slot.type, slot.default)
