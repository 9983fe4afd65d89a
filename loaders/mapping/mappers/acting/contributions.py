"""Maps contributions: who spoke at an event, translated a text or funded an undertaking."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from loaders.errors import DataError
from loaders.interpret import dates
from loaders.interpret.agents import read_agents
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date
from loaders.mapping.linked import agent_of
from loaders.mapping.role_uses import ACT
from loaders.vocabulary import DCTERMS

TALK = "talk"
# The property that ties an act to what was contributed to, by its kind.
LINKS = {"event": "event", "publication": "work", "charter": "work"}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``contributions.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    names = context.names(row.stem, f"{row['key']}--{row['role']}")
    agents = read_agents(row["actor"], names, None, cut="")
    if len(agents.linked) != 1 or agents.unlinked:
        raise _error(row, "actor", f"no single actor is called {row['actor']!r}", "register it")
    (agent,) = agents.linked
    role = _role(row, context)
    record = Record.open(row, f"{row['key']}--{agent.key}--{role}", context)
    record.ignore("actor", "role")
    act = record.registered("act", record.name, record.urb.Act)
    whole = context.registered(record.take("kind"), record.take("key"))
    _add_what(record, act, role)
    record.add(act, record.urb.actor, agent_of(record, agent.kind, agent.key))
    talk = _add_talk(record, whole)
    link = LINKS.get(row["kind"], "about")
    record.add(act, record.urb(link), talk or whole)
    add_date(record, act, "date", dates.point(record.take("date")))
    add_date(record, act, "end", dates.point(record.take("end")))
    record.cite(record.take("source"))
    return record.close()


def _role(row: Row, context: Context) -> str:
    """Return the key of a role in an act; raise DataError for any other."""
    role = context.concepts.find("role", row["role"]) or ""
    if role not in context.role_uses.of((role,), ACT):
        raise _error(row, "role", f"{row['role']!r} is not a role in an act", "see id/role#act")
    return role


def _add_what(record: Record, act: NamedNode, role: str) -> None:
    """Add role and type of the act, and what it is called."""
    act_type = record.context.role_uses.act_types[role]
    record.add(act, record.urb.role, record.concept("role", role))
    record.add(act, record.urb.actType, record.concept("act-type", act_type))
    entry = record.context.registry.keys(record.row["kind"])[record.row["key"]]
    record.label(act, f"{record.row['actor']}, {record.row['role']}: {entry.label}", "en")


def _add_talk(record: Record, event: NamedNode) -> NamedNode | None:
    """Add the talk that was given, an event of its own within the event, if there was one."""
    key, title = record.take("talk_id"), record.take("talk")
    if not key:
        return None
    talk = record.registered("event", key, record.urb.Event)
    record.label(talk, title)
    record.add(talk, record.urb.eventType, record.concept("event-type", TALK))
    record.add(talk, DCTERMS.isPartOf, event)
    day = dates.point(record.row["date"])
    for name in ("start", "end"):
        add_date(record, talk, name, day)
    return talk


def _error(row: Row, column: str, what: str, remedy: str) -> DataError:
    return DataError(what, row.file, row.number, column, remedy=remedy)
