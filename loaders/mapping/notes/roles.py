"""Interprets the role of a member, signatory or listed place: words of the table → concepts."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The words of the table → concepts of the scheme ``role``. Brackets that say no more than the
# note does are part of the words, so that a new wording is reported and not guessed.
ROLES: dict[str, tuple[str, ...]] = {
    "access without fear policy": ("access-without-fear",),
    "accredited": ("accredited-member",),
    "adherent": ("adherent",),
    "appeal with other safe harbours": ("appeal-signatory",),
    "associate member (phase 1)": ("associate-member",),
    "board representative": ("board-representative",),
    "Borough of Sanctuary commitment": ("borough-of-sanctuary",),
    "C4i/ICC participant": ("project-city",),
    "Certified Welcoming place": ("certified-place",),
    "chair": ("chair",),
    "city analysed with the ICC Index": ("index-city",),
    "City of Sanctuary": ("city-of-sanctuary",),
    "City of Sanctuary resolution 1985": ("council-resolution", "city-of-sanctuary"),
    "co-founder": ("co-founder",),
    "community group": ("community-group",),
    "coordinator": ("coordinator",),
    "council motion": ("motion-adopted",),
    "council resolution of support": ("council-resolution",),
    "declared safe harbour": ("declared-safe-harbour",),
    "declared safe harbour (appeal on sea rescue)": ("declared-safe-harbour",),
    "declared solidarity": ("declared-solidarity",),
    "decree 1989": ("council-resolution",),
    "district declared solidarity": ("declared-solidarity",),
    "early adherent": ("early-adherent",),
    "featured city (profile)": ("featured-city",),
    "first City of Sanctuary": ("city-of-sanctuary",),
    "first Council of Sanctuary award": ("borough-of-sanctuary",),
    "first presidency": ("president",),
    "first signatory": ("first-signatory",),
    "former member": ("former-member",),
    "founding city": ("founding-city",),
    "founding city (associate in phase 1)": ("founding-city", "associate-member"),
    "founding member": ("founding-member",),
    "founding participant": ("founding-participant",),
    "grantee (children and caregivers)": ("grantee",),
    "grantee (inclusive pandemic response)": ("grantee",),
    "hospitable municipality": ("hospitable-municipality",),
    "host city": ("host-city",),
    "host of administrative secretariat": ("secretariat",),
    "host of the criteria meeting": ("host-city",),
    "host of the first meeting": ("host-city",),
    "initiator": ("initiator",),
    "lead partner": ("lead-partner",),
    "leadership board": ("leadership-board-member",),
    "leadership board (at launch)": ("leadership-board-member",),
    "letter to the federal government offering reception": ("reception-offer",),
    "listed as safe harbour (mayor support, no additional reception promised)": (
        "potential-safe-harbour",
    ),
    "listed as sanctuary city": ("listed-sanctuary-city",),
    "listed as sanctuary county": ("listed-sanctuary-county",),
    "listed as sanctuary state": ("listed-sanctuary-state",),
    "local authority network member": ("network-member",),
    "local group": ("local-group",),
    "local group (apologies sent)": ("local-group",),
    "local initiative": ("local-initiative",),
    "meeting participant": ("meeting-participant",),
    "member": ("member",),
    "member (145th)": ("member",),
    "member (153rd)": ("member",),
    "member (admitted)": ("admitted-member",),
    "member (among the first)": ("member",),
    "member (city of refuge)": ("city-of-refuge",),
    "member (coordinator for NRW)": ("member", "coordinator"),
    "member (council to decide)": ("member",),
    "member (expelled)": ("expelled-member",),
    "member (first district)": ("member",),
    "member (first in Sweden)": ("member",),
    "member (intermunicipal body)": ("member",),
    "member (island council)": ("member",),
    "member (joined during the first public event)": ("member",),
    "member (present at the 2024 meeting)": ("member",),
    "member (presides)": ("presiding-member",),
    "member (recently joined in November 2017)": ("member",),
    "member (seat)": ("member", "seat"),
    "member (welcomed at the seventh meeting)": ("member",),
    "member of the coalition of willing municipalities": ("coalition-member",),
    "member of the coalition of willing municipalities (hundredth)": ("coalition-member",),
    "member of the network, ICC member through it": ("network-member",),
    "member, vice-president (2013)": ("member", "vice-president"),
    "motion adopted": ("motion-adopted",),
    "motion adopted (first)": ("motion-adopted",),
    "motion adopted (ninth)": ("motion-adopted",),
    "named as coordinator by Moving Cities only": ("coordinator",),
    "named as could-be safe harbour": ("potential-safe-harbour",),
    "network city": ("network-member",),
    "participant": ("participant",),
    "partner": ("partner",),
    "phase 1 city": ("phase-1-city",),
    "phase 2 city": ("phase-2-city",),
    "pilot member": ("pilot-member",),
    "accredited as Committed January 2020": ("accredited-member",),
    "pilot municipality": ("pilot-municipality",),
    "place of signature": ("place-of-signature",),
    "postulate sanctuary city / safe harbour accepted": ("council-resolution",),
    "project city (inclusive integration approach in Finland)": ("project-city",),
    "promoting city": ("promoting-city",),
    "recognised as Ciudad Solidaria": ("recognised-solidarity-city",),
    "recognised as Ciudad Solidaria (first)": ("recognised-solidarity-city",),
    "Refugee Welcome Zone": ("refugee-welcome-zone",),
    "Refugee Welcome Zone (profile in the series)": ("refugee-welcome-zone",),
    "reporting member city": ("reporting-member",),
    "represented at the board meeting": ("board-representative",),
    "sanctuary city motion": ("sanctuary-motion",),
    "sanctuary city motion (first in Canada)": ("sanctuary-motion",),
    "seat and founding meeting city": ("seat", "founding-participant"),
    "second City of Sanctuary": ("city-of-sanctuary",),
    "second presidency": ("president",),
    "signatory": ("signatory",),
    "signatory (announced)": ("signatory",),
    "signatory (mayor)": ("mayor-signatory",),
    "signed the Easter appeal": ("appeal-signatory",),
    "state ready for additional reception": ("reception-offer",),
    "steering committee 2025-2029": ("steering-committee-member",),
    "took part in drafting": ("drafter",),
    "Town of Sanctuary resolution": ("council-resolution", "town-of-sanctuary"),
    "working group": ("local-group",),
    "working group member (phase 1)": ("working-group-member",),
}
# Words of a role that are a status (scheme ``status``) rather than a role.
STATUSES = {
    "former member": "ended",
    "member (council to decide)": "announced",
    "member (expelled)": "expelled",
    "named as coordinator by Moving Cities only": "contested",
    "named as could-be safe harbour": "unknown",
    "signatory (announced)": "announced",
}
# Words of a role that hold a date of their own: a phase of the membership.
DATED = re.compile(
    r"^(?:(?P<label>steering committee|City of Sanctuary resolution|decree|"
    r"accredited as Committed) (?P<when>(?:January )?\d{4}(?:-\d{4})?)|"
    r"member, (?P<office>vice-president) \((?P<year>\d{4})\))$"
)


@dataclass(frozen=True)
class RolePhase:
    """A dated stretch named in a role: its words and its date as written."""

    label: str
    when: str


@dataclass(frozen=True)
class Roles:
    """The roles of a row, its status ('' when none), its dated phases, the words not understood."""

    concepts: tuple[str, ...]
    status: str = ""
    phases: tuple[RolePhase, ...] = ()
    unknown: tuple[str, ...] = ()


def read_roles(text: str) -> Roles:
    """Interpret a role column: one or more roles between semicolons."""
    concepts: list[str] = []
    phases: list[RolePhase] = []
    unknown: list[str] = []
    status = ""
    for part in filter(None, (part.strip() for part in text.split(";"))):
        concepts += ROLES.get(part, ())
        unknown += [] if part in ROLES else [part]
        status = STATUSES.get(part, status)
        if match := DATED.match(part):
            phases.append(
                RolePhase(match["label"] or match["office"], match["when"] or match["year"])
            )
    return Roles(tuple(dict.fromkeys(concepts)), status, tuple(phases), tuple(unknown))
