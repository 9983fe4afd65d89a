"""Reads columns as they are declared, and holds those that many tables have.

A line gives the name, the type, the property, and what else there is to say: ``*`` for several
values, ``=table`` for the table whose rows are meant.
"""

from __future__ import annotations

from loaders.release.tabular.model import Column

# What every table of things begins and ends with; these are not properties but what rows are of.
IRI, KEY = "iri", "key"
SOURCES, RECORDS, CITED = "sources", "records", "cited"


def columns(text: str) -> tuple[Column, ...]:
    """Read columns, one a line."""
    return tuple(_column(line.split()) for line in text.splitlines() if line.strip())


def _column(words: list[str]) -> Column:
    name, kind, source, *rest = words
    refers = next((word[1:] for word in rest if word[0] == "="), "")
    return Column(name, kind, source, "*" in rest, refers)  # type: ignore[arg-type]


NAMES = "label names skos:prefLabel\nother_names text skos:altLabel *\n"
IDENTIFIERS = """
wikidata_id text urb:wikidataId *
geonames_id text urb:geonamesId *
same_as address owl:sameAs *
likely_same_as address urb:likelySameAs *
"""
STAY = "start date urb:start\nend date urb:end\n"
NOTES = "status thing urb:status *\nnote text skos:note *\n"
STATED = "stated_role text urb:statedRole *\nstated_date text urb:dateText *\n"
