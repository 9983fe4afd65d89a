"""Maps publications and their parts: who wrote what, when, where it appeared, about which place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from loaders.edtf.partial import PartialDate, Precision
from loaders.interpret import dates
from loaders.interpret.references import doi, reference
from loaders.interpret.text import split_outside
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date
from loaders.mapping.linked import add_agents, add_statements, named_place
from loaders.mapping.notes import publications as notes
from loaders.mapping.notes.publications import add_note
from loaders.text import folded
from loaders.vocabulary import BIBO, DCTERMS, RDF

_EDITORS = re.compile(r"(?P<names>.+) \(eds?\.\)")
_LISTED = re.compile(r".+: (?P<names>.+)")
UNCERTAIN = "year uncertain"


LOOKED_UP = {"note": notes.MEANINGS}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``publications.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    key, urb = row["publication_id"], context.urb
    record = Record.open(row, key, context)
    record.ignore("publication_id")
    kind = record.take("type")
    work = record.registered("publication", key, urb.Publication)
    _add_type(record, work, kind)
    record.label(work, record.take("title"))
    record.text(work, DCTERMS.title, row["title"])
    _add_authors(record, work)
    _add_date(record, work)
    _add_container(record, work)
    _add_address(record, work)
    add_note(record, work, key)
    _add_places_of_title(record, work)
    add_statements(record, work, ("about", "typology", "translationOf"))
    record.cite(record.take("source"))
    return record.close()


def _add_type(record: Record, work: NamedNode, kind: str) -> None:
    if type_ := record.context.concepts.find("publication-type", kind):
        record.add(work, record.urb.publicationType, record.concept("publication-type", type_))
    else:
        record.note(work, kind)
        record.uninterpreted("type", kind, "no concept of the scheme publication-type")


def _add_authors(record: Record, work: NamedNode) -> None:
    """Add the authors or editors as things, and their names in the order of the title page."""
    text = record.take("authors")
    if not text:
        return
    editors = _EDITORS.fullmatch(text)
    names = editors["names"] if editors else text
    link, words = (record.urb.editor, "editor") if editors else (DCTERMS.creator, "author")
    read = add_agents(record, work, names, link=link, words=f"{words}Text", cut=";")
    if editors:  # whoever edited a volume is its creator for a catalogue
        add_agents(record, work, names, link=DCTERMS.creator, words="editorText", cut=";")
    if not read.unlinked:
        record.text(work, record.urb(f"{words}Text"), names)


def _add_date(record: Record, work: NamedNode) -> None:
    text = record.take("date")
    known = dates.point(text)
    if text and known is None:
        record.text(work, record.urb.dateText, text)
        record.uninterpreted("date", text, "not a date")
    if known and UNCERTAIN in split_outside(record.row["note"], ";"):
        known = _uncertain(known)
    add_date(record, work, "date", known)


def _uncertain(known: PartialDate) -> PartialDate:
    """Return the date as an uncertain one (EDTF level 1, ``?``)."""
    value, text = f"{known.value}?", f"{known.text} ({UNCERTAIN})"
    return replace(known, value=value, precision=Precision.EDTF, qualifier="uncertain", text=text)


def _add_container(record: Record, work: NamedNode) -> None:
    text = record.take("publisher_or_container")
    if not text:
        return
    read = reference(text)
    if read.container in record.context.registry.keys("publication"):
        whole = record.context.iris.thing("publication", read.container)
        record.add(work, RDF.type, record.urb.PublicationPart)
        record.add(work, DCTERMS.isPartOf, whole)
    elif read.container:
        record.text(work, record.urb.publisherText, text)
    for property_, words in (("volume", read.volume), ("issue", read.issue), ("pages", read.pages)):
        if words:
            record.add(work, BIBO(property_), Literal(words))
    record.text(work, record.urb.editorText, read.editors)
    if read.publisher:
        _add_publisher(record, work, read.publisher, text)


def _add_publisher(record: Record, work: NamedNode, words: str, text: str) -> None:
    """Add the publisher as a thing; a journal alone is not a publisher and stays text."""
    read = add_agents(record, work, words, link=DCTERMS.publisher, words="publisherText", cut=",")
    if not read.unlinked and words != text:
        record.text(work, record.urb.publisherText, text)


def _add_address(record: Record, work: NamedNode) -> None:
    text = record.take("doi_or_url")
    if known := doi(text):
        record.add(work, BIBO.doi, Literal(known))
        record.add(work, record.urb.website, NamedNode(f"https://doi.org/{known}"))
    elif text.startswith(("http://", "https://")):
        record.add(work, record.urb.website, NamedNode(text))
    elif text:
        record.note(work, text)
        record.uninterpreted("doi_or_url", text, "neither a DOI nor an address")


def _add_places_of_title(record: Record, work: NamedNode) -> None:
    """Add the places a title lists (``city reports: Bologna, Grenoble``) when all are known."""
    listed = _LISTED.fullmatch(record.row["title"])
    names = split_outside(listed["names"], ",") if listed else ()
    found = [named_place(record, name) for name in names if folded(name)]
    if len(found) > 1 and all(found):
        for place in found:
            record.add(work, record.urb.about, place)
