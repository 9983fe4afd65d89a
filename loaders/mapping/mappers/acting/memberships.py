"""Maps the table of memberships: a row is a membership, an act, a designation or a signature.

The role decides (``ontology/schemes/role.ttl``): who declared, offered, hosted, adopted a motion
or got a grant did an act and is not a member by it; who has a role of a member, or of a local
group, is one; a signatory of one of the texts below is a signature. A row with roles of several
kinds is several things. A place that stands on a list of others, without having done anything, is
a designation. Founding signatories of the International Alliance of Safe Harbours are members and
signed its declaration besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import Literal, NamedNode

from loaders.curation.registry import Entry
from loaders.edtf.partial import Interval, PartialDate
from loaders.errors import DataError
from loaders.interpret import dates
from loaders.mapping import role_uses
from loaders.mapping.acts import add_act
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date, add_figure, add_seen, add_when, first_day, last_day
from loaders.mapping.linked import add_statements, statements
from loaders.mapping.notes import memberships as notes
from loaders.mapping.notes import roles as roles_of
from loaders.mapping.notes.memberships import NoteReading, read_note
from loaders.mapping.notes.roles import Roles, read_roles
from loaders.mapping.places import government_of, place_entry
from loaders.text import key_of
from loaders.vocabulary import ORG, RDFS, XSD

SAFE_HARBOURS = "seebruecke-safe-harbours"
DECLARATION = "public-solidarity-declaration"
# Things that are done at a time, and do not last.
MOMENTS = frozenset({"signature", "act"})
# The uses of roles that each kind of thing may have.
_ROLES = {
    "membership": (role_uses.MEMBERSHIP, role_uses.LOCAL_GROUP),
    "act": (role_uses.ACT,),
    "signature": (role_uses.SIGNATURE,),
    "designation": (role_uses.DESIGNATION,),
}


LOOKED_UP = {"note": notes.MEANINGS, "role": roles_of.MEANINGS}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``memberships.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


@dataclass(frozen=True)
class Case:
    """One row, interpreted: its keys, its roles and its note.

    ``kinds`` are the kinds of things the row becomes, the one it is mainly about first.
    """

    network: str
    city: str
    roles: Roles
    note: NoteReading
    kinds: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the key of the row's things."""
        return f"{self.network}--{self.city}"


def _map_row(row: Row, context: Context) -> Record:
    case = _case(row, context)
    record = Record.open(row, case.key, context, inferred=case.note.inferred)
    record.ignore("network_id", "city_id", "city", "role", "note")  # interpreted in the case
    place = _place(record, case)
    things = [_add_thing(record, case, kind, place) for kind in case.kinds]
    for kind, thing in zip(case.kinds, things, strict=True):
        _add_dates(record, case, kind, thing)
        record.text(thing, record.urb.statedRole, row["role"])
        record.note(thing, row["note"])
    _add_details(record, case, things[0])
    _add_founding_signature(record, case, place)
    _add_commitment(record, case, place)
    record.cite(record.take("source"))
    record.report("note", case.note.unread)
    record.report("role", case.roles.unread)
    used = {use for kind in case.kinds for use in _ROLES[kind]}
    for role in set(case.roles.concepts) - set(context.role_uses.of(case.roles.concepts, *used)):
        record.uninterpreted("role", role, f"not a role of a {' or '.join(case.kinds)}")
    return record.close()


def _case(row: Row, context: Context) -> Case:
    network, lookup = row["network_id"], context.lookup
    roles = read_roles(row["role"], context.concepts, lookup.of("role"))
    note = read_note(row["note"], lookup.of("note"))
    if note.founding:
        founder = tuple(role for role in roles.concepts if role != "member")
        roles = replace(roles, concepts=("founding-member", *founder))
    kinds = _kinds(network, roles, context)
    if not kinds:
        raise DataError(
            f"who signed what as {row['role']!r} of {network}?",
            row.file,
            row.number,
            "role",
            remedy="name the text in data/links/statements.csv (signedCharter of the network)",
        )
    return Case(network, row["city_id"], roles, note, kinds)


def _kinds(network: str, roles: Roles, context: Context) -> tuple[str, ...]:
    """Return what the roles make of a row; a row without any role is a membership or listed."""
    uses, kinds = context.role_uses, []
    if network in context.registry.keys("list"):
        acted = uses.of(roles.concepts, role_uses.ACT)
        return ("act",) if acted else ("designation",)
    if network in context.links.signed and uses.of(roles.concepts, role_uses.SIGNATURE):
        kinds.append("signature")
    if uses.of(roles.concepts, *_ROLES["membership"]) or not roles.concepts:
        kinds.append("membership")
    if uses.of(roles.concepts, role_uses.ACT):
        kinds.append("act")
    return tuple(kinds)


def _place(record: Record, case: Case) -> NamedNode:
    """Return the place of the row; raise DataError when it is unknown or lies elsewhere."""
    entry = place_entry(record.context, case.city)
    if entry is None:
        raise record.error("city_id", f"unknown city or place {case.city!r}")
    if record.take("country_iso2") != entry.country:
        what = f"{case.city} lies in {entry.country}, not in {record.row['country_iso2']}"
        raise record.error("country_iso2", what)
    return record.context.iris.thing(entry.kind, case.city)


def _add_thing(record: Record, case: Case, kind: str, place: NamedNode) -> NamedNode:
    """Add a thing of the row with its place, its roles and whom or what it ties together."""
    urb = record.urb
    thing = record.registered(kind, case.key, urb(kind.capitalize()))
    said = f"{record.row['city']}, {record.row['role']}" if kind == "act" else record.row["city"]
    record.label(thing, f"{said}: {_circle(record, case).label}", "en")
    record.add(thing, urb.place, place)
    roles = record.context.role_uses.of(case.roles.concepts, *_ROLES[kind])
    for role in roles:
        predicate = ORG.role if kind == "membership" else urb.role
        record.add(thing, predicate, record.concept("role", role))
    if kind == "act":
        _add_act(record, case, thing, place, record.context.role_uses.act_types[roles[0]])
    else:
        _link(record, case, kind, thing, place)
    return thing


def _add_act(record: Record, case: Case, act: NamedNode, place: NamedNode, act_type: str) -> None:
    iris, entry = record.context.iris, _circle(record, case)
    circle = iris.thing(entry.kind, entry.key)
    add_act(record, act, act_type, member=_member(record, case, place), circle=circle)
    if charter := record.context.links.signed.get(case.network):
        record.add(act, record.urb.work, iris.thing("charter", charter))
    add_statements(record, act, ("event",))


def _link(record: Record, case: Case, kind: str, thing: NamedNode, place: NamedNode) -> None:
    urb, iris = record.urb, record.context.iris
    if kind == "designation":
        record.add(thing, urb.designates, place)
        record.add(thing, urb.designatedIn, iris.thing("list", case.network))
    elif kind == "signature":
        record.add(thing, urb.signatory, _member(record, case, place))
        record.add(
            thing, urb.charter, iris.thing("charter", record.context.links.signed[case.network])
        )
    else:
        record.add(thing, ORG.member, _member(record, case, place))
        record.add(thing, ORG.organization, iris.thing("network", case.network))


def _circle(record: Record, case: Case) -> Entry:
    """Return the network, campaign or list of the row."""
    entries = (record.context.registry.entry(kind, case.network) for kind in ("network", "list"))
    found = next((entry for entry in entries if entry), None)
    if found is None:
        raise record.error("network_id", f"unknown network or list {case.network!r}")
    return found


def _member(record: Record, case: Case, place: NamedNode) -> NamedNode:
    """Return who belongs or signed: the government of the place, or another body of it.

    Another is a local group, or what ``data/links/statements.csv`` names (an enterprise of the
    town, a university).
    """
    for link in statements(record):
        if link.property == "member":
            return record.context.iris.thing(link.kind, link.key)
    if record.context.role_uses.of(case.roles.concepts, role_uses.LOCAL_GROUP):
        group = record.registered("organisation", case.key, record.urb.Organisation)
        role = record.row["role"].partition(" (")[0]
        label = f"{_circle(record, case).label}: {role} in {record.row['city']}"
        record.label(group, label, "en")
        record.add(group, record.urb.actorType, record.concept("actor-type", "civil-society-group"))
        record.add(group, record.urb.place, place)
        return group
    government = government_of(record.context, case.city)
    if government is None:
        raise record.error("city_id", f"the place {case.city!r} has no government")
    return government


def _add_dates(record: Record, case: Case, kind: str, thing: NamedNode) -> None:
    """Add start (of a signature or act: date) and end, narrowed by what the note tells."""
    note = case.note
    stated, end = record.take("start"), record.take("end")
    start = (dates.point(stated) if stated else None) or note.start
    name = "Date" if kind in MOMENTS and not note.start else "Start"
    if start:
        record.add(thing, record.urb(name.lower()), start.literal)
    earliest, latest = _start_bounds(start, note)
    record.add(thing, record.urb(f"earliest{name}"), _day(earliest))
    record.add(thing, record.urb(f"latest{name}"), _day(latest))
    if known := _agreed(dates.point(end) if end else None, note.end):
        add_date(record, thing, "end", known)
    elif kind == "membership" and note.seen:
        add_seen(record, thing, note.seen, "earliestEnd")
    if note.ended_by:
        record.add(thing, record.urb.latestEnd, _day(note.ended_by.latest))
    if note.dated:
        record.text(thing, record.urb.dateText, record.row["note"])


def _agreed(stated: PartialDate | None, noted: PartialDate | None) -> PartialDate | None:
    """Return the date of a column, else that of the note.

    Where they disagree both are kept: the bounds of the column's date reach over both.
    """
    if stated is None or noted is None:
        return stated or noted
    firsts = [known.earliest or date.min for known in (stated, noted)]
    lasts = [known.latest or date.max for known in (stated, noted)]
    if max(firsts) <= min(lasts):
        return stated
    return replace(stated, earliest=min(firsts), latest=max(lasts))


def _start_bounds(start: PartialDate | None, note: NoteReading) -> tuple[date | None, date | None]:
    """Return the first and last day on which it can have begun.

    Sources that give different times are both kept: the bounds reach over all of them.
    """
    known = [given for given in (start, note.start) if given]
    earliest, latest = ([given.earliest for given in known], [given.latest for given in known])
    if note.began_within:
        earliest.append(first_day(note.began_within))
        latest.append(last_day(note.began_within))
    latest += [bound.latest for bound in note.began_by]
    latest += [last_day(when) for when in note.seen]
    firsts, lasts = list(filter(None, earliest)), list(filter(None, latest))
    if firsts and lasts and max(firsts) > min(lasts):
        return min(firsts), max(lasts)
    return max(firsts, default=None), min(lasts, default=None)


def _add_details(record: Record, case: Case, thing: NamedNode) -> None:
    """Add the status, the dated steps and what the note counts to the main thing of the row."""
    for status in dict.fromkeys((*case.note.statuses, *case.roles.statuses)):
        record.add(thing, record.urb.status, record.concept("status", status))
    _add_phases(record, case, thing)
    _add_figures(record, case, thing)


def _add_phases(record: Record, case: Case, thing: NamedNode) -> None:
    for step in (*case.roles.phases, *case.note.phases):
        label, when = step.label, step.when
        known = when.start if isinstance(when, Interval) else when
        words = key_of(f"{label} {known.value if known else ''}")
        phase = record.thing("phase", f"{case.key}--{words}", record.urb.Phase)
        record.add(thing, record.urb.hasPhase, phase)
        record.label(phase, label, "en")
        add_when(record, phase, when)


def _add_figures(record: Record, case: Case, thing: NamedNode) -> None:
    """Add what the note counts: votes of this decision, members of the network as a whole."""
    entry = _circle(record, case)
    circle = record.context.iris.thing(entry.kind, entry.key)
    for figure in case.note.figures:
        if figure.measure.startswith("votes"):
            add_figure(record, thing, figure, f"{case.key}--{figure.measure}")
        else:
            when = figure.when.value if isinstance(figure.when, PartialDate) else ""
            words = key_of(f"{figure.measure} {figure.label} {when}")
            add_figure(record, circle, figure, f"{case.network}--{words}")


def _add_founding_signature(record: Record, case: Case, place: NamedNode) -> None:
    """Add the signature of the founding declaration of a network that was founded by signing."""
    charter = record.context.links.founding.get(case.network)
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
    record.add(commitment, urb.declaredIn, record.context.iris.thing("act", case.key))
    if record.row["start"]:
        add_date(record, commitment, "date", dates.point(record.row["start"]))


def _day(day: date | None) -> Literal | None:
    return Literal(day.isoformat(), datatype=XSD.date) if day and day != date.min else None
