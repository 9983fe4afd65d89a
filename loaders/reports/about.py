"""States what a report says of itself: authors, date, publisher, licence, type, series, DOI."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from loaders.edtf.partial import PartialDate
from loaders.interpret import dates
from loaders.mapping.base import Record
from loaders.mapping.dated import add_date
from loaders.reports.colophon import Front
from loaders.vocabulary import BIBO, DCTERMS, SKOS


def add_front(record: Record, report: NamedNode, front: Front) -> None:
    """Add what a report says of itself; where it was read stands in the catalogue."""
    urb, registry = record.urb, record.context.registry
    record.text(report, DCTERMS.alternative, front.get("subtitle"))
    authors = front.get("authors")
    record.text(report, urb.authorText, authors)
    for name in filter(None, (part.strip() for part in authors.split(";"))):
        known = registry.named(name, ("person", "organisation"))
        if known is not None:
            record.add(report, DCTERMS.creator, record.context.iris.thing(known.kind, known.key))
    day = dates.point(front.get("date")) if front.get("date") else None
    add_date(record, report, "date", day if isinstance(day, PartialDate) else None)
    _add_publisher(record, report, front.get("publisher"))
    licence = front.get("licence")
    if licence.startswith("https://"):
        record.add(report, DCTERMS.license, NamedNode(licence))
    type_ = record.context.concepts.find("publication-type", front.get("type"))
    if type_:
        record.add(report, urb.publicationType, record.concept("publication-type", type_))
    if front.get("doi"):
        record.add(report, BIBO.doi, Literal(front.get("doi")))
    record.note(report, front.get("series"))
    for name, told in front.told.items():
        where = told.where if told.where == "given" else f"read in {told.where}"
        words = Literal(f"{name}: {where}", language="en")
        record.catalogue.append(
            Quad(record.graph, SKOS.note, words, record.context.iris.catalogue())
        )


def _add_publisher(record: Record, report: NamedNode, words: str) -> None:
    known = record.context.registry.named(words, ("organisation", "network")) if words else None
    if known is not None:
        record.add(report, DCTERMS.publisher, record.context.iris.thing(known.kind, known.key))
    else:
        record.text(report, record.urb.publisherText, words)
