"""The words of the lists: periods, sizes, what a day shows and leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from endpoint.languages.forms import day, ngettext
from endpoint.languages.speaking import N_
from endpoint.languages.speaking import gettext as _
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
    """Say what the day of a list means, and how many are left out since no date is stated."""
    if asked.day is None:
        return
    on, living = day(asked.day), declared(asked.kind).living
    if any(relation.tie for relation, _key in asked.chosen):
        yield _("As of %(day)s: what was chosen had certainly begun and had not ended.", day=on)
    elif living is not None and not living.own:
        yield _("As of %(day)s: those that certainly belonged to a network.", day=on)
    elif asked.past:
        yield _("As of %(day)s: what had certainly happened by then.", day=on)
    else:
        yield _("As of %(day)s: what had certainly begun and had not ended.", day=on)
    if undated:
        yield ngettext(
            "%(num)s is left out, as no date is stated for it.",
            "%(num)s are left out, as no date is stated for them.",
            undated,
        )
