"""Maps charters: works with one expression a language, who adopted them, where and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import NamedNode

from loaders.interpret import dates
from loaders.interpret.figures import figures
from loaders.interpret.languages import languages_of
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date, add_figure, add_when, figure_key
from loaders.mapping.languages import language_iri
from loaders.mapping.linked import add_agents, add_place, add_statements
from loaders.mapping.meanings import Columns
from loaders.vocabulary import DCTERMS, FRBR, RDF

_REVISED = re.compile(r"(?P<who>.+); (?P<what>revised) (?P<date>.+)")
_VERSIONS = re.compile(r"(?P<languages>.+) versions")


LOOKED_UP: Columns = {"note": {}}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``charters.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    key = row["charter_id"]
    record = Record.open(row, key, context)
    record.ignore("charter_id")
    charter = record.registered("charter", key, record.urb.Charter)
    record.label(charter, record.take("name"), "en")
    _add_type(record, charter)
    _add_date(record, charter)
    _add_adopters(record, charter, key)
    add_place(record, charter, record.take("place"))
    _add_content(record, charter, key)
    add_statements(record, charter, ("relatedCharter", "demands"))
    record.remark(charter)
    record.cite(record.take("source"))
    return record.close()


def _add_type(record: Record, charter: NamedNode) -> None:
    kind = record.take("kind")
    if type_ := record.context.concepts.find("charter-type", kind):
        record.add(charter, record.urb.charterType, record.concept("charter-type", type_))
    else:
        record.note(charter, kind)
        record.uninterpreted("kind", kind, "no concept of the scheme charter-type")


def _add_date(record: Record, charter: NamedNode) -> None:
    text = record.take("date")
    known = dates.point(text)
    if text and known is None:
        record.text(charter, record.urb.dateText, text)
        record.uninterpreted("date", text, "not a date")
    add_date(record, charter, "date", known)


def _add_adopters(record: Record, charter: NamedNode, key: str) -> None:
    """Add who adopted it; *revised February 2021* is a phase of its own."""
    text = record.take("adopted_by")
    if (revised := _REVISED.fullmatch(text)) and (when := dates.point(revised["date"])):
        phase = record.thing("phase", f"{key}--revised", record.urb.Phase)
        record.add(charter, record.urb.hasPhase, phase)
        record.label(phase, revised["what"], "en")
        add_when(record, phase, when)
        record.text(charter, record.urb.adoptedByText, revised["who"])
        text = revised["who"]
    add_agents(record, charter, text, link="adoptedBy", words="adoptedByText")


def _add_content(record: Record, charter: NamedNode, key: str) -> None:
    """Describe the content; its numbers are figures too, its languages expressions."""
    text = record.take("content_note")
    record.text(charter, DCTERMS.description, text, "en")
    for figure in figures(text, record.context.words).figures:
        add_figure(record, charter, figure, figure_key(key, figure))
    versions = _VERSIONS.fullmatch(text)
    for language in languages_of(versions["languages"]) if versions else ():
        _add_expression(record, charter, language.code, language.name)


def _add_expression(record: Record, charter: NamedNode, code: str, name: str) -> None:
    expression = NamedNode(f"{charter.value}#{code}")
    record.add(charter, record.urb.hasExpression, expression)
    record.add(charter, FRBR.realization, expression)
    record.add(expression, RDF.type, record.urb.CharterExpression)
    record.label(expression, f"{record.row['name']} ({name})", "en")
    record.add(expression, DCTERMS.language, language_iri(code))
