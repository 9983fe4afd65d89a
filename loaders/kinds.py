"""The one table of kinds of things: key, class, family, names for people, and what lists show.

A kind is what stands in an IRI after ``id/``. What a program knows of a kind it reads here; adding
a kind is a row here, a class and a shape, a mapper, and a table in ``data/sources/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Family = Literal["", "place", "actor"]


@dataclass(frozen=True)
class Kind:
    """A kind of thing as in ``id/{key}/…``, its class, and what people call it.

    ``family`` says whether things of it are places or actors.  ``main`` kinds have a list that the
    site offers; ``part`` kinds have no life of their own: they are shown on the page of what they
    belong to and are part of its description; kinds that are not ``listed`` have no list at all.
    ``country``: the registry keeps a country with each key; kinds that are not
    ``registered`` have keys made from what they belong to.  ``columns`` names the properties
    that a table of such things shows, in this order, ``leading`` the one it begins with on the page
    of a place; ``counted`` names the kinds that point to a row, or properties of it whose values
    count, with the heading of the count.
    """

    key: str
    class_: str
    singular: str
    plural: str
    about: str = ""
    family: Family = ""
    main: bool = False
    part: bool = False
    listed: bool = True
    country: bool = False
    registered: bool = True
    columns: str = ""
    leading: str = ""
    counted: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the columns of a table of such things, as prefixed names."""
        return tuple(self.columns.split())


# In the order of the pages.
KINDS = (
    Kind(
        "city",
        "urb:City",
        "city",
        "cities",
        about="Cities, towns and municipalities.",
        family="place",
        main=True,
        country=True,
        columns="urb:country",
        counted=(("urb:inNetwork", "networks"), ("practice", "practices")),
    ),
    Kind(
        "network",
        "urb:Network",
        "network",
        "networks",
        about="Associations that cities, governments or groups belong to.",
        family="actor",
        main=True,
        columns="urb:networkType urb:founded urb:scopeText",
        counted=(("membership", "members listed"), ("act", "acts listed")),
    ),
    Kind(
        "practice",
        "urb:Practice",
        "practice",
        "practices",
        about="What is done in a place for and with migrants and refugees.",
        main=True,
        columns="urb:place urb:practiceType urb:theme urb:start urb:end urb:status",
    ),
    Kind(
        "charter",
        "urb:Charter",
        "charter",
        "charters",
        about="Texts that cities and organisations adopt or sign.",
        main=True,
        columns="urb:charterType urb:date urb:place urb:adoptedBy",
        counted=(("signature", "signatures listed"),),
    ),
    Kind(
        "organisation",
        "urb:Organisation",
        "organisation",
        "organisations",
        about="Civil society, foundations and international bodies.",
        family="actor",
        main=True,
        columns="urb:actorType urb:place urb:country",
    ),
    Kind(
        "event",
        "urb:Event",
        "event",
        "events",
        about="Meetings, launches and campaigns.",
        main=True,
        columns="urb:start urb:end urb:place urb:placeText urb:organiser",
    ),
    Kind(
        "publication",
        "urb:Publication",
        "publication",
        "publications",
        about="Reports, articles and cited web pages.",
        main=True,
        columns="urb:publicationType dcterms:creator urb:authorText urb:date",
    ),
    Kind(
        "list",
        "urb:List",
        "list",
        "lists",
        about="Places named together by somebody else, often contested.",
        main=True,
        columns="urb:networkType urb:founded urb:scopeText",
        counted=(("designation", "places listed"),),
    ),
    Kind(
        "country",
        "urb:Country",
        "country",
        "countries",
        about="Countries.",
        main=True,
        country=True,
        counted=(("city", "cities"), ("place", "other places")),
    ),
    Kind(
        "place",
        "urb:Place",
        "place",
        "other places",
        about="Counties, states, cantons, boroughs, districts and unions of municipalities.",
        family="place",
        main=True,
        country=True,
        columns="urb:placeKind urb:country",
        counted=(("urb:inNetwork", "networks"), ("practice", "practices")),
    ),
    Kind(
        "person",
        "urb:Person",
        "person",
        "people",
        about="Public office and authorship only.",
        family="actor",
        main=True,
        columns="urb:statedRole urb:affiliation urb:affiliationText",
        counted=(("publication", "publications"),),
    ),
    Kind(
        "conflict",
        "urb:Conflict",
        "conflict",
        "conflicts",
        about="Matters on which sources say different things; all are kept.",
        main=True,
        columns="urb:about",
    ),
    Kind(
        "government",
        "urb:Government",
        "government",
        "governments",
        about="The authorities that govern places and act in their name.",
        family="actor",
        main=True,
        country=True,
        columns="urb:governs",
    ),
    Kind(
        "membership",
        "urb:Membership",
        "membership",
        "memberships",
        about="A government or organisation belonging to a network, dated.",
        part=True,
        country=True,
        columns=(
            "org:member org:organization urb:place org:role urb:role urb:statedRole "
            "urb:start urb:end urb:dateText urb:status"
        ),
        leading="org:organization",
    ),
    Kind(
        "designation",
        "urb:Designation",
        "designation",
        "designations",
        about="A place standing on a list drawn up by others.",
        part=True,
        country=True,
        columns=(
            "urb:designates urb:designatedIn urb:statedRole urb:policyBasis urb:tagline "
            "urb:date urb:start urb:end urb:status"
        ),
    ),
    Kind(
        "signature",
        "urb:Signature",
        "signature",
        "signatures",
        about="Who signed which charter.",
        part=True,
        country=True,
        columns=(
            "urb:signatory urb:charter urb:place urb:role urb:date urb:start urb:end urb:dateText"
        ),
        leading="urb:charter",
    ),
    Kind(
        "act",
        "urb:Act",
        "act",
        "acts",
        about="Offers, declarations, protests, motions, grants and the like.",
        part=True,
        country=True,
        columns=(
            "urb:actor urb:actType urb:addressee urb:framework urb:work urb:event urb:statedRole "
            "urb:date urb:start urb:end urb:status"
        ),
        leading="urb:framework",
    ),
    Kind(
        "commitment",
        "urb:Commitment",
        "commitment",
        "commitments",
        about="What a government declared to do, and whether it was done.",
        part=True,
        columns=(
            "urb:committedBy urb:demand urb:commitmentState urb:declared urb:fulfilled urb:date"
        ),
        registered=False,
    ),
    Kind(
        "phase",
        "urb:Phase",
        "phase",
        "phases",
        about="Dated stretches and steps of practices.",
        part=True,
        columns="rdfs:label urb:date urb:start urb:end urb:dateText urb:status",
        registered=False,
    ),
    Kind(
        "figure",
        "urb:Figure",
        "figure",
        "figures",
        about="Numbers as a source states them, on a date.",
        part=True,
        columns="urb:measure urb:value urb:date urb:about urb:statedText urb:statedBy",
        registered=False,
    ),
    Kind(
        "tenure",
        "urb:Tenure",
        "tenure",
        "tenures",
        about="Dated offices of persons.",
        part=True,
        columns=(
            "urb:holder urb:office urb:statedRole org:organization urb:place urb:start urb:end"
        ),
        registered=False,
    ),
    Kind(
        "coverage",
        "urb:Coverage",
        "coverage",
        "coverage",
        about="How much is recorded of a network, list, country or class, and where we looked.",
        part=True,
        columns="urb:about urb:recordedCount urb:statedCount urb:completeness urb:dateRead",
        registered=False,
    ),
    Kind(
        "assessment",
        "urb:Assessment",
        "assessment",
        "assessments",
        about="A place in a class of a typology, by a study, in a period.",
        part=True,
        columns="urb:assesses urb:assessedAs urb:study urb:date urb:start urb:end urb:status",
        registered=False,
    ),
    Kind(
        "stated-value",
        "urb:StatedValue",
        "stated value",
        "stated values",
        part=True,
        listed=False,
        columns="urb:statedText urb:statedBy dcterms:source",
        registered=False,
    ),
    Kind(
        "stated-date",
        "urb:StatedDate",
        "stated date",
        "stated dates",
        part=True,
        listed=False,
        columns="urb:date urb:start urb:end urb:statedText urb:statedBy",
        registered=False,
    ),
    Kind(
        "charter-expression",
        "urb:CharterExpression",
        "text of a charter",
        "texts of charters",
        part=True,
        listed=False,
        columns="rdfs:label dcterms:language urb:website",
        registered=False,
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}
LISTED = tuple(kind for kind in KINDS if kind.listed)
PARTS = frozenset(kind.key for kind in KINDS if kind.part)
PLACES = tuple(kind.key for kind in KINDS if kind.family == "place")
ACTORS = tuple(kind.key for kind in KINDS if kind.family == "actor")
WITH_COUNTRY = frozenset(kind.key for kind in KINDS if kind.country)
# What a statement may be about by itself: everything that is not part of something else.
THINGS = tuple(kind.key for kind in KINDS if not kind.part)


def kind(key: str) -> Kind:
    """Return the kind of a key; one that the table does not know has nothing but its name."""
    return BY_KEY.get(key) or Kind(key, "", key.replace("-", " "), key.replace("-", " "))


def kind_in(iri: str, start: str) -> str:
    """Return the kind in an IRI that begins with ``start`` (``{base}id/``), else ''.

    ``{base}id/city/palermo`` gives ``city``; an IRI of somebody else gives ''.
    """
    found, slash, _ = iri[len(start) :].partition("/") if iri.startswith(start) else ("", "", "")
    return found if slash else ""
