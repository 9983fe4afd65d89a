"""The words of the lists: periods, sizes, what a day shows and leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from endpoint.languages.forms import day, ngettext
from endpoint.languages.speaking import N_
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.periods import Days, held
from endpoint.site.core.relations import declared
from endpoint.site.lists.asked import Asked

BUCKETS = {
    "to-1999": N_("until 1999"),
    "from-2025": N_("since 2025"),
    "small": N_("under 50,000"),
    "medium": N_("50,000 to 250,000"),
    "large": N_("250,000 to 1 million"),
    "metropolis": N_("1 million and more"),
}


def sentences(asked: Asked, undated: int) -> Iterator[str]:
    """Say what the time of a list means, and how many are left out since no date is stated."""
    if asked.days is None:
        return
    tied = any(relation.tie for relation, _key in asked.chosen)
    living = declared(asked.kind).living
    belonging = not tied and living is not None and not living.own
    if asked.asof:
        yield _on(asked, tied, belonging)
    elif belonging:
        yield _belonged(asked.days)
    else:
        yield _happened(asked.days) if asked.past and not tied else held(asked.days)
    if undated and asked.past and asked.first:
        yield ngettext(
            "%(num)s is left out, as no date is stated for it, or only the latest possible.",
            "%(num)s are left out, as no date is stated for them, or only the latest possible.",
            undated,
        )
    elif undated:
        yield ngettext(
            "%(num)s is left out, as no date is stated for it.",
            "%(num)s are left out, as no date is stated for them.",
            undated,
        )


def _on(asked: Asked, tied: bool, belonging: bool) -> str:
    on = day(date.fromisoformat(asked.asof))
    if tied:
        return _("As of %(day)s: what was chosen had certainly begun and had not ended.", day=on)
    if belonging:
        return _("As of %(day)s: those that certainly belonged to a network.", day=on)
    if asked.past:
        return _("As of %(day)s: what had certainly happened by then.", day=on)
    return _("As of %(day)s: what had certainly begun and had not ended.", day=on)


def _belonged(days: Days) -> str:
    first, last = days
    if last == date.max:
        return _(
            "Shown are those that certainly belonged to a network on at least one day from "
            "%(day)s on.",
            day=day(first),
        )
    if first == date.min:
        return _(
            "Shown are those that certainly belonged to a network on at least one day up to "
            "%(day)s.",
            day=day(last),
        )
    return _(
        "Shown are those that certainly belonged to a network on at least one day from %(first)s "
        "to %(last)s.",
        first=day(first),
        last=day(last),
    )


def _happened(days: Days) -> str:
    first, last = days
    if last == date.max:
        return _("Shown is what certainly happened from %(day)s on.", day=day(first))
    if first == date.min:
        return _("Shown is what had certainly happened by %(day)s.", day=day(last))
    return _(
        "Shown is what certainly happened from %(first)s to %(last)s.",
        first=day(first),
        last=day(last),
    )
