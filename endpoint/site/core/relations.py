"""The one table of what lists are narrowed by and show: each a name, words and a pattern.

A pattern is SPARQL in the variables ``?thing`` (of the list) and ``?value``; where it is dated, the
variable named in ``tie`` holds the dates. Page, CSV, GeoJSON and the query that people take along
are all made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from endpoint.languages.speaking import N_
from loaders.kinds import Kind

Bucket = tuple[str, int, int]  # its key, the least and the greatest whole number in it
PERIODS: tuple[Bucket, ...] = (
    ("to-1999", 0, 1999),
    ("2000-2009", 2000, 2009),
    ("2010-2014", 2010, 2014),
    ("2015-2019", 2015, 2019),
    ("2020-2024", 2020, 2024),
    ("from-2025", 2025, 9999),
)
SIZES: tuple[Bucket, ...] = (
    ("small", 0, 49_999),
    ("medium", 50_000, 249_999),
    ("large", 250_000, 999_999),
    ("metropolis", 1_000_000, 9_999_999_999),
)


@dataclass(frozen=True)
class Relation:
    """What the things of a list have to do with: ``scheme`` is the kind of its values.

    ``buckets`` put numbers into classes. ``happens`` says that what it dates counts from the day it
    happened on, not while it lasts.
    """

    name: str
    heading: str
    pattern: str
    scheme: str = ""
    tie: str = ""
    buckets: tuple[Bucket, ...] = ()
    happens: bool = False

    @property
    def own(self) -> bool:
        """Tell whether it is about the dates of the thing itself."""
        return self.tie == "thing"


@dataclass(frozen=True)
class Declared:
    """What a list offers: facets, and the relation that says what a time is about.

    ``located`` tells how the places of its things are found, '' where they have none.
    """

    facets: tuple[Relation, ...] = ()
    living: Relation | None = None
    located: str = ""

    @property
    def past(self) -> bool:
        """Tell whether things count from the day they happened on, not while they last."""
        return self.living is not None and self.living.happens


def of_property(name: str, property_: str, heading: str, scheme: str = "") -> Relation:
    """Return the relation to the values of a property."""
    return Relation(name, heading, f"?thing {property_} ?value .", scheme or name)


def by_tie(name: str, heading: str, class_: str, to: str, property_: str) -> Relation:
    """Return the relation to what dated ties of a class, which lead to the thing, lead to."""
    pattern = f"?tie a {class_} ; {to} ?thing ; {property_} ?value ."
    return Relation(name, heading, pattern, name, "tie")


COUNTRY = of_property("country", "urb:inCountry", N_("Country"))
PERIOD = Relation("period", N_("Period"), "?thing urb:startYear ?value .", buckets=PERIODS)
OWN = Relation("dates", N_("Date"), "", tie="thing")
HAPPENED = replace(OWN, happens=True)
NETWORK = of_property("network", "org:organization", N_("Network"))
CHARTER = of_property("charter", "urb:charter", N_("Charter"))
MEMBERSHIP, SIGNATURE, PRACTICE = "urb:Membership", "urb:Signature", "urb:Practice"
NETWORKS = by_tie(
    "network", N_("Network"), MEMBERSHIP, "org:member/urb:governs", "org:organization"
)
MEMBER_OF = by_tie("network", N_("Network"), MEMBERSHIP, "org:member", "org:organization")
PLACE = (
    replace(COUNTRY, pattern="?thing urb:country ?value ."),
    NETWORKS,
    by_tie("theme", N_("Theme of a practice"), PRACTICE, "urb:place", "urb:theme"),
    replace(
        by_tie("type", N_("Type of practice"), PRACTICE, "urb:place", "urb:practiceType"),
        scheme="practice-type",
    ),
    by_tie("charter", N_("Charter signed"), SIGNATURE, "urb:signatory/urb:governs", "urb:charter"),
    by_tie("list", N_("List"), "urb:Designation", "urb:place", "urb:designatedIn"),
    Relation("size", N_("Size of place"), "?thing urb:population ?value .", buckets=SIZES),
)
SIGNED = by_tie("charter", N_("Charter signed"), SIGNATURE, "urb:signatory", "urb:charter")
ACTOR_TYPE = of_property("type", "urb:actorType", N_("Type of actor"), "actor-type")
NETWORK_TYPE = of_property("type", "urb:networkType", N_("Type of network"), "network-type")
STATUS = of_property("status", "urb:status", N_("Status"))

DECLARED: Mapping[str, Declared] = {
    "city": Declared(PLACE, NETWORKS, "self"),
    "place": Declared(
        (of_property("placekind", "urb:placeKind", N_("Kind of place"), "place-kind"), *PLACE),
        NETWORKS,
        "self",
    ),
    "country": Declared(),
    "network": Declared(
        (NETWORK_TYPE, of_property("country", "urb:scope", N_("Country")), PERIOD), OWN
    ),
    "list": Declared((NETWORK_TYPE,)),
    "practice": Declared(
        (
            COUNTRY,
            of_property("type", "urb:practiceType", N_("Type of practice"), "practice-type"),
            of_property("theme", "urb:theme", N_("Theme of a practice")),
            of_property("dimension", "urb:dimension", N_("Dimension of municipal action")),
            STATUS,
            PERIOD,
        ),
        OWN,
        "?thing urb:place ?value .",
    ),
    "charter": Declared(
        (
            of_property("type", "urb:charterType", N_("Type of charter"), "charter-type"),
            COUNTRY,
            PERIOD,
        ),
        HAPPENED,
        "?thing urb:place ?value .",
    ),
    "organisation": Declared(
        (ACTOR_TYPE, COUNTRY, MEMBER_OF), MEMBER_OF, "?thing urb:place ?value ."
    ),
    "government": Declared((COUNTRY, MEMBER_OF, SIGNED), MEMBER_OF, "?thing urb:governs ?value ."),
    "event": Declared(
        (of_property("type", "urb:eventType", N_("Type of event"), "event-type"), COUNTRY, PERIOD),
        HAPPENED,
        "?thing urb:place ?value .",
    ),
    "publication": Declared(
        (
            of_property(
                "type", "urb:publicationType", N_("Type of publication"), "publication-type"
            ),
            PERIOD,
        ),
        HAPPENED,
    ),
    "membership": Declared(
        (NETWORK, COUNTRY, of_property("role", "org:role", N_("Role")), PERIOD),
        OWN,
        "?thing urb:place ?value .",
    ),
    "designation": Declared(
        (of_property("list", "urb:designatedIn", N_("List")), COUNTRY, PERIOD),
        OWN,
        "?thing urb:place ?value .",
    ),
    "signature": Declared((CHARTER, COUNTRY, PERIOD), HAPPENED, "?thing urb:place ?value ."),
    "act": Declared(
        (
            of_property("type", "urb:actType", N_("Type of act"), "act-type"),
            of_property("role", "urb:role", N_("Role")),
            COUNTRY,
            PERIOD,
        ),
        HAPPENED,
        "?thing urb:place ?value .",
    ),
    "commitment": Declared(
        (
            of_property("demand", "urb:demand", N_("Demand"), "safe-harbour-demand"),
            of_property("state", "urb:commitmentState", N_("State"), "commitment-state"),
            COUNTRY,
        ),
        located="?thing urb:place ?value .",
    ),
    "figure": Declared((of_property("measure", "urb:measure", N_("What is counted")),)),
    "assessment": Declared(
        (
            of_property("study", "urb:study", N_("Study"), "publication"),
            of_property("class", "urb:assessedAs", N_("Assessed as"), "dimension"),
        ),
        located="?thing urb:assesses ?value .",
    ),
    "tenure": Declared(
        (of_property("office", "urb:office", N_("Office"), "role"), COUNTRY),
        OWN,
        "?thing urb:place ?value .",
    ),
}
PRACTICES = Relation("", "", "?value a urb:Practice ; urb:place ?thing .", tie="value")
# What points to a thing of a list and is counted in a column.
COUNTED: Mapping[tuple[str, str], Relation] = {
    ("city", "urb:inNetwork"): NETWORKS,
    ("place", "urb:inNetwork"): NETWORKS,
    ("city", "practice"): Relation(
        "", "", "?value a urb:Practice ; urb:place ?thing .", tie="value"
    ),
    ("place", "practice"): Relation(
        "", "", "?value a urb:Practice ; urb:place ?thing .", tie="value"
    ),
    ("network", "membership"): Relation(
        "", "", "?value a urb:Membership ; org:organization ?thing .", tie="value"
    ),
    ("list", "designation"): Relation(
        "", "", "?value a urb:Designation ; urb:designatedIn ?thing .", tie="value"
    ),
    ("charter", "signature"): Relation(
        "", "", "?value a urb:Signature ; urb:charter ?thing .", tie="value"
    ),
}


@dataclass(frozen=True)
class Column:
    """A column of a list: values of a property, or how many things there are to a row.

    ``property_`` is a prefixed name, '' for a count.
    """

    relation: Relation
    property_: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether it counts."""
        return not self.property_


def declared(kind: Kind) -> Declared:
    """Return what the list of a kind offers; a kind that the table does not name has no facets."""
    return DECLARED.get(kind.key, Declared())


def facet_of(kind: str, property_: str) -> str:
    """Return the facet that narrows a list to what points to a thing by a property, '' for none."""
    offered = DECLARED.get(kind, Declared()).facets
    pattern = f"?thing {property_} ?value ."
    return next((one.name for one in offered if one.pattern == pattern and not one.tie), "")


def columns(kind: Kind) -> tuple[Column, ...]:
    """Return the columns of a list: what the kind shows, then what it counts."""
    shown = [
        Column(of_property(name, property_, ""), property_)
        for name, property_ in variables(kind).items()
    ]
    return (*shown, *(Column(_counted(kind, key, heading)) for key, heading in kind.counted))


def variables(kind: Kind) -> dict[str, str]:
    """Return the properties of the columns by variable: ``practiceType`` for ``urb:practiceType``.

    A second property of the same name has its prefix before it: ``urbRole`` beside ``role``.
    """
    found: dict[str, str] = {}
    for name in kind.shown:
        prefix, _, local = name.rpartition(":")
        if name != "rdfs:label":
            found[f"{prefix}{local[0].upper()}{local[1:]}" if local in found else local] = name
    return found


def _counted(kind: Kind, key: str, heading: str) -> Relation:
    first, *rest = heading.split()
    name = first + "".join(word.capitalize() for word in rest)
    if (kind.key, key) in COUNTED:
        return replace(COUNTED[kind.key, key], name=name, heading=heading)
    if ":" in key:
        return Relation(name, heading, f"?thing {key} ?value .")
    pattern = f'?value ?link ?thing . FILTER(STRSTARTS(STR(?value), CONCAT(STR(<id/>), "{key}/")))'
    return Relation(name, heading, pattern)
