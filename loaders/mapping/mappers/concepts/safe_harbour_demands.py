"""Maps the eight demands to safe harbours: where each was read and which fields give its state."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import Literal

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
    demand_key = row["demand_key"]
    record = Record.open(row, demand_key.replace("_", "-"), context)
    demand = record.thing(SCHEME, demand_key.replace("_", "-"), SKOS.Concept)
    record.add(demand, SKOS.inScheme, context.iris.scheme(SCHEME))
    record.add(demand, SKOS.notation, Literal(record.take("demand_key")))
    record.text(demand, SKOS.hiddenLabel, record.take("label_paraphrase"))
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
