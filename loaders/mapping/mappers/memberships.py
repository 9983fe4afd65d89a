"""Maps the table of memberships: each row is one membership, designation or signature.

A place on a list of others is a designation. A signatory of one of the texts below is a signature;
whoever only drafted such a text or hosted its signing is a member of that circle with this role.
Everything else is a membership, of the government of the place or, where the role says so, of a
local group. Founding signatories of the International Alliance of Safe Harbours are members and
signed its declaration besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import Literal, NamedNode

from loaders.interpret import dates
from loaders.interpret.partial import Interval, PartialDate
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import When, add_date, add_figure, add_when
from loaders.mapping.notes.memberships import NoteReading, read_note
from loaders.mapping.notes.roles import Roles, read_roles
from loaders.mapping.places import government_of, place_entry
from loaders.text import key_of
from loaders.vocabulary import ORG, RDFS, XSD

# The text that the signatories of a network signed.
CHARTERS = {
    "integrating-cities-charter": "integrating-cities-charter",
    "ump-declaration-2017": "ump-declaration-2017",
    "unhcr-cities-with-refugees": "cities-with-refugees-statement",
    "villeurbanne-declaration": "villeurbanne-declaration",
}
FOUNDING_CHARTERS = {"iash": "palermo-declaration-2021"}
SAFE_HARBOURS = "seebruecke-safe-harbours"
DECLARATION = "public-solidarity-declaration"


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``memberships.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


@dataclass(frozen=True)
class Case:
    """One row, interpreted: its keys, its role and its note."""

    network: str
    city: str
    roles: Roles
    note: NoteReading
    is_list: bool

    @property
    def key(self) -> str:
        """Return the key of the row's thing."""
        return f"{self.network}--{self.city}"

    @property
    def kind(self) -> str:
        """Return which kind of thing the row is."""
        if self.is_list:
            return "designation"
        signed = self.network in CHARTERS and self.roles.is_signatory
        return "signature" if signed else "membership"


def _map_row(row: Row, context: Context) -> Record:
    case = _case(row, context)
    record = Record.open(row, case.key, context, inferred=case.note.inferred)
    record.ignore("network_id", "city_id", "city", "role", "note")  # interpreted in the case
    thing, place = _add_thing(record, case)
    _add_dates(record, case, thing)
    record.text(thing, record.urb.statedRole, row["role"])
    record.note(thing, row["note"])
    if status := case.note.status or case.roles.status:
        record.add(thing, record.urb.status, record.concept("status", status))
    _add_phases(record, case, thing)
    _add_figures(record, case, thing)
    _add_founding_signature(record, case, place)
    _add_commitment(record, case, place)
    record.cite(record.take("source"))
    for text, reason in case.note.unread:
        record.uninterpreted("note", text, reason)
    for text in case.roles.unknown:
        record.uninterpreted("role", text, "unknown role")
    return record.close()


def _case(row: Row, context: Context) -> Case:
    network, roles, note = row["network_id"], read_roles(row["role"]), read_note(row["note"])
    if note.founding:
        founder = tuple(role for role in roles.concepts if role != "member")
        roles = replace(roles, concepts=("founding-member", *founder))
    return Case(network, row["city_id"], roles, note, network in context.registry.keys("list"))


def _add_thing(record: Record, case: Case) -> tuple[NamedNode, NamedNode]:
    """Add the membership, designation or signature with its place, member and role."""
    urb, context = record.urb, record.context
    entry = place_entry(context, case.city)
    if entry is None:
        raise record.error("city_id", f"unknown city or place {case.city!r}")
    if record.take("country_iso2") != entry.country:
        what = f"{case.city} lies in {entry.country}, not in {record.row['country_iso2']}"
        raise record.error("country_iso2", what)
    place = context.iris.thing(entry.kind, case.city)
    thing = record.registered(case.kind, case.key, urb(case.kind.capitalize()))
    record.label(thing, f"{record.row['city']}: {_circle(record, case)}", "en")
    record.add(thing, urb.place, place)
    role_property = ORG.role if case.kind == "membership" else urb.role
    for role in case.roles.concepts:
        record.add(thing, role_property, record.concept("role", role))
    _link(record, case, thing, place)
    return thing, place


def _link(record: Record, case: Case, thing: NamedNode, place: NamedNode) -> None:
    urb, iris = record.urb, record.context.iris
    if case.kind == "designation":
        record.add(thing, urb.designates, place)
        record.add(thing, urb.designatedIn, iris.thing("list", case.network))
    elif case.kind == "signature":
        record.add(thing, urb.signatory, _member(record, case, place))
        record.add(thing, urb.charter, iris.thing("charter", CHARTERS[case.network]))
    else:
        record.add(thing, ORG.member, _member(record, case, place))
        record.add(thing, ORG.organization, iris.thing("network", case.network))


def _circle(record: Record, case: Case) -> str:
    kind = "list" if case.is_list else "network"
    entry = record.context.registry.entry(kind, case.network)
    return entry.label if entry else case.network


def _member(record: Record, case: Case, place: NamedNode) -> NamedNode:
    """Return who belongs or signed: the government of the place, or a local group."""
    if case.roles.is_local_group:
        group = record.registered("organisation", case.key, record.urb.Organisation)
        role = record.row["role"].partition(" (")[0]
        label = f"{_circle(record, case)}: {role} in {record.row['city']}"
        record.label(group, label, "en")
        record.add(group, record.urb.actorType, record.concept("actor-type", "civil-society-group"))
        record.add(group, record.urb.place, place)
        return group
    government = government_of(record.context, case.city)
    if government is None:
        raise record.error("city_id", f"the place {case.city!r} has no government")
    return government


def _add_dates(record: Record, case: Case, thing: NamedNode) -> None:
    """Add start (of a signature: date) and end, narrowed by what the note tells."""
    note = case.note
    stated, end = record.take("start"), record.take("end")
    start = (dates.point(stated) if stated else None) or note.start
    name = "Date" if case.kind == "signature" else "Start"
    if start:
        record.add(thing, record.urb(name.lower()), start.literal)
    earliest, latest = _start_bounds(start, note)
    if earliest and latest and earliest > latest:
        raise record.error("start", f"the note contradicts the start {stated}")
    record.add(thing, record.urb(f"earliest{name}"), _day(earliest))
    record.add(thing, record.urb(f"latest{name}"), _day(latest))
    if end:
        add_date(record, thing, "end", dates.point(end))
    elif case.kind == "membership" and note.seen:
        record.add(thing, record.urb.earliestEnd, _day(max(_first(when) for when in note.seen)))
    if note.ended_by:
        record.add(thing, record.urb.latestEnd, _day(note.ended_by.latest))
    if note.seen or note.began_by or note.began_within or note.start or note.ended_by:
        record.text(thing, record.urb.statedDate, record.row["note"])


def _start_bounds(start: PartialDate | None, note: NoteReading) -> tuple[date | None, date | None]:
    earliest = [start.earliest] if start else []
    latest = [start.latest] if start else []
    if note.began_within:
        earliest.append(_first(note.began_within))
        latest.append(_last(note.began_within))
    latest += [known.latest for known in note.began_by]
    latest += [_last(when) for when in note.seen]
    return max(filter(None, earliest), default=None), min(filter(None, latest), default=None)


def _first(when: When) -> date:
    known = when.start if isinstance(when, Interval) else when
    return (known.earliest if known else None) or date.min


def _last(when: When) -> date | None:
    known = when.end if isinstance(when, Interval) else when
    return known.latest if known else None


def _add_phases(record: Record, case: Case, thing: NamedNode) -> None:
    steps = [(phase.label, dates.point(phase.when) or dates.interval(phase.when))
             for phase in case.roles.phases]  # fmt: skip
    steps += [(phase.label, phase.when) for phase in case.note.phases]
    for label, when in steps:
        known = when.start if isinstance(when, Interval) else when
        words = key_of(f"{label} {known.value if known else ''}")
        phase = record.thing("phase", f"{case.key}--{words}", record.urb.Phase)
        record.add(thing, record.urb.hasPhase, phase)
        record.label(phase, label, "en")
        add_when(record, phase, when)


def _add_figures(record: Record, case: Case, thing: NamedNode) -> None:
    """Add what the note counts: votes of this decision, members of the network as a whole."""
    kind = "list" if case.is_list else "network"
    circle = record.context.iris.thing(kind, case.network)
    for figure in case.note.figures:
        if figure.measure.startswith("votes"):
            add_figure(record, thing, figure, f"{case.key}--{figure.measure}")
        else:
            when = figure.when.value if isinstance(figure.when, PartialDate) else ""
            words = key_of(f"{figure.measure} {figure.label} {when}")
            add_figure(record, circle, figure, f"{case.network}--{words}")


def _add_founding_signature(record: Record, case: Case, place: NamedNode) -> None:
    """Add the signature of the founding declaration of a network that was founded by signing."""
    charter = FOUNDING_CHARTERS.get(case.network)
    if charter is None or not case.note.founding:
        return
    urb, iris = record.urb, record.context.iris
    signature = record.thing("signature", f"{charter}--{case.city}", urb.Signature)
    entry = record.context.registry.entry("charter", charter)
    record.label(signature, f"{record.row['city']}: {entry.label if entry else charter}", "en")
    record.add(signature, urb.signatory, _member(record, case, place))
    record.add(signature, urb.charter, iris.thing("charter", charter))
    record.add(signature, urb.place, place)
    record.add(signature, urb.role, record.concept("role", "first-signatory"))
    add_date(record, signature, "date", dates.point(record.row["start"]))


def _add_commitment(record: Record, case: Case, place: NamedNode) -> None:
    """Add that a declared safe harbour answered the demand for a declaration of solidarity.

    Whether it was fulfilled the sources do not say: unknown.
    """
    if case.network != SAFE_HARBOURS or "declared-safe-harbour" not in case.roles.concepts:
        return
    urb = record.urb
    commitment = record.thing("commitment", f"{case.key}--{DECLARATION}", urb.Commitment)
    city = record.row["city"]
    record.add(commitment, RDFS.label, Literal(f"{city}: declaration of solidarity", language="en"))
    record.add(commitment, urb.committedBy, _member(record, case, place))
    record.add(commitment, urb.place, place)
    record.add(commitment, urb.demand, record.concept("demand", DECLARATION))
    record.add(commitment, urb.commitmentState, record.concept("commitment-state", "declared"))
    record.add(commitment, urb.declared, record.concept("tri-state", "yes"))
    record.add(commitment, urb.fulfilled, record.concept("tri-state", "unknown"))
    if record.row["start"]:
        add_date(record, commitment, "date", dates.point(record.row["start"]))


def _day(day: date | None) -> Literal | None:
    return Literal(day.isoformat(), datatype=XSD.date) if day and day != date.min else None
