"""The one declaration of all tables: which there are, of what things, with which columns.

Adding a column is a line here; files, metadata and pages follow.
"""

from __future__ import annotations

from loaders.release.tabular.columns import IDENTIFIERS, NAMES, NOTES, STATED, STAY, columns
from loaders.release.tabular.model import Table
from loaders.release.tabular.works import WORKS

TABLES = (
    Table(
        "cities",
        "Cities",
        "Cities, towns and municipalities, with their names in seven languages, where they are, "
        "and their identifiers elsewhere.",
        ("city",),
        columns(
            NAMES
            + """
            country thing urb:country
            place_kind thing urb:placeKind *
            government thing urb:government * =governments
            latitude decimal wgs:lat
            longitude decimal wgs:long
            population integer urb:population
            lau_code text urb:lauCode *
            iso_3166_2 text urb:subdivisionCode
            nuts3 text urb:nuts3 *
            """
            + IDENTIFIERS
            + "networks thing urb:inNetwork * =networks\nsigned thing urb:signed * =charters\n"
            + "note text skos:note *"
        ),
        place=".",
    ),
    Table(
        "places",
        "Other places",
        "Counties, states, cantons, boroughs, districts and unions of municipalities.",
        ("place",),
        columns(
            NAMES
            + """
            country thing urb:country
            place_kind thing urb:placeKind *
            part_of thing dcterms:isPartOf *
            government thing urb:government * =governments
            latitude decimal wgs:lat
            longitude decimal wgs:long
            lau_code text urb:lauCode *
            iso_3166_2 text urb:subdivisionCode
            nuts3 text urb:nuts3 *
            fips_code text urb:fipsCode *
            """
            + IDENTIFIERS
            + "networks thing urb:inNetwork * =networks\nnote text skos:note *"
        ),
        place=".",
    ),
    Table(
        "governments",
        "Governments",
        "The authorities that govern places and act in their name.",
        ("government",),
        columns(
            NAMES
            + """
            place thing urb:governs *
            country thing urb:inCountry
            actor_type thing urb:actorType *
            geonames_id text urb:geonamesId *
            member_of thing org:memberOf * =networks
            """
        ),
        place="urb:governs",
    ),
    Table(
        "memberships",
        "Memberships",
        "Governments and organisations belonging to networks, with role and dates.",
        ("membership",),
        columns(
            """
            label text rdfs:label
            member thing org:member *
            network thing org:organization * =networks
            place thing urb:place *
            country thing urb:inCountry *
            role thing org:role *
            """
            + STATED
            + STAY
            + "date date urb:date\n"
            + NOTES
        ),
        place="urb:place",
    ),
    Table(
        "designations",
        "Designations",
        "Places standing on lists drawn up by others, often contested.",
        ("designation",),
        columns(
            """
            label text rdfs:label
            place thing urb:designates *
            list thing urb:designatedIn *
            country thing urb:inCountry *
            policy_basis thing urb:policyBasis *
            """
            + STATED
            + STAY
            + "date date urb:date\n"
            + NOTES
        ),
        place="urb:designates",
    ),
    Table(
        "networks",
        "Networks and lists",
        "Associations that places or their governments belong to, and lists made by others.",
        ("network", "list"),
        columns(
            NAMES
            + """
            network_type thing urb:networkType *
            founded date urb:founded
            end date urb:end
            founder thing urb:founder *
            founder_text text urb:founderText *
            scope thing urb:scope *
            scope_text text urb:scopeText *
            members_recorded integer urb:memberCount
            part_of thing urb:partOfNetwork * =networks
            website address urb:website *
            """
            + NOTES
        ),
    ),
    Table(
        "practices",
        "Practices",
        "What is done in a place for and with migrants and refugees.",
        ("practice",),
        columns(
            NAMES
            + """
            place thing urb:place *
            country thing urb:inCountry *
            practice_type thing urb:practiceType *
            theme thing urb:theme *
            dimension thing urb:dimension *
            actor thing urb:actor *
            actor_text text urb:actorText *
            """
            + STAY
            + NOTES
        ),
        place="urb:place",
    ),
    Table(
        "acts",
        "Acts",
        "Offers, declarations, protests, motions, grants and the like.",
        ("act",),
        columns(
            """
            label text rdfs:label
            act_type thing urb:actType *
            actor thing urb:actor *
            addressee thing urb:addressee *
            framework thing urb:framework *
            work thing urb:work *
            event thing urb:event * =events
            place thing urb:place *
            country thing urb:inCountry *
            role thing urb:role *
            date date urb:date
            start date urb:start
            """
            + STATED
            + NOTES
        ),
        place="urb:place",
    ),
    Table(
        "commitments",
        "Commitments",
        "What governments declared to do, and whether it was done.",
        ("commitment",),
        columns(
            """
            label text rdfs:label
            government thing urb:committedBy * =governments
            demand thing urb:demand *
            state thing urb:commitmentState *
            declared thing urb:declared *
            declared_in thing urb:declaredIn * =acts
            fulfilled thing urb:fulfilled *
            date date urb:date
            place thing urb:place *
            country thing urb:inCountry *
            """
        ),
        place="urb:place",
    ),
    Table(
        "actors",
        "Actors",
        "Civil society, foundations, international bodies, and people in public office or as "
        "authors; governments and networks have tables of their own.",
        ("organisation", "person"),
        columns(
            NAMES
            + """
            actor_type thing urb:actorType *
            place thing urb:place *
            place_text text urb:placeText *
            country thing urb:inCountry *
            founded date urb:founded
            role thing urb:role *
            affiliation thing urb:affiliation *
            description text dcterms:description *
            note text skos:note *
            """
        ),
        place="urb:place",
    ),
    Table(
        "events",
        "Events",
        "Meetings, launches and campaigns.",
        ("event",),
        columns(
            """
            label names skos:prefLabel
            event_type thing urb:eventType *
            """
            + STAY
            + """
            place thing urb:place *
            place_text text urb:placeText *
            country thing urb:inCountry *
            organiser thing urb:organiser *
            organiser_text text urb:organiserText *
            stated_date text urb:dateText *
            """
        ),
        place="urb:place",
    ),
    *WORKS,
)
BY_NAME = {table.name: table for table in TABLES}
