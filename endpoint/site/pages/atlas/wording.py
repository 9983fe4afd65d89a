"""The words of the map: what a view shows, what is counted, what the script says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flask import url_for

from endpoint.languages.forms import ngettext, number
from endpoint.languages.speaking import N_
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.periods import held, in_words
from endpoint.site.maps.asked import KEYED, Asked
from endpoint.site.maps.atlas import Atlas, Choice
from endpoint.site.maps.chosen import STEPS, Chosen
from endpoint.site.maps.seen import View
from endpoint.site.pages.atlas.model import Step

MEASURES = {
    "networks": N_("Networks"),
    "practices": N_("Practices"),
    "signatures": N_("Charters signed"),
    "population": N_("Inhabitants"),
}
SIZE_NAMES = {
    "small": N_("under 50,000"),
    "medium": N_("50,000 to 250,000"),
    "large": N_("250,000 to 1 million"),
    "metropolis": N_("1 million and more"),
}


def heading(known: Atlas, asked: Asked) -> str:
    """Return what a view shows, in a few words."""
    parts = [
        known.label(scheme, key)
        for name, (_kind, scheme) in KEYED.items()
        if name != "country" and (key := getattr(asked, name))
    ]
    if asked.show == "featured":
        parts.insert(0, _("Places featured by Moving Cities"))
    if asked.country:
        parts.append(known.label("country", asked.country))
    if asked.size:
        parts.append(_("%(size)s inhabitants", size=_(SIZE_NAMES[asked.size])))
    if asked.days:
        parts.append(in_words(asked.asof, asked.first, asked.last))
    return " · ".join(parts) or _("Places of solidarity")


def meaning(asked: Asked) -> Iterator[str]:
    """Say what the period asked for means."""
    if asked.days and not asked.asof:
        yield held(asked.days)


def sentences(seen: View) -> list[str]:
    """Say how many places there are, how many are in the picture, and why others are not."""
    total, drawn = len(seen.chosen.places), seen.picture.inside
    return [
        ngettext("%(num)s place.", "%(num)s places.", total),
        ngettext("%(num)s is in the picture.", "%(num)s are in the picture.", drawn),
        *left_out(seen),
        *meaning(seen.asked),
    ]


def left_out(seen: View) -> Iterator[str]:
    """Say how many places are not in the picture or not in the list, and why."""
    if count := seen.picture.outside:
        yield ngettext("%(num)s lies outside of it.", "%(num)s lie outside of it.", count)
    if count := len(seen.chosen.places) - len(seen.chosen.mapped):
        yield ngettext(
            "%(num)s has no coordinates recorded.", "%(num)s have no coordinates recorded.", count
        )
    if count := seen.chosen.undated:
        yield ngettext(
            "%(num)s is left out, as no date is stated for it.",
            "%(num)s are left out, as no date is stated for them.",
            count,
        )


class Words:
    """The links and counts of many places, each count put into words once."""

    def __init__(self, measure: str) -> None:
        """Take what is counted."""
        self.measure = measure
        self.known: dict[int | None, str] = {}
        # Keys are plain ASCII: what stands before them is the same for all.
        self.before = url_for("things.document", kind="k", key="k").removesuffix("k/k")

    def of(self, count: int | None) -> str:
        """Return a count in words."""
        if count not in self.known:
            self.known[count] = worded(self.measure, count)
        return self.known[count]

    def href(self, choice: Choice) -> str:
        """Return the address of the page of a place."""
        return self.before + choice.place.path


def worded(measure: str, count: int | None) -> str:
    """Return a count with what is counted, in words."""
    if count is None:
        return _("inhabitants not recorded")
    if not count and measure != "population":
        return _("none recorded")
    if measure == "population":
        return ngettext("%(num)s inhabitant", "%(num)s inhabitants", count)
    if measure == "practices":
        return ngettext("%(num)s practice", "%(num)s practices", count)
    if measure == "signatures":
        return ngettext("%(num)s charter signed", "%(num)s charters signed", count)
    return ngettext("%(num)s network", "%(num)s networks", count)


def legend(measure: str, found: Chosen) -> tuple[Step, ...]:
    """Return the classes that occur, the largest first."""
    counts = Counter(choice.step for choice in found.places)
    least = STEPS[measure]
    texts = {0: _("not recorded") if measure == "population" else _("none recorded")}
    for place, low in enumerate(least):
        high = least[place + 1] - 1 if place + 1 < len(least) else None
        if high is None:
            text = _("%(number)s or more", number=number(low))
        elif measure == "population":
            text = _("%(low)s to %(high)s", low=number(low), high=number(high + 1))
        else:
            text = number(low) if low == high else f"{number(low)}–{number(high)}"
        texts[place + 1] = text
    return tuple(Step(n, texts[n], counts[n]) for n in sorted(texts, reverse=True) if counts[n])


def script_words(measure: str) -> dict[str, str]:
    """Return the messages of the script of the map; it fills in what stands in ``%(…)s``."""
    counted = {
        "networks": _("networks: %(num)s"),
        "practices": _("practices: %(num)s"),
        "signatures": _("charters signed: %(num)s"),
        "population": "",
    }
    return {
        "map": _("Map. Arrow keys move it, plus and minus zoom, 0 shows all of it."),
        "closer": _("Zoom in"),
        "farther": _("Zoom out"),
        "whole": _("Show the whole map"),
        "cluster": _("%(num)s places: %(names)s …"),
        "years": _("The places year by year"),
        "year": _("Year"),
        "play": _("Play the years"),
        "pause": _("Pause"),
        "all": _("All years"),
        "page": _("This year as a page"),
        "meaning": _("A year shows what was certainly so on its 31 December."),
        "shown": _(
            "31 December %(year)s: places shown: %(num)s; without a date, so left out: %(undated)s."
        ),
        "brief": _("Lasting over no 31 December, so shown in no year: %(num)s."),
        "counted": counted[measure],
        "nearName": _("Near a place"),
        "find": _("Find"),
        "nearMe": _("Near me"),
        "asking": _("Asking your device where it is …"),
        "denied": _("Your device does not say where it is. Type a name instead."),
        "you": _("you"),
        "around": _("Nearest to %(name)s:"),
        "unknown": _("There is no place named “%(name)s” on this map."),
    }
