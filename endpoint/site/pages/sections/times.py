"""Reads when memberships, signatures and phases hold, and draws them over the years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pyoxigraph import NamedNode

from endpoint.languages import forms
from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.pages.model import Timeline
from endpoint.site.pages.sections.said import Said
from endpoint.site.pages.sections.timeline import Stay, axis, lane

NAMED_APART = 8


def today(release: Release) -> date:
    """Return the day of the release: what is drawn to now ends there."""
    return date.fromisoformat(release.info.version[:10])


def stay(said: Said, thing: NamedNode) -> Stay | None:
    """Return when something held; None when no beginning is stated."""
    begun = said.day(thing, "urb:latestStart") or said.day(thing, "urb:latestDate")
    if begun is None:
        return None
    return Stay(
        begun,
        said.day(thing, "urb:earliestStart") or said.day(thing, "urb:earliestDate"),
        said.day(thing, "urb:earliestEnd"),
        said.day(thing, "urb:latestEnd"),
    )


def words(said: Said, thing: NamedNode) -> str:
    """Return from when to when something held as it is stated: ``2018 – 2020``."""
    start = next((v.text for v in said.views(thing, "urb:start")), "")
    end = next((v.text for v in said.views(thing, "urb:end")), "")
    return f"{start} – {end}".strip() if start or end else ""


def timeline(said: Said, things: Sequence[NamedNode], named_by: str, label: str) -> Timeline | None:
    """Draw things over the years, those to the same (``named_by``) in one lane; None undated."""
    lanes: dict[str, list[tuple[Stay, str]]] = {}
    apart: dict[str, None] = {}
    for thing in things:
        value = said.one(thing, named_by)
        name = said.viewer.view(value).text if value is not None else said.viewer.thing(thing).text
        held = stay(said, thing)
        if held is None:
            apart.setdefault(name)
        else:
            lanes.setdefault(name, []).append((held, words(said, thing)))
    if not lanes:
        return None
    along = axis([one for many in lanes.values() for one, _ in many], today(said.release))
    ordered = sorted(lanes.items(), key=lambda one: (min(s.begun for s, _ in one[1]), one[0]))
    return Timeline(
        label,
        along.ticks(),
        tuple(
            lane(name, ", ".join(w for _, w in many if w), [one for one, _ in many], along)
            for name, many in ordered
        ),
        tuple(_texts([name for name in apart if name not in lanes])),
    )


def _texts(undated: list[str]) -> list[str]:
    """Say how to read the picture, and name what is not drawn."""
    texts = [
        _("Pale is what may be so: the day is not stated. A bar without an end: none is stated.")
    ]
    if undated:
        shown = undated[:NAMED_APART]
        texts.append(
            ngettext(
                "%(num)s is not drawn, as no beginning is stated: %(names)s.",
                "%(num)s are not drawn, as no beginning is stated: %(names)s.",
                len(undated),
                names=forms.listed(shown) + (" …" if len(undated) > len(shown) else ""),
            )
        )
    return texts
