"""Maps where each concept of the schemes was read; labels and definitions are the ontology's."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.vocabulary import DCTERMS, SKOS

#: Scheme of the table → scheme of the ontology, and the words of its concepts → their keys.
SCHEMES: dict[str, tuple[str, dict[str, str]]] = {
    "moving-cities-selection": (
        "theme",
        {
            "social rights and inclusion": "social-rights",
            "reception": "reception",
            "residence and protection against deportation": "residence-protection",
            "political participation": "political-participation",
            "intercultural inclusion and anti-racism": "intercultural-inclusion",
            "collaboration with civil society initiatives": "civil-society-collaboration",
            "networking": "networking",
            "advocacy / lobbying": "advocacy",
        },
    ),
    "kron-lebuhn-dimensions": (
        "dimension",
        {
            "protection against prosecution and deportation": "protection-from-deportation",
            "human-rights (humanitarian) intervention": "human-rights-intervention",
            "municipal (urban) citizenship": "municipal-citizenship",
            "right to the city (democratisation of urban life)": "right-to-the-city",
        },
    ),
    "ozdemir-types": (
        "ozdemir-type",
        {name: name for name in ("top-down", "bottom-up", "hybrid", "limited")},
    ),
    "ozdemir-ecpr-types": (
        "ozdemir-ecpr-type",
        {name: name for name in ("bottom-up", "top-down", "decoupling", "full", "limited")},
    ),
    "anvita-municipal-id-types": (
        "municipal-id-type",
        {
            "census and administrative registration cards": "census-registration-card",
            "cards for specific groups": "group-specific-card",
            "inclusive local citizenship cards": "inclusive-local-citizenship-card",
        },
    ),
    "ewsi-themes": (
        "ewsi-theme",
        {
            "active citizenship": "active-citizenship",
            "economic participation": "economic-participation",
            "social cohesion": "social-cohesion",
            "education and culture": "education-culture",
        },
    ),
    "seebruecke-demand-state": (
        "commitment-state",
        {"decided": "declared", "fulfilled": "fulfilled", "unknown": "unknown"},
    ),
    "our-revolution-policy-basis": (
        "policy-basis",
        {
            "yes by law": "by-law",
            "yes in practice (informal)": "in-practice",
            "unlimited cooperation": "unlimited-cooperation",
            "information not available": "unknown",
        },
    ),
}
#: The study a scheme is taken from, where it is a publication of the table.
STUDIES = {
    "kron-lebuhn-dimensions": "kron-lebuhn-2018",
    "ozdemir-types": "ozdemir-2022",
    "ozdemir-ecpr-types": "ozdemir-ecpr",
}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``concept_schemes.csv``; raise DataError for a concept that the ontology lacks."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    scheme, concepts = SCHEMES.get(row["scheme"], ("", {}))
    key = concepts.get(row["concept"], "")
    record = Record.open(row, f"{row['scheme']}--{key}" if key else f"row-{row.number}", context)
    if not key:
        column = "concept" if scheme else "scheme"
        raise record.error(
            column,
            f"{row[column]!r} is in no scheme of the ontology",
            "add it to ontology/schemes and to loaders/mapping/concept_schemes.py",
        )
    concept = record.thing(scheme, key, SKOS.Concept)
    record.add(concept, SKOS.inScheme, context.iris.scheme(scheme))
    record.text(concept, SKOS.hiddenLabel, record.take("concept"))
    if study := STUDIES.get(record.take("scheme")):
        record.add(concept, DCTERMS.source, context.iris.thing("publication", study))
    for citation in record.cite(record.take("source")):
        record.add(concept, DCTERMS.source, citation.iri)
    return record.close()
