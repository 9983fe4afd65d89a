"""Maps conflicts: matters on which sources disagree, with every value they state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from pyoxigraph import NamedNode

from loaders.edtf.partial import Interval, PartialDate
from loaders.interpret import dates
from loaders.interpret.agents import Agents, read_agents
from loaders.interpret.figures import figures
from loaders.interpret.phases import phases
from loaders.interpret.text import bracketed, split_outside
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_figure, add_when
from loaders.mapping.linked import agent_of, named_place, statements
from loaders.mapping.meanings import Meaning, read_parts
from loaders.mapping.provenance import SITE
from loaders.vocabulary import DCTERMS, RDF

VALUES = ("value_1", "value_2", "value_3", "value_4")
# What is cited where no value names a source that is known.
TABLE = "Conflicts between sources, table of the Urban Solidarity Graph"
#: What the words in the brackets of a value mean: a source to cite.
LOOKED_UP = {"stated_by": {"source": Meaning[str](lambda _, __, value: value, value="text")}}
_PLACE_AND_DATE = re.compile(r"(?P<place>\D+?) (?P<date>(?:\d{1,2} \w+ )?\d{4})")


@dataclass
class _Conflict:
    """A conflict on its way into the record: what it is about, what is counted, the next number."""

    record: Record
    thing: NamedNode
    about: NamedNode
    measure: str
    numbers: Iterator[int]

    def add(self, alternative: NamedNode) -> None:
        self.record.add(self.thing, self.record.urb.alternative, alternative)


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``conflicts.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    key = row["id"]
    record = Record.open(row, key, context)
    record.ignore("id")
    thing = record.registered("conflict", key, record.urb.Conflict)
    record.label(thing, record.take("statement"), "en")
    about = _about(record)
    record.add(thing, record.urb.about, about)
    measure = next((link.key for link in statements(record) if link.property == "measure"), "")
    conflict = _Conflict(record, thing, about or thing, measure, count(1))
    for column in VALUES:
        for text in split_outside(record.take(column), ";"):
            _add_value(conflict, column, text)
    _cite_table(record)
    return record.close()


def _cite_table(record: Record) -> None:
    """Cite the table itself for what names no source: it is not known who else states it."""
    types = [quad for quad in record.quads if quad.predicate == RDF.type]
    known = {quad.subject for quad in record.quads if quad.predicate == record.urb.statedBy}
    stated = {record.urb.Figure, record.urb.StatedValue}
    named = [q.subject for q in types if q.object in stated and isinstance(q.subject, NamedNode)]
    silent = [thing for thing in dict.fromkeys(named) if thing not in known]
    cited = any(quad.predicate == DCTERMS.source for quad in record.catalogue)
    if silent or not cited:
        (table,) = record.cite(TABLE)
        for thing in silent:
            record.add(thing, record.urb.statedBy, table.iri)


def _about(record: Record) -> NamedNode | None:
    links = [link for link in statements(record) if link.property == "about"]
    iris = record.context.iris
    return iris.thing(links[0].kind, links[0].key) if links else None


def _add_value(conflict: _Conflict, column: str, text: str) -> None:
    """Add one stated value: a date, figures, or whom it names; else its words alone."""
    parts = bracketed(text)
    if _add_dates(conflict, column, parts.body, parts.inner, text):
        return
    read = figures(text, conflict.record.context.words, conflict.measure, quoted=True)
    for figure in read.figures:
        figure = replace(figure, text=text)  # noqa: PLW2901 – the whole cell is what is stated
        key = f"{conflict.record.name}--{next(conflict.numbers)}"
        alternative = add_figure(conflict.record, conflict.about, figure, key)
        _add_source(conflict.record, alternative, parts.inner)
        conflict.add(alternative)
    if not read.figures and not _add_named(conflict, parts.body, parts.inner, text):
        _stated(conflict, text, parts.inner)
        conflict.record.uninterpreted(column, text, "no date, figure or registered name")


def _add_dates(conflict: _Conflict, column: str, body: str, inner: str, text: str) -> bool:
    """Read *14 Sept 2016*, *Pinerolo 14 Nov 2003* and the steps a source gives in brackets."""
    place = ""
    known = dates.when(body)
    if known is None and (match := _PLACE_AND_DATE.fullmatch(body)):
        place, known = match["place"], dates.point(match["date"])
    if known is None:
        return False
    _add_date(conflict, known, text, inner, place)
    for part in split_outside(inner, ";"):
        source, colon, steps = part.partition(": ")
        for step in split_outside(steps, ",") if colon else ():
            read = phases(step, conflict.record.context.words)
            for phase in read.phases:
                _add_date(conflict, phase.when, step, source, "")
            conflict.record.report(column, ((left, "not a date") for left in read.uninterpreted))
    return True


def _add_date(
    conflict: _Conflict, known: PartialDate | Interval, text: str, by: str, place: str
) -> None:
    record = conflict.record
    thing = _stated(conflict, text, by)
    record.add(thing, RDF.type, record.urb.StatedDate)
    add_when(record, thing, known)
    if place and (found := named_place(record, place)):
        record.add(thing, record.urb.place, found)
    else:
        record.text(thing, record.urb.placeText, place)


def _add_named(conflict: _Conflict, body: str, inner: str, text: str) -> bool:
    """Read *Potsdam* and *Bologna, Dortmund*: governments or other actors, all of them known."""
    record = conflict.record
    names = record.context.names(record.row.stem, record.name)
    read: Agents = read_agents(body, names, cut=",")
    if not read.linked or read.unlinked:
        return False
    thing = _stated(conflict, text, inner)
    for agent in read.linked:
        record.add(thing, record.urb.statedThing, agent_of(record, agent.kind, agent.key))
    return True


def _stated(conflict: _Conflict, text: str, by: str) -> NamedNode:
    """Add an alternative with its words and who states it: ``{conflict}#{number}``."""
    record = conflict.record
    thing = NamedNode(f"{conflict.thing.value}#{next(conflict.numbers)}")
    record.add(thing, RDF.type, record.urb.StatedValue)
    record.label(thing, text, "en")
    record.text(thing, record.urb.statedText, text)
    record.text(thing, record.urb.statedByText, by)
    record.add(thing, record.urb.about, conflict.about)
    _add_source(record, thing, by)
    conflict.add(thing)
    return thing


def _add_source(record: Record, thing: NamedNode, by: str) -> None:
    """Cite what a value names as its source: the publications are said of it and of the record."""
    # What follows a colon are the steps that a source gives.
    named = (part.partition(": ")[0] for part in split_outside(by, ";"))
    words = [word for part in named for word in split_outside(part, ",") if not dates.when(word)]
    for text in (_source(record, word) for word in words):
        for citation in record.cite(text):
            record.add(thing, DCTERMS.source, citation.iri)
            record.add(thing, record.urb.statedBy, citation.iri)


def _source(record: Record, part: str) -> str:
    """Return what to cite for a part of the brackets; '' for a remark.

    Words that mean something in one conflict only (*press*) are links made by hand.
    """
    for link in statements(record):
        if link.property == "statedBy" and link.basis == part:
            return f"report {link.key}"
    if part.startswith("report ") or SITE.match(part):
        return part
    (read, unread) = read_parts(
        part, (record.context.lookup.of("stated_by"),), LOOKED_UP["stated_by"], ""
    )
    if unread:
        record.uninterpreted("stated_by", part, "no known source")
    return read
