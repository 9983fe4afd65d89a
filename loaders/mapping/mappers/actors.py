"""Maps actors: organisations of every kind, and persons by public office or authorship only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import NamedNode

from loaders.interpret import dates
from loaders.interpret.agents import read_agents
from loaders.interpret.offices import Tenure, offices
from loaders.interpret.text import bracketed
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date
from loaders.mapping.linked import add_place, agent_of, named_place
from loaders.vocabulary import DCTERMS, FOAF, ORG, SKOS

#: Words of ``kind`` → concept of the scheme ``actor-type``.
ACTOR_TYPES = {
    "NGO": "ngo",
    "association": "association",
    "civil society": "civil-society-group",
    "civil society movement": "civil-society-movement",
    "collective": "collective",
    "committee": "committee",
    "cooperative": "cooperative",
    "forum": "forum",
    "foundation": "foundation",
    "intermunicipal body": "intermunicipal-body",
    "international association": "association",
    "international organisation": "international-organisation",
    "media organisation": "media-organisation",
    "municipal enterprise": "municipal-enterprise",
    "municipal institution": "municipal-institution",
    "national government": "national-government",
    "network": "network",
    "platform": "network",
    "political platform": "political-platform",
    "public authority": "public-authority",
    "public programme": "public-authority",
    "publisher": "company",
    "regional government": "regional-government",
    "research centre": "research-centre",
    "research organisation": "research-organisation",
    "self-organised migrants collective": "migrant-collective",
    "university": "university",
    "welfare organisation": "welfare-organisation",
}
#: Kinds that mean a person, with the concept of the scheme ``role``.
PERSON_ROLES = {"researcher": "researcher", "editor": "editor"}
_PERSON = re.compile(r"person \((?P<offices>.+)\)")
_FOUNDED = re.compile(r"founded (?P<date>.+)")
_MEMBER = re.compile(r"(?P<network>[\w*-]+) member(?: in (?P<date>.+))?")


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``actors.csv`` and every table of its form."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    record = Record.open(row, row["actor_id"], context)
    record.ignore("actor_id")
    kind = record.take("kind")
    person = _PERSON.fullmatch(kind)
    if person is not None or kind in PERSON_ROLES:
        thing = _add_person(record, kind, person["offices"] if person else "")
    else:
        thing = _add_organisation(record, kind)
    record.note(thing, record.take("note"))
    record.cite(record.take("source"))
    return record.close()


def _add_person(record: Record, kind: str, held: str) -> NamedNode:
    key, urb = record.row["actor_id"], record.urb
    person = record.registered("person", key, urb.Person)
    record.label(person, record.take("name"))
    record.text(person, FOAF.name, record.row["name"])
    if role := PERSON_ROLES.get(kind):
        record.add(person, urb.role, record.concept("role", role))
    read = offices(held)
    for tenure in read.tenures:
        _add_tenure(record, person, key, tenure)
    for text in read.uninterpreted:
        record.note(person, text)
        record.uninterpreted("kind", text, "no office")
    _add_affiliation(record, person)
    record.text(person, DCTERMS.description, record.take("role_in_field"), "en")
    return person


def _add_tenure(record: Record, person: NamedNode, key: str, tenure: Tenure) -> None:
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
        record.text(thing, urb.statedDate, "former")
    if tenure.place and known is None:
        record.uninterpreted("kind", tenure.place, "no registered government of this place")


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
    if type_ := ACTOR_TYPES.get(kind):
        record.add(thing, urb.actorType, record.concept("actor-type", type_))
    else:
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
        record.text(thing, SKOS.altLabel, parts.inner.removeprefix("formerly "))


def _add_role(record: Record, thing: NamedNode, key: str) -> None:
    """Read *founded 2012* and *FS2C member in 2021*; other words describe what it does here."""
    text = record.take("role_in_field")
    if founded := _FOUNDED.fullmatch(text):
        add_date(record, thing, "founded", dates.point(founded["date"]))
    elif (member := _MEMBER.fullmatch(text)) and _add_membership(record, thing, key, member):
        return
    else:
        record.text(thing, DCTERMS.description, text, "en")


def _add_membership(
    record: Record, thing: NamedNode, key: str, match: re.Match[str]
) -> NamedNode | None:
    """Add that an organisation is a member of a network (undated, or seen in a year)."""
    urb = record.urb
    network = record.context.registry.named(match["network"], ("network",))
    if network is None:
        return None
    membership = record.thing("membership", f"{network.key}--{key}", urb.Membership)
    record.label(membership, f"{record.row['name']} in {network.label}")
    record.add(membership, ORG.member, thing)
    record.add(membership, ORG.organization, record.context.iris.thing("network", network.key))
    record.add(membership, ORG.role, record.concept("role", "member"))
    record.text(membership, urb.statedRole, match[0])
    if match["date"]:
        add_date(record, membership, "date", dates.point(match["date"]))
    place = named_place(record, record.row["place_or_affiliation"])
    record.add(membership, urb.place, place)
    return membership
