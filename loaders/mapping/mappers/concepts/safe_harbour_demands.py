"""Maps the eight demands to safe harbours: where each was read and which fields give its state."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import Literal

from loaders.curation.concepts import STRINGS
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.vocabulary import DCTERMS, SKOS

SCHEME = "demand"
# Whose demands they are.
CAMPAIGN = "seebruecke-safe-harbours"
#: The values of a state field; what they mean, the scheme ``tri-state`` says.
VALUES = ("true", "false", "null")
_FIELDS = re.compile(
    r"(?P<declared>\w+_decided) ; (?P<fulfilled>\w+_fullfilled) "
    r"\(tri-state: true/false/null=unknown\)"
)


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``safe_harbour_demands.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    key = row["demand_key"].replace("_", "-")
    record = Record.open(row, key, context)
    demand = record.thing(SCHEME, key, SKOS.Concept)
    record.add(demand, SKOS.inScheme, context.iris.scheme(SCHEME))
    record.add(demand, SKOS.notation, Literal(record.take("demand_key")))
    _check_words(record, key)
    if campaign := context.registry.entry("network", CAMPAIGN):
        record.add(context.iris.thing("network", campaign.key), record.urb.demands, demand)
    fields = record.take("state_fields")
    match = _FIELDS.fullmatch(fields)
    if match is None:
        record.note(demand, fields)
        record.uninterpreted("state_fields", fields, "not a pair of tri-state fields")
    else:
        states = ((value, context.concepts.find("tri-state", value)) for value in VALUES)
        values = ", ".join(f"{value} is {state}" for value, state in states)
        for state in ("declared", "fulfilled"):
            record.text(
                demand, SKOS.editorialNote, f"{state}: field {match[state]} ({values})", "en"
            )
    for citation in record.cite(record.take("source")):
        record.add(demand, DCTERMS.source, citation.iri)
    return record.close()


def _check_words(record: Record, key: str) -> None:
    """Raise DataError unless the paraphrase is one of the strings that mean the demand.

    The labels of the concept are the ontology's; words of a table are not for readers.
    """
    words = record.take("label_paraphrase")
    if record.context.concepts.scheme(SCHEME).strings.get(words) != key:
        raise record.error(
            "label_paraphrase", f"{words!r} is not a string of the demand {key}",
            f"add it in data/links/{STRINGS}",
        )  # fmt: skip
