"""The sections and fields of the report template, and what each says in the graph.

This table is the one place that knows them: the templates, the readers, the mapping and the
documentation are made from it.
"""

from __future__ import annotations

from loaders import kinds
from loaders.reports.structured.common import (
    ACTORS,
    COMMON,
    DATES,
    DESCRIPTION,
    KEY,
    NAME,
    OTHER_NAMES,
    PLACES,
    STATED_BY,
    STATED_ROLE,
    STATUS,
    TEXT,
    WEBSITE,
    concept,
    date,
    place,
    role,
)
from loaders.reports.structured.schema import Field, Section

TEMPLATE = "city-report/1"
HEAD = Section(
    "report", "Report", "What the report is", "publication", ("urb:Publication",),
    (
        Field("template", "choice", "", "leave as it is", (TEMPLATE,), required=True),
        KEY,
        Field("title", "name", "rdfs:label", "the title of the report", required=True),
        Field("city", "thing", "urb:about", "key or name of the city", PLACES, required=True),
        Field("authors", "thing", "dcterms:creator", "names, separated by ;",
              ("person", "organisation"), many=True, spare="urb:authorText"),
        Field("publisher", "thing", "dcterms:publisher", "who published it", ACTORS,
              spare="urb:publisherText"),
        Field("date", "date", "urb:date", "as 2019, 2019-06 or 2019-06-12", required=True),
        Field("licence", "web", "dcterms:license", "address of the licence", required=True),
        Field("language", "language", "dcterms:language", "two letters: en, de …", required=True),
        Field("website", "web", "urb:website", "where it was published", many=True),
        Field("doi", "identifier", "bibo:doi", "such as 10.1000/182", ("doi",)),
        DESCRIPTION,
        Field("note", "text", "skos:note", "a remark that is kept"),
    ),
)  # fmt: skip

FACTS = Section(
    "facts", "Facts", "What the city, and other places, are", "place", (),
    (
        Field("place", "thing", "", "key or name of the place", PLACES, default="city"),
        Field("kind", "choice", "", "city or place, for a place that is new", ("city", "place")),
        Field("name", "name", "rdfs:label", "the name, for a place that is new"),
        OTHER_NAMES,
        concept("place_kind", "place-kind", "urb:placeKind"),
        Field("country", "thing", "urb:country", "ISO code or name", ("country",)),
        Field("part_of", "thing", "dcterms:isPartOf", "the larger place", PLACES),
        Field("latitude", "latitude", "wgs:lat", "degrees north, with a point"),
        Field("longitude", "longitude", "wgs:long", "degrees east, with a point"),
        Field("geonames", "identifier", "urb:geonamesId", "number in GeoNames (the settlement)",
              ("geonames",)),
        Field("wikidata", "identifier", "urb:wikidataId", "item such as Q2656", ("wikidata",)),
        Field("lau", "identifier", "urb:lauCode", "LAU code with country, such as IT_082053",
              ("lau",)),
        Field("nuts3", "identifier", "urb:nuts3", "NUTS 3 code such as ITG12", ("nuts3",)),
        Field("fips", "identifier", "urb:fipsCode", "FIPS code of a US county", ("fips",)),
        Field("seat_geonames", "identifier", "urb:seatGeonamesId", "number of the seat in GeoNames",
              ("number",)),
        Field("matched_name", "text", "urb:matchedName", "name of the matched settlement"),
        concept("link_means", "link-meaning", "urb:linkMeans"),
        Field("identifier_basis", "text", "urb:identifierBasis", "where the identifiers are from"),
        Field("tagline", "tagged", "urb:tagline", "a few words that characterise it"),
        Field("government", "thing", "urb:government", "its government", ("government",)),
        DESCRIPTION,
        *COMMON,
    ),
)  # fmt: skip

ACTORS_SECTION = Section(
    "actors", "Actors", "Governments, organisations, networks, lists and persons in public roles",
    "organisation", (),
    (
        KEY,
        Field("kind", "choice", "", "government, organisation, network, list or person",
              ("government", "organisation", "network", "list", "person"), required=True),
        NAME,
        OTHER_NAMES,
        Field("actor_type", "concept", "urb:actorType", "a concept of actor-type",
              ("actor-type",), many=True, only=("government", "organisation", "network", "person")),
        Field("network_type", "concept", "urb:networkType", "a concept of network-type",
              ("network-type",), many=True, only=("network", "list")),
        Field("place", "thing", "urb:place", "key or name of a place", PLACES,
              spare="urb:placeText"),
        Field("governs", "thing", "urb:governs", "the place a government governs", PLACES,
              only=("government",)),
        date("founded"),
        Field("founders", "thing", "urb:founder", "names or keys", ACTORS, many=True,
              spare="urb:founderText"),
        Field("scope", "text", "urb:scopeText", "where it works, in words"),
        Field("scope_place", "thing", "urb:scope", "where it works, as a country or place", PLACES,
              many=True),
        Field("part_of", "thing", "urb:partOfNetwork", "the larger network", ("network",),
              only=("network",)),
        Field("charter", "thing", "urb:charter", "the charter a network follows", ("charter",),
              many=True, only=("network",)),
        Field("affiliation", "thing", "urb:affiliation", "of a person",
              ("government", "organisation", "network"), many=True,
              spare="urb:affiliationText", only=("person",)),
        role("urb:role", "office"), STATED_ROLE, STATUS, WEBSITE,
        Field("wikidata", "identifier", "urb:wikidataId", "item such as Q2656", ("wikidata",)),
        Field("geonames", "identifier", "urb:geonamesId", "of a government: its area in GeoNames",
              ("geonames",), only=("government",)),
        Field("lau", "identifier", "urb:lauCode", "of a government: LAU code", ("lau",),
              only=("government",)),
        Field("different_from", "thing", "owl:differentFrom", "what it is often confused with",
              (*ACTORS, "list"), many=True),
        DESCRIPTION,
        *COMMON,
    ),
)  # fmt: skip

PRACTICES = Section(
    "practices", "Practices", "What is done for and with migrants and refugees",
    "practice", ("urb:Practice",),
    (
        KEY, NAME, OTHER_NAMES, place(), DESCRIPTION,
        concept("theme", "theme", many=True),
        concept("dimension", "dimension", many=True),
        concept("practice_type", "practice-type", "urb:practiceType", many=True),
        concept("municipal_id_type", "municipal-id-type", "urb:municipalIdType"),
        concept("policy_basis", "policy-basis", "urb:policyBasis", many=True),
        Field("actors", "thing", "urb:actor", "names or keys of actors", ACTORS, many=True,
              spare="urb:actorText"),
        Field("charter", "thing", "urb:charter", "the charter it follows", ("charter",), many=True),
        Field("place_text", "text", "urb:placeText", "the place in the source's words"),
        STATUS, *DATES, WEBSITE, *COMMON,
    ),
)  # fmt: skip

PHASES = Section(
    "phases", "Phases", "Dated steps of a practice", "phase", ("urb:Phase",),
    (
        KEY,
        Field("practice", "thing", "^urb:hasPhase", "key or name", ("practice",), required=True),
        NAME, STATUS, *DATES, place(default=""), DESCRIPTION, *COMMON,
    ),
    ("practice", "name"),
)  # fmt: skip

CHARTERS = Section(
    "charters", "Charters", "Charters, declarations, resolutions", "charter", ("urb:Charter",),
    (
        KEY, NAME, OTHER_NAMES,
        concept("charter_type", "charter-type", "urb:charterType", many=True),
        Field("adopted_by", "thing", "urb:adoptedBy", "names or keys of actors", ACTORS, many=True,
              spare="urb:adoptedByText"),
        Field("place", "thing", "urb:place", "where it was adopted", PLACES, spare="urb:placeText"),
        *DATES, STATUS,
        Field("languages", "expression", "urb:hasExpression", "languages of the text: it; en",
              many=True),
        Field("related", "thing", "urb:relatedCharter", "other texts of the same line",
              ("charter",), many=True),
        WEBSITE, DESCRIPTION, *COMMON,
    ),
)  # fmt: skip

SIGNATURES = Section(
    "signatures", "Signatures", "Who signed or adopted a charter", "signature",
    ("urb:Signature",),
    (
        KEY,
        Field("charter", "thing", "urb:charter", "key or name", ("charter",), required=True),
        Field("signatory", "thing", "urb:signatory", "an actor; else the city's government", ACTORS,
              default="government"),
        place(), role("urb:role", "signature"), STATED_ROLE, *DATES, STATUS, *COMMON,
    ),
    ("charter", "signatory"),
)  # fmt: skip

COMMITMENTS = Section(
    "commitments", "Commitments", "What a government declared it would do", "commitment",
    ("urb:Commitment",),
    (
        KEY,
        Field("committed_by", "thing", "urb:committedBy", "a government; else the city's",
              ("government",), default="government"),
        Field("demand", "concept", "urb:demand", "a concept of demand", ("demand",), required=True),
        concept("state", "commitment-state", "urb:commitmentState"),
        concept("declared", "tri-state"), concept("fulfilled", "tri-state"),
        Field("charter", "thing", "urb:charter", "where it was declared", ("charter",)),
        place(default=""), *DATES, *COMMON,
    ),
    ("committed_by", "demand"),
)  # fmt: skip

MEMBERSHIPS = Section(
    "memberships", "Memberships", "Belonging to a network", "membership",
    ("urb:Membership",),
    (
        KEY,
        Field("network", "thing", "org:organization", "key or name", ("network",), required=True),
        Field("member", "thing", "org:member", "an actor; else the city's government",
              ("government", "organisation", "network"), default="government"),
        place(),
        role("org:role", "membership", "local-group"),
        STATED_ROLE, *DATES, STATUS, *COMMON,
    ),
    ("network", "member"),
)  # fmt: skip

ACTS = Section(
    "acts", "Acts", "What was declared, offered, adopted, granted, without joining anything", "act",
    ("urb:Act",),
    (
        KEY,
        Field("act_type", "concept", "urb:actType", "a concept of act-type", ("act-type",),
              required=True),
        Field("actor", "thing", "urb:actor", "who did it; else the city's government", ACTORS,
              many=True, spare="urb:actorText", default="government"),
        Field("addressee", "thing", "urb:addressee", "to whom it was done", ACTORS, many=True,
              spare="urb:addresseeText"),
        Field("framework", "thing", "urb:framework", "the campaign, programme or fund",
              ("network", "list")),
        Field("event", "thing", "urb:event", "the event at which it was done", ("event",)),
        Field("work", "thing", "urb:work", "the text it contributed to",
              ("charter", "publication")),
        Field("about", "thing", "urb:about", "what it is about",
              (*PLACES, *ACTORS, "list", "practice", "charter", "event"), many=True),
        place(), role("urb:role", "act"), STATED_ROLE, *DATES, STATUS, *COMMON,
    ),
    ("act_type", "actor"),
)  # fmt: skip

DESIGNATIONS = Section(
    "designations", "Designations", "Standing on a list that others drew up", "designation",
    ("urb:Designation",),
    (
        KEY,
        Field("list", "thing", "urb:designatedIn", "key or name", ("list",), required=True),
        Field("place", "thing", "urb:designates", "else the city of the report", PLACES,
              default="city"),
        role("urb:role", "designation"), STATED_ROLE,
        Field("tagline", "tagged", "urb:tagline", "a few words of the list, paraphrased"),
        *DATES, STATUS, *COMMON,
    ),
    ("list", "place"),
)  # fmt: skip

EVENTS = Section(
    "events", "Events", "Conferences, meetings, launches", "event", ("urb:Event",),
    (
        KEY, NAME, OTHER_NAMES, concept("event_type", "event-type", "urb:eventType", many=True),
        *DATES,
        Field("place", "thing", "urb:place", "where it took place", PLACES, spare="urb:placeText"),
        Field("organisers", "thing", "urb:organiser", "names or keys of actors", ACTORS, many=True,
              spare="urb:organiserText"),
        STATUS, WEBSITE, DESCRIPTION, *COMMON,
    ),
)  # fmt: skip

OFFICES = Section(
    "offices", "Offices", "Persons in public offices, dated", "tenure", ("urb:Tenure",),
    (
        KEY,
        Field("person", "thing", "urb:holder", "key or name", ("person",), required=True),
        Field("office", "concept", "urb:office", "a concept of role (office)", ("role#office",),
              required=True),
        Field("organisation", "thing", "org:organization", "else the city's government",
              ("government", "organisation", "network"), default="government"),
        place(default=""), STATED_ROLE, *DATES, *COMMON,
    ),
    ("person", "office"),
)  # fmt: skip

ASSESSMENTS = Section(
    "assessments", "Assessments", "Classes that a study put a place or other thing into",
    "assessment",
    ("urb:Assessment",),
    (
        KEY,
        Field("place", "thing", "urb:assesses", "what was assessed; else the city of the report",
              (*PLACES, "network", "list", "practice", "charter"), default="city"),
        Field("class", "concept", "urb:assessedAs", "a concept of a typology",
              ("ozdemir-type", "ozdemir-ecpr-type", "dimension"), required=True),
        Field("study", "thing", "urb:study", "key or title of a source", ("publication",),
              required=True),
        *DATES, *COMMON,
    ),
    ("study", "place", "class"),
)  # fmt: skip

FIGURES = Section(
    "figures", "Figures", "Numbers as a source states them", "figure", ("urb:Figure",),
    (
        KEY,
        Field("about", "thing", "urb:about", "what is counted of; else the city",
              (*PLACES, *ACTORS, "list", "practice", "charter", "event"), default="city"),
        Field("measure", "concept", "urb:measure", "a concept of measure", ("measure",),
              required=True),
        Field("value", "number", "urb:value", "the number, when it is one"),
        Field("min", "number", "urb:minValue", "the least"),
        Field("max", "number", "urb:maxValue", "the most"),
        concept("qualifier", "qualifier"),
        Field("unit", "text", "urb:unit", "what is counted"),
        *DATES, TEXT, STATED_BY, *COMMON,
    ),
    ("about", "measure"),
)  # fmt: skip

STATED_DATES = Section(
    "stated-dates", "Stated dates", "Dates about which sources disagree", "date",
    ("urb:StatedDate",),
    (
        Field("key", "key", "", "lower-case letters, digits and hyphens", required=True),
        Field("about", "thing", "urb:about", "what it dates; else the city",
              (*PLACES, *ACTORS, "list", "practice", "charter", "event"), default="city"),
        *DATES, TEXT, STATED_BY, *COMMON,
    ),
)  # fmt: skip

CONFLICTS = Section(
    "conflicts", "Conflicts", "Matters about which sources say different things",
    "conflict", ("urb:Conflict",),
    (
        KEY, Field("name", "name", "rdfs:label", "the matter", required=True),
        Field("about", "thing", "urb:about", "what it is about",
              (*PLACES, *ACTORS, "list", "practice", "charter", "event"), default="city"),
        Field("alternatives", "thing", "urb:alternative", "keys of figures and stated dates",
              ("figure", "date"), many=True, required=True),
        *COMMON,
    ),
)  # fmt: skip

SOURCES = Section(
    "sources", "Sources", "Publications that the report cites", "publication",
    ("urb:Publication",),
    (
        KEY,
        Field("title", "name", "rdfs:label", "the title", required=True),
        concept("publication_type", "publication-type", "urb:publicationType"),
        Field("authors", "thing", "dcterms:creator", "names, separated by ;",
              ("person", "organisation", "network", "government"), many=True,
              spare="urb:authorText"),
        Field("editors", "thing", "urb:editor", "names, separated by ;",
              ("person", "organisation"), many=True, spare="urb:editorText"),
        date("date"),
        Field("publisher", "thing", "dcterms:publisher", "who published it", ACTORS,
              spare="urb:publisherText"),
        Field("part_of", "thing", "dcterms:isPartOf", "key or title of the whole",
              ("publication",)),
        Field("pages", "text", "bibo:pages", "such as 12-34"),
        Field("doi", "identifier", "bibo:doi", "such as 10.1000/182", ("doi",)),
        WEBSITE,
        Field("language", "language", "dcterms:language", "two letters: en, de …"),
        Field("about", "thing", "urb:about", "places or actors it is about",
              (*PLACES, *ACTORS, "charter", "practice", "event"), many=True),
        Field("cites", "thing", "cito:cites", "keys or titles of works it cites",
              ("publication",), many=True),
        Field("disputes", "thing", "cito:disputes", "keys or titles of works it disagrees with",
              ("publication",), many=True),
        Field("translation_of", "thing", "urb:translationOf", "key or title of the original",
              ("publication",)),
        DESCRIPTION, COMMON[0], COMMON[1],
    ),
)  # fmt: skip


def _plain(kind: kinds.Kind) -> Section:
    """Return the section of a kind that needs no fields of its own."""
    return Section(
        kind.plural.replace(" ", "-"), kind.plural.capitalize(), kind.about, kind.key,
        (kind.class_,), (
            KEY, NAME, OTHER_NAMES, place(), *DATES, STATUS, DESCRIPTION, WEBSITE, *COMMON,
        ),
    )  # fmt: skip


_OWN = (
    FACTS, ACTORS_SECTION, PRACTICES, PHASES, CHARTERS, SIGNATURES, COMMITMENTS, MEMBERSHIPS,
    ACTS, DESIGNATIONS, EVENTS, OFFICES, ASSESSMENTS, FIGURES, STATED_DATES, CONFLICTS, SOURCES,
)  # fmt: skip
_SAID = {section.kind for section in _OWN} | {*PLACES, *ACTORS, "list"}
SECTIONS = (*_OWN, *(_plain(kind) for kind in kinds.KINDS if kind.main and kind.key not in _SAID))


def section(name: str) -> Section | None:
    """Return the section of a name or title, however it is written, or None."""
    wanted = "-".join(name.lower().split())
    known = (HEAD, *SECTIONS)
    return next((s for s in known if wanted in {s.name, "-".join(s.title.lower().split())}), None)
