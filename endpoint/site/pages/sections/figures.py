"""Puts side by side what sources say of the same thing, all of it kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from endpoint.languages.speaking import gettext as _
from endpoint.site.core import links
from endpoint.site.describe.terms import TermView
from endpoint.site.pages.model import Group, Item, Table
from endpoint.site.pages.sections.said import Said

FIGURES = ("urb:hasFigure", "urb:about")
ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+/\S*")  # of a page, as it is shown without its name
VALUES = ("urb:value", "urb:minValue", "urb:maxValue")


def table(said: Said, one: Table) -> Table:
    """Return a table of figures or of conflicts with what differs side by side above it."""
    name, kind = one.of
    if kind == "figure" and name in FIGURES:
        groups = side_by_side(said, _figures(said))
    elif kind == "conflict" and name == "urb:about":
        groups = disagreeing(said, said.pointing(kind, name))
    else:
        return one
    texts = (_("Sources say different things; all of it is kept."),) if groups else ()
    return replace(one, groups=groups, texts=texts)


def _figures(said: Said) -> list[NamedNode]:
    own = said.values(said.description.thing, "urb:hasFigure")
    found = [one for one in own if isinstance(one, NamedNode)]
    return list(dict.fromkeys([*found, *said.pointing("figure", "urb:about")]))


def side_by_side(said: Said, figures: Iterable[NamedNode]) -> tuple[Group, ...]:
    """Return the measures of which different values are stated, each with all of them by date."""
    by_measure: dict[str, list[NamedNode]] = {}
    for figure in figures:
        measure = said.one(figure, "urb:measure")
        if measure is not None:
            by_measure.setdefault(str(measure.value), []).append(figure)
    return tuple(
        Group(
            said.views(many[0], "urb:measure")[0],
            tuple(_item(said, one) for one in _dated(said, many)),
        )
        for many in by_measure.values()
        if len({_value(said, one) for one in many}) > 1
    )


def _dated(said: Said, figures: Sequence[NamedNode]) -> list[NamedNode]:
    def when(figure: NamedNode) -> tuple[str, str]:
        date = said.one(figure, "urb:date")
        return str(date.value) if date is not None else "9", figure.value

    return sorted(figures, key=when)


def _value(said: Said, figure: NamedNode) -> str:
    texts = (v.text for name in VALUES for v in said.views(figure, name))
    qualifier = said.one(figure, "urb:qualifier")
    exact = qualifier is None or str(qualifier.value).endswith("/exactly")
    words = [] if exact else [v.text for v in said.views(figure, "urb:qualifier")]
    return " ".join([*words, "–".join(dict.fromkeys(texts))])


def _item(said: Said, figure: NamedNode) -> Item:
    """Return a figure as its value, leading to its page, with its date and who states it."""
    units = [v.text for v in said.views(figure, "urb:unit")]
    text = " ".join([_value(said, figure), *units])
    shown = said.viewer.thing(figure)._replace(text=text, lang=None, dir=None)
    notes = [v.text for name in ("urb:date", "urb:statedBy") for v in said.views(figure, name)]
    return Item(shown, ", ".join(notes))


def stated_by(said: Said, figure: NamedNode) -> tuple[TermView, ...]:
    """Return who states a figure; pages that are known by their address alone by their sites."""
    shown: dict[str, TermView] = {}
    for page in said.views(figure, "urb:statedBy"):
        site = page.text.partition("/")[0]
        one = page._replace(text=site) if ADDRESS.fullmatch(page.text) else page
        shown.setdefault(one.text, one)
    return tuple(shown.values())


def disagreeing(said: Said, conflicts: Sequence[NamedNode]) -> tuple[Group, ...]:
    """Return what the sources say in each conflict."""
    stated: dict[tuple[str, str], tuple[TermView, list[str]]] = {}
    for row in said.release.queries.select("alternatives", conflict=conflicts):
        key = (str(row["conflict"].value), str(row["alternative"].value))
        _, names = stated.setdefault(key, (said.viewer.view(row["text"]), []))
        if (by := row.get("by")) is not None:
            names.append(links.host(by.value) if "://" in by.value else by.value)
    groups: dict[str, list[Item]] = {}
    for (conflict, _), (text, names) in stated.items():
        groups.setdefault(conflict, []).append(Item(text, ", ".join(names)))
    found = ((NamedNode(iri), items) for iri, items in groups.items())
    return tuple(Group(said.viewer.thing(iri), tuple(items)) for iri, items in found)
