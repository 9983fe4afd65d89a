"""Declares the tables of texts and of what sources say: charters, publications, figures."""

from __future__ import annotations

from loaders.release.tabular.columns import NAMES, NOTES, STATED, STAY, columns
from loaders.release.tabular.model import Table

WORKS = (
    Table(
        "charters",
        "Charters",
        "Texts that cities and organisations adopt or sign.",
        ("charter",),
        columns(
            NAMES
            + """
            charter_type thing urb:charterType *
            date date urb:date
            place thing urb:place *
            place_text text urb:placeText *
            adopted_by thing urb:adoptedBy *
            adopted_by_text text urb:adoptedByText *
            related thing urb:relatedCharter * =charters
            description text dcterms:description *
            note text skos:note *
            """
        ),
        place="urb:place",
    ),
    Table(
        "signatures",
        "Signatures",
        "Who signed which charter, and when.",
        ("signature",),
        columns(
            """
            label text rdfs:label
            signatory thing urb:signatory *
            charter thing urb:charter * =charters
            place thing urb:place *
            country thing urb:inCountry *
            role thing urb:role *
            date date urb:date
            """
            + STATED
            + NOTES
        ),
        place="urb:place",
    ),
    Table(
        "publications",
        "Publications",
        "Reports, articles and cited web pages.",
        ("publication",),
        columns(
            """
            label text rdfs:label
            title text dcterms:title *
            publication_type thing urb:publicationType *
            creator thing dcterms:creator *
            author_text text urb:authorText *
            publisher thing dcterms:publisher *
            publisher_text text urb:publisherText *
            date date urb:date
            language address dcterms:language *
            part_of thing dcterms:isPartOf * =publications
            volume text bibo:volume *
            issue text bibo:issue *
            pages text bibo:pages *
            doi text bibo:doi *
            website address urb:website *
            license address dcterms:license *
            note text skos:note *
            """
        ),
    ),
    Table(
        "citations",
        "Citations",
        "Which publication cites which; a citation is a row.",
        ("publication",),
        columns("label text rdfs:label\ncites thing > =publications\n"),
        each="cito:cites",
    ),
    Table(
        "figures",
        "Figures",
        "Numbers as sources state them, on a date; sources disagree, and all are kept.",
        ("figure",),
        columns(
            """
            label text rdfs:label
            about thing urb:about *
            measure thing urb:measure *
            value decimal urb:value
            minimum decimal urb:minValue
            maximum decimal urb:maxValue
            unit text urb:unit
            qualifier thing urb:qualifier *
            date date urb:date
            """
            + STAY
            + """
            stated_text text urb:statedText *
            stated_by thing urb:statedBy *
            stated_by_text text urb:statedByText *
            stated_date text urb:dateText *
            note text skos:note *
            """
        ),
    ),
    Table(
        "conflicts",
        "Conflicts",
        "Matters on which sources say different things; each thing said is a row.",
        ("conflict",),
        columns(
            """
            label text rdfs:label
            about thing urb:about *
            alternative thing >
            stated_text text >urb:statedText *
            stated_by thing >urb:statedBy *
            stated_by_text text >urb:statedByText *
            actor thing >urb:actor *
            value decimal >urb:value
            date date >urb:date
            """
        ),
        each="urb:alternative",
    ),
    Table(
        "assessments",
        "Assessments",
        "Places in classes of typologies, by a study, in a period.",
        ("assessment",),
        columns(
            """
            label text rdfs:label
            place thing urb:assesses *
            assessed_as thing urb:assessedAs *
            typology thing urb:typology *
            study thing urb:study * =publications
            date date urb:date
            stated_date text urb:dateText *
            """
        ),
        place="urb:assesses",
    ),
    Table(
        "coverage",
        "Coverage",
        "How much of a network, list, country or class is recorded, and how much is stated.",
        ("coverage",),
        columns(
            """
            label text rdfs:label
            about thing urb:about *
            recorded integer urb:recordedCount
            stated integer urb:statedCount
            completeness thing urb:completeness *
            date_read text urb:dateRead
            looked_in thing dcterms:source *
            """
        ),
    ),
)
