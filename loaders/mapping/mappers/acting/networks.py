"""Maps the table of networks: each row is a network, or a list that somebody else drew up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from loaders.edtf.partial import Interval
from loaders.interpret import dates
from loaders.interpret.agents import read_agents
from loaders.interpret.figures import Figure, figures
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date, add_figure, add_when, figure_key
from loaders.mapping.linked import agent_of, named_place
from loaders.mapping.notes import networks as notes
from loaders.mapping.notes.networks import NetworkNote, read_network_note
from loaders.text import key_of
from loaders.vocabulary import OWL

PART_OF = re.compile(r"\(national network of (?P<key>[a-z-]+)\)")
CONTESTED = "(contested label)"
# What a list counts are places, not members.
PLACES, LISTED = "places", "listed-places"
MEASURES = {"network": "members", "list": PLACES}


LOOKED_UP = {"note": notes.MEANINGS}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``networks.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    key = row["network_id"]
    record = Record.open(row, key, context)
    kind = "list" if key in context.registry.keys("list") else "network"
    note = read_network_note(record.take("note"), context.lookup.of("note"))
    network = _add_network(record, kind, key)
    _add_kind(record, network)
    if founded := record.take("founded"):
        add_date(record, network, "founded", dates.point(founded))
    _add_founders(record, network)
    _add_scope(record, network)
    _add_sizes(record, network, key, MEASURES[kind], note)
    if website := record.take("website"):
        record.add(network, record.urb.website, NamedNode(website))
    _add_note(record, network, key, note)
    _add_charter(record, network, key, note)
    _add_different(record, network, kind, key)
    record.cite(record.take("source"))
    return record.close()


def _add_network(record: Record, kind: str, key: str) -> NamedNode:
    record.ignore("network_id")
    network = record.registered(kind, key, record.urb(kind.capitalize()))
    record.label(network, record.take("name"))
    return network


def _add_kind(record: Record, network: NamedNode) -> None:
    urb, kind = record.urb, record.take("kind")
    if type_ := record.context.concepts.find("network-type", kind):
        record.add(network, urb.networkType, record.concept("network-type", type_))
    else:
        record.note(network, kind)
        record.uninterpreted("kind", kind, "unknown kind of network")
    if part := PART_OF.search(kind):
        record.add(network, urb.partOfNetwork, record.context.registered("network", part["key"]))
    if CONTESTED in kind:
        record.add(network, urb.status, record.concept("status", "contested"))


def _add_founders(record: Record, network: NamedNode) -> None:
    """Link the founders that are named; a text that names nobody stays whole."""
    text = record.take("founder")
    agents = read_agents(text, record.context.names(record.row.stem, record.name))
    for agent in agents.linked:
        founder = agent_of(record, agent.kind, agent.key)
        record.add(network, record.urb.founder, founder)
    for words in agents.unlinked if agents.linked else (text,):
        record.text(network, record.urb.founderText, words)


def _add_scope(record: Record, network: NamedNode) -> None:
    scope = record.take("scope")
    record.text(network, record.urb.scopeText, scope)
    for name in filter(None, (part.strip() for part in scope.split(","))):
        place = named_place(record, name)
        if place and "/id/country/" in place.value:
            record.add(network, record.urb.scope, place)


def _add_sizes(
    record: Record, network: NamedNode, key: str, measure: str, note: NetworkNote
) -> None:
    """Add every size the sources state, each as a figure of its own."""
    stated = record.take("members_count_as_stated")
    read = figures(stated, record.context.words, measure)
    for figure in (*read.figures, *_counted(record, note)):
        add_figure(record, network, _fitting(figure, measure), figure_key(key, figure))
    for text in read.uninterpreted:
        record.note(network, text)
        record.uninterpreted("members_count_as_stated", text, "no number")


def _fitting(figure: Figure, measure: str) -> Figure:
    """Return a figure with what its number counts: the places on a list are no places to stay."""
    listed = measure == PLACES and figure.measure == PLACES
    return replace(figure, measure=LISTED) if listed else figure


def _counted(record: Record, note: NetworkNote) -> Iterator[Figure]:
    """Yield the figures that the note says others state."""
    for count in note.counts:
        read = figures(count.words, record.context.words)
        for figure in read.figures:
            yield replace(figure, stated_by=count.by, text=count.text)
        if not read.figures or read.uninterpreted:
            record.uninterpreted("note", count.text, "no number")


def _add_note(record: Record, network: NamedNode, key: str, note: NetworkNote) -> None:
    record.note(network, record.row["note"])
    if note.lifetime:
        add_date(record, network, "start", note.lifetime.start)
        add_date(record, network, "end", note.lifetime.end)
    if note.seat and (seat := named_place(record, note.seat)):
        record.add(network, record.urb.place, seat)
    elif note.seat:
        record.uninterpreted("note", note.seat, "no registered place has this name")
    for step in note.phases:
        known = step.when.start if isinstance(step.when, Interval) else step.when
        words = key_of(f"{step.label} {known.value if known else ''}")
        phase = record.thing("phase", f"{key}--{words}", record.urb.Phase)
        record.add(network, record.urb.hasPhase, phase)
        record.label(phase, step.label, "en")
        add_when(record, phase, step.when)
    record.report("note", note.unread)


def _add_charter(record: Record, network: NamedNode, key: str, note: NetworkNote) -> None:
    """Link the text that the members signed, or that the note calls the charter."""
    context = record.context
    charter = context.links.signed.get(key) or context.links.founding.get(key)
    if charter is None and note.charter:
        entry = context.registry.named(note.charter, ("charter",))
        charter = entry.key if entry else None
        if entry is None:
            record.uninterpreted("note", note.charter, "no charter of this name")
    if charter:
        record.add(network, record.urb.relatedCharter, context.registered("charter", charter))


def _add_different(record: Record, network: NamedNode, kind: str, key: str) -> None:
    """Say which look-alike the network is not."""
    for pair in record.context.different:
        if (pair.kind, pair.key) == (kind, key):
            other = record.context.registered(pair.other_kind, pair.other_key)
            record.add(network, OWL.differentFrom, other)
            record.note(network, pair.reason)
