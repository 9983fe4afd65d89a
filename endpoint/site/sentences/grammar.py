"""Puts a thing into words: what it is, where, since when, how many, in the language spoken.

Each pattern is a message of the catalogues, so that a language chooses gender, article and case of
the noun; names and dates stand where no language inflects them. Nothing is said that is not given.
"""

from __future__ import annotations

from endpoint.languages import forms
from endpoint.languages.speaking import N_, NN_
from endpoint.languages.speaking import gettext as _
from endpoint.site.sentences.about import About, Share
from loaders.kinds import BY_KEY

# What a thing is: without and with its types.
IDENTITY = {
    "city": (N_("%(thing)s is a city or municipality."), ""),
    "place": (N_("%(thing)s is a place."), N_("%(thing)s is a place of this kind: %(types)s.")),
    "country": (N_("%(thing)s is a country."), ""),
    "network": (N_("%(thing)s is a network."), N_("%(thing)s is a network: %(types)s.")),
    "list": (N_("%(thing)s is a list drawn up by others."), ""),
    "practice": (N_("%(thing)s is a practice."), N_("%(thing)s is a practice: %(types)s.")),
    "charter": (N_("%(thing)s is a charter."), N_("%(thing)s is a charter: %(types)s.")),
    "organisation": (
        N_("%(thing)s is an organisation."),
        N_("%(thing)s is an organisation: %(types)s."),
    ),
    "government": (N_("%(thing)s is an authority that governs a place."), ""),
    "event": (N_("%(thing)s is an event."), N_("%(thing)s is an event: %(types)s.")),
    "publication": (
        N_("%(thing)s is a publication."),
        N_("%(thing)s is a publication: %(types)s."),
    ),
    "person": (N_("%(thing)s is a person in public office or an author."), ""),
    "conflict": (N_("%(thing)s: a matter on which sources disagree."), ""),
}
DATES = {
    "founded": N_("Founded: %(date)s."),
    "start": N_("Since: %(date)s."),
    "end": N_("Until: %(date)s."),
    "date": N_("Date: %(date)s."),
}
NAMED = {
    "author": N_("Author: %(names)s."),
    "adopter": N_("Adopted by: %(names)s."),
    "theme": N_("Theme: %(names)s."),
    "governs": N_("Governs: %(names)s."),
}
COUNTED = {
    "membership": NN_("%(num)s membership in a network", "%(num)s memberships in networks"),
    "member": NN_("%(num)s member", "%(num)s members"),
    "practice": NN_("%(num)s practice", "%(num)s practices"),
    "signed": NN_("%(num)s charter signed", "%(num)s charters signed"),
    "signature": NN_("%(num)s signature", "%(num)s signatures"),
    "commitment": NN_("%(num)s commitment", "%(num)s commitments"),
    "event": NN_("%(num)s event", "%(num)s events"),
    "organisation": NN_("%(num)s organisation", "%(num)s organisations"),
    "listed": NN_("%(num)s place listed", "%(num)s places listed"),
    "city": NN_("%(num)s city", "%(num)s cities"),
    "publication": NN_("%(num)s publication", "%(num)s publications"),
    "office": NN_("%(num)s office", "%(num)s offices"),
    "alternative": NN_("%(num)s statement", "%(num)s differing statements"),
}


def counted(role: str, count: int) -> str:
    """Return a count in words: ``3 practices``."""
    return forms.ngettext(*COUNTED[role], count)


def sentences(about: About) -> str:
    """Return what is known of a thing as one or more sentences; '' for a kind without pattern."""
    if about.kind not in IDENTITY:
        return ""
    said = [_identity(about)]
    said += _dated(about)
    said += [
        _(NAMED[role], names=forms.listed(list(about.named[role])))
        for role in NAMED
        if about.named.get(role)
    ]
    said += filter(None, (_recorded(about), _size(about)))
    return " ".join(said)


def _identity(about: About) -> str:
    plain, typed = IDENTITY[about.kind]
    thing = f"{about.name} ({', '.join(about.where)})" if about.where else about.name
    kind = _(BY_KEY[about.kind].singular).casefold()
    # A charter that is of the type charter is not a charter of the type charter.
    types = [one for one in about.types if one.casefold() != kind]
    if typed and types:
        return _(typed, thing=thing, types=forms.listed(types))
    return _(plain, thing=thing)


def _dated(about: About) -> list[str]:
    given = dict(about.dates)
    if about.kind == "event" and given.get("start"):
        start, end = given.pop("start"), given.pop("end", "")
        given["date"] = f"{start} – {end}" if end and end != start else start
    return [_(DATES[key], date=given[key]) for key in DATES if given.get(key)]


def _recorded(about: About) -> str:
    phrases = [
        counted(role, count) + _share(about, role) for role, count in about.counts.items() if count
    ]
    return _("Recorded here: %(counts)s.", counts=forms.listed(phrases)) if phrases else ""


def _share(about: About, role: str) -> str:
    """Return, in brackets, of how many of those counted something is stated."""
    if role in ("membership", "member") and about.starts:
        shares = {
            "known": forms.number(about.starts.known),
            "all": forms.number(about.starts.total),
        }
        if not about.starts.earliest:
            return " " + _("(start stated for %(known)s of %(all)s)", **shares)
        earliest = about.starts.earliest
        return " " + _(
            "(start stated for %(known)s of %(all)s, the earliest: %(date)s)",
            date=earliest,
            **shares,
        )
    if role == "commitment" and about.fulfilled:
        message = N_("(whether fulfilled is recorded for %(known)s of %(all)s)")
        return " " + _shared(message, about.fulfilled)
    return ""


def _shared(message: str, share: Share) -> str:
    known, total = forms.number(share.known), forms.number(share.total)
    return _(message, known=known, all=total, date=share.earliest)


def _size(about: About) -> str:
    if not about.stated_size:
        return ""
    number, date = about.stated_size
    if not date:
        return _("Number of members as stated by a source: %(number)s.", number=number)
    message = N_("Number of members as stated by a source: %(number)s (%(date)s).")
    return _(message, number=number, date=date)
