"""Maps actors: organisations of every kind, and persons by public office or authorship only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import NamedNode

from loaders.edtf.partial import When
from loaders.interpret import dates
from loaders.interpret.agents import read_agents
from loaders.interpret.offices import Tenure, offices
from loaders.interpret.text import bracketed
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date, add_name, add_seen
from loaders.mapping.linked import add_place, agent_of, named_place
from loaders.mapping.meanings import Columns, Forms, Meaning, read_parts
from loaders.vocabulary import DCTERMS, FOAF, ORG, SKOS

#: Kinds that mean a person, as concepts of the scheme ``role``.
PERSON_ROLES = frozenset({"researcher", "editor"})
_PERSON = re.compile(r"person \((?P<offices>.+)\)")
_NAMED_IN = re.compile(r"\b([a-z][a-z-]*)/([a-z0-9][a-z0-9-]*)")
_FOUNDED = re.compile(r"founded (?P<date>.+)")
_MEMBER = re.compile(r"(?P<network>[\w*-]+) member(?: in (?P<date>.+))?")


#: What a form of an actor's note may mean: a time at which a person held the office.
MEANINGS = {"in-office": Meaning(lambda seen, filled, _: (*seen, *filled.dates), ("date",))}
LOOKED_UP: Columns = {"note": MEANINGS}
#: The forms that the notes of any source of actors may have.
GRAMMAR = Forms.grammar(("in office on {date}", "in-office"), ("in office in {date}", "in-office"))

FORMERLY = "formerly "


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``actors.csv`` and every table of its form."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    record = Record.open(row, row["actor_id"], context)
    record.ignore("actor_id")
    kind, note = record.take("kind"), record.take("note")
    finders = (context.lookup.of("note"), GRAMMAR)
    seen, unread = read_parts(note, finders, MEANINGS, ())
    person = _PERSON.fullmatch(kind)
    role = context.concepts.find("role", kind) or ""
    known = not kind and row["actor_id"] in context.registry.keys("person")
    if person is not None or role in PERSON_ROLES or known:
        thing = _add_person(record, role, person["offices"] if person else "", seen)
    else:
        thing = _add_organisation(record, kind)
        record.report("note", [(note, "an organisation holds no office")] if seen else [])
    record.note(thing, note)
    record.report("note", unread)
    if not record.cite(record.take("source")):
        _derive(record, note)
    return record.close()


def _derive(record: Record, note: str) -> None:
    """Rest a row without a source on the rows in which its note says that the actor is named."""
    for stem, key in _NAMED_IN.findall(note):
        record.derive(record.context.iris.record(stem, key))


def _add_person(record: Record, role: str, held: str, seen: Sequence[When]) -> NamedNode:
    key, urb = record.row["actor_id"], record.urb
    person = record.registered("person", key, urb.Person)
    record.label(person, record.take("name"))
    record.text(person, FOAF.name, record.row["name"])
    if role:
        record.add(person, urb.role, record.concept("role", role))
    read = offices(held, record.context.words)
    tenures = [_add_tenure(record, person, key, tenure) for tenure in read.tenures]
    if seen and len(tenures) == 1:
        stated = read.tenures[0]
        ends = {"latestStart": stated.start, "earliestEnd": stated.end}
        add_seen(record, tenures[0], seen, *(name for name, known in ends.items() if not known))
        record.text(tenures[0], urb.dateText, record.row["note"])
    elif seen:
        record.uninterpreted("note", record.row["note"], "it is not clear which office is meant")
    for text in read.uninterpreted:
        record.note(person, text)
        record.uninterpreted("kind", text, "not an office")
    _add_affiliation(record, person)
    record.text(person, DCTERMS.description, record.take("role_in_field"), "en")
    return person


def _add_tenure(record: Record, person: NamedNode, key: str, tenure: Tenure) -> NamedNode:
    urb, known = record.urb, _government(record, tenure.place)
    first = tenure.start.value if tenure.start else ""
    parts = (key, known.value.rpartition("/")[2] if known else tenure.office, first)
    free = _free(record, "--".join(part.lower() for part in parts if part))
    thing = record.thing("tenure", free, urb.Tenure)
    record.label(thing, f"{record.row['name']}, {_words(tenure)}", "en")
    record.add(thing, urb.holder, person)
    record.add(thing, urb.office, record.concept("role", tenure.office))
    record.add(thing, ORG.organization, known)
    record.add(thing, urb.place, named_place(record, tenure.place) if tenure.place else None)
    add_date(record, thing, "start", tenure.start)
    add_date(record, thing, "end", tenure.end)
    if tenure.former:
        record.text(thing, urb.dateText, "former")
    if tenure.place and known is None:
        record.uninterpreted("kind", tenure.place, "no registered government of this place")
    return thing


def _words(tenure: Tenure) -> str:
    """Return the words of a tenure; those of a second stay repeat the office."""
    office = tenure.office.replace("-", " ")
    if office in tenure.text.lower():
        return tenure.text
    return f"{office} of {tenure.place} {tenure.text}"


def _government(record: Record, place: str) -> NamedNode | None:
    read = read_agents(place, record.context.names(record.row.stem, record.name))
    agent = read.linked[0] if read.linked else None
    return agent_of(record, agent.kind, agent.key) if agent else None


def _free(record: Record, key: str) -> str:
    taken, number, free = set(record.things), 1, key
    while record.context.iris.thing("tenure", free) in taken:
        number += 1
        free = f"{key}--{number}"
    return free


def _add_affiliation(record: Record, person: NamedNode) -> None:
    text = record.take("place_or_affiliation")
    read = read_agents(text, record.context.names(record.row.stem, record.name), cut=";")
    for agent in read.linked:
        record.add(person, record.urb.affiliation, agent_of(record, agent.kind, agent.key))
    for words in read.unlinked:
        record.text(person, record.urb.affiliationText, words)


def _add_organisation(record: Record, kind: str) -> NamedNode:
    key, urb = record.row["actor_id"], record.urb
    thing = record.registered("organisation", key, urb.Organisation)
    _add_names(record, thing)
    if type_ := record.context.concepts.find("actor-type", kind):
        record.add(thing, urb.actorType, record.concept("actor-type", type_))
    elif kind:
        record.note(thing, kind)
        record.uninterpreted("kind", kind, "no concept of the scheme actor-type")
    add_place(record, thing, record.take("place_or_affiliation"))
    _add_role(record, thing, key)
    return thing


def _add_names(record: Record, thing: NamedNode) -> None:
    """Add the name; what stands in brackets is another name, or an earlier one."""
    name = record.take("name")
    record.label(thing, name)
    parts = bracketed(name)
    if parts.inner:
        record.text(thing, SKOS.altLabel, parts.body)
        other = parts.inner.removeprefix(FORMERLY)
        record.text(thing, SKOS.altLabel, other)
        if other != parts.inner:
            add_name(record, thing, other, "former-name")


def _add_role(record: Record, thing: NamedNode, key: str) -> None:
    """Read *founded 2012* and *FS2C member in 2021*; other words describe what it does here."""
    text = record.take("role_in_field")
    founded, member = _FOUNDED.fullmatch(text), _MEMBER.fullmatch(text)
    if founded and (known := dates.point(founded["date"])):
        add_date(record, thing, "founded", known)
    elif not (member and _add_membership(record, thing, key, member)):
        record.text(thing, DCTERMS.description, text, "en")


def _add_membership(
    record: Record, thing: NamedNode, key: str, match: re.Match[str]
) -> NamedNode | None:
    """Add that an organisation is a member of a network (undated, or seen in a year)."""
    urb = record.urb
    network = record.context.registry.named(match["network"], ("network",))
    known = dates.point(match["date"]) if match["date"] else None
    if network is None or (match["date"] and known is None):
        return None
    membership = record.thing("membership", f"{network.key}--{key}", urb.Membership)
    record.label(membership, f"{record.row['name']} in {network.label}")
    record.add(membership, ORG.member, thing)
    record.add(membership, ORG.organization, record.context.iris.thing("network", network.key))
    record.add(membership, ORG.role, record.concept("role", "member"))
    record.text(membership, urb.statedRole, match[0])
    add_date(record, membership, "date", known)
    place = named_place(record, record.row["place_or_affiliation"])
    record.add(membership, urb.place, place)
    return membership
