"""Adds to a record the things its words name: actors, places, and what was linked by hand."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from loaders.curation.links import Statement
from loaders.interpret.agents import Agents, Home, read_agents
from loaders.kinds import PLACES
from loaders.mapping.base import Record


def add_agents(
    record: Record,
    thing: NamedNode,
    text: str,
    *,
    link: str | NamedNode,
    words: str,
    home: Home | None = None,
    cut: str = ";,",
) -> Agents:
    """Add who a text names under the property ``link``, and under ``words`` who stays text.

    ``link`` is the name of an own property or a term of another vocabulary.
    """
    predicate = record.urb(link) if isinstance(link, str) else link
    names = record.context.names(record.row.stem, record.name)
    agents = read_agents(text, names, home, cut=cut)
    for agent in agents.linked:
        record.add(thing, predicate, agent_of(record, agent.kind, agent.key))
    for unlinked in agents.unlinked:
        record.text(thing, record.urb(words), unlinked)
    return agents


def agent_of(record: Record, kind: str, key: str) -> NamedNode:
    """Return the IRI of a registered actor.

    A person is named in the record itself: authors and founders have no row of their own.
    """
    if kind != "person":
        return record.context.iris.thing(kind, key)
    person = record.registered("person", key, record.urb.Person)
    record.label(person, record.context.registry.keys("person")[key].label)
    return person


def named_place(record: Record, name: str, country: str = "") -> NamedNode | None:
    """Return the one city, other place or country of a name, None when there is none."""
    names = record.context.names(record.row.stem, record.name)
    entry = names.named(name, (*PLACES, "country"), country)
    return record.context.iris.thing(entry.kind, entry.key) if entry else None


def add_place(record: Record, thing: NamedNode, text: str, country: str = "") -> NamedNode | None:
    """Add the place of a text as ``place``, else its words as ``placeText``."""
    place = named_place(record, text, country) if text else None
    if place is not None:
        record.add(thing, record.urb.place, place)
    else:
        record.text(thing, record.urb.placeText, text)
    return place


def statements(record: Record) -> tuple[Statement, ...]:
    """Return what was linked by hand for this record."""
    return record.context.links.statements.get(f"{record.row.stem}/{record.name}", ())


def add_statements(record: Record, thing: NamedNode, properties: Iterable[str]) -> None:
    """Add the links made by hand under these properties."""
    iris = record.context.iris
    wanted = set(properties)
    for link in statements(record):
        if link.property in wanted:
            value = iris.thing(link.kind, link.key) if link.kind else iris.scheme(link.key)
            record.add(thing, record.urb(link.property), value)
