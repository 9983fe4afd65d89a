"""What an accepted claim of each kind says in the graph, in the model of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from loaders.edtf.partial import Interval, When
from loaders.interpret.figures import Figure, figures
from loaders.kinds import ACTORS, BY_KEY, PLACES, THINGS
from loaders.mapping import role_uses
from loaders.mapping.acts import DONE_TO, add_act
from loaders.mapping.base import Record
from loaders.mapping.dated import add_date, add_figure, figure_key
from loaders.review.names import Names, Thing
from loaders.review.said import NoStatementError, Said, read_date
from loaders.review.unknown import New, new_thing
from loaders.text import key_of
from loaders.vocabulary import BIBO, CITO, DCTERMS, ORG


@dataclass(frozen=True)
class _Speaker:
    """Adds the statements of one claim to a record."""

    record: Record
    names: Names
    said: Said

    @property
    def when(self) -> When | None:
        return read_date(self.said.date)

    def thing(self, part: str, *kinds: str) -> Thing:
        """Return the registered thing of the subject or object; raise NoStatementError."""
        words = getattr(self.said, part)
        new = new_thing(words)
        if new is not None and new.kind in kinds:
            return self._let_in(new, part)
        found = self.names.find(words, kinds)
        if found is None and words == self.said.report and "publication" in kinds:
            return Thing("publication", words.rpartition("/")[2], "this report")
        if found is None:
            raise NoStatementError(
                part,
                f"{self.names.label(words)!r} is not a registered {' or '.join(kinds)}",
                "correct it to kind/key, register it first, or reject the claim",
            )
        return found

    def _let_in(self, new: New, part: str) -> Thing:
        """State that a thing exists that a reviewer lets in, under the key given to it."""
        record, kind = self.record, BY_KEY[new.kind]
        classes = [kind.class_, *(("urb:Place",) if kind.family == "place" else ())]
        classes += ["urb:Actor"] if kind.family == "actor" else []
        names = dict.fromkeys(name.removeprefix("urb:") for name in classes)
        node = record.registered(new.kind, new.key, *(record.urb(name) for name in names))
        label = new.label or self.said.named.get(part, "") or new.key.replace("-", " ")
        record.label(node, label)
        return Thing(new.kind, new.key, label)

    def practice(self, part: str) -> Thing:
        """Return a practice; one that is let in gets its place, without which there is none."""
        thing = self.thing(part, "practice")
        new, place = new_thing(getattr(self.said, part)), self.said.place
        if new is None or place is None:
            return thing
        found = self.names.find(place, PLACES) if place else None
        if found is None:
            raise NoStatementError(
                part,
                f"the practice {thing.label!r} would have no place",
                f"add a row: decision added, corrected_subject city/KEY, corrected_predicate "
                f"practice, corrected_object {new}, evidence characters FROM–TO",
            )
        self.link(self.names.iri(thing), self.record.urb.place, found)
        return thing

    def actor(self, part: str) -> Thing:
        """Return who acts: the government where a place is named; raise NoStatementError."""
        thing = self.thing(part, *ACTORS, *PLACES)
        new = new_thing(getattr(self.said, part))
        if new is not None and new.kind in PLACES:
            return self._government(thing)
        actor = self.names.actor(thing)
        if actor is None:
            raise NoStatementError(part, f"{thing.label} has no government in the registry")
        return actor

    def _government(self, place: Thing) -> Thing:
        """State the government of a place that a reviewer lets in."""
        record, urb = self.record, self.record.urb
        node = record.registered("government", place.key, urb.Government, urb.Actor)
        record.label(node, f"Government of {place.label}", "en")
        record.add(node, urb.governs, self.names.iri(place))
        country = self.said.country
        if country:
            record.row = replace(record.row, values={"country_iso2": country})
            land = record.context.iris.thing("country", country.lower())
            record.add(self.names.iri(place), urb.country, land)
        return Thing("government", place.key, place.label)

    def link(self, subject: NamedNode, predicate: NamedNode, thing: Thing | None) -> None:
        if thing is not None:
            self.record.add(subject, predicate, self.names.iri(thing))

    def dated(self, subject: NamedNode, name: str) -> None:
        """Add the date as ``name``; a stretch of time as start and end."""
        when = self.when
        if isinstance(when, Interval):
            add_date(self.record, subject, "start", when.start)
            add_date(self.record, subject, "end", when.end)
        elif when is not None:
            add_date(self.record, subject, name, when)

    def circle(self) -> None:
        """State a membership in a network, a designation on a list of others, or an act."""
        record, urb = self.record, self.record.urb
        circle = self.thing("object", "network", "list")
        actor = self.actor("subject")
        place = self.names.place(actor)
        key = f"{circle.key}--{actor.key}"
        kind = self._kind_of_circle(circle, key)
        if kind == "signature":
            charter = record.context.registry.entry(
                "charter", record.context.links.signed[circle.key]
            )
            self._signature(key, actor, Thing.of(charter) if charter else circle)
            return
        if kind == "designation" and place is not None:
            node = record.registered("designation", key, urb.Designation)
            self.link(node, urb.designates, place)
            self.link(node, urb.designatedIn, circle)
        elif kind == "act":
            node = record.registered("act", key, urb.Act)
            self._act(node, actor, circle)
        else:
            node = record.registered("membership", key, urb.Membership)
            self.link(node, ORG.member, actor)
            self.link(node, ORG.organization, circle)
            if self._role:
                record.add(node, ORG.role, record.concept("role", self._role))
        self._labelled(node, actor, circle)
        self.dated(node, "date" if kind == "act" else "start")

    @property
    def _role(self) -> str:
        return (self.said.detail or {}).get("role", "")

    def _kind_of_circle(self, circle: Thing, key: str) -> str:
        """Return what standing in a circle is: decided by the role, else by what is registered."""
        context = self.record.context
        registry, prefix = context.registry, f"{circle.key}--"
        if context.role_uses.of((self._role,), role_uses.ACT) or registry.entry("act", key):
            return "act"
        if circle.kind == "list":
            return "designation"
        if circle.key in context.links.signed and registry.entry("signature", key):
            return "signature"
        belongs, acted = (
            any(one.current and one.key.startswith(prefix) for one in registry.keys(kind).values())
            for kind in ("membership", "act")
        )
        return "act" if acted and not belongs else "membership"

    def _act(self, node: NamedNode, actor: Thing, circle: Thing) -> None:
        """State an act within a campaign; without a role of an act it is a declaration."""
        record, roles = self.record, self.record.context.role_uses
        act_type = roles.act_types.get(self._role, "declaration")
        member, framework = self.names.iri(actor), self.names.iri(circle)
        add_act(record, node, act_type, member=member, circle=framework)
        if roles.of((self._role,), role_uses.ACT):
            record.add(node, record.urb.role, record.concept("role", self._role))

    def _labelled(self, node: NamedNode, actor: Thing, circle: Thing) -> None:
        place = self.names.place(actor)
        self.record.label(node, f"{(place or actor).label}: {circle.label}", "en")
        self.link(node, self.record.urb.place, place)

    def signature(self) -> None:
        charter, actor = self.thing("object", "charter"), self.actor("subject")
        signed = self.record.context.links.signed.items()
        network = next((key for key, text in signed if text == charter.key), "")
        circle = f"{network}--{actor.key}"
        known = self.record.context.registry.entry("signature", circle)
        self._signature(circle if known else f"{charter.key}--{actor.key}", actor, charter)

    def _signature(self, key: str, actor: Thing, charter: Thing) -> None:
        urb = self.record.urb
        node = self.record.registered("signature", key, urb.Signature)
        self.link(node, urb.signatory, actor)
        self.link(node, urb.charter, charter)
        self._labelled(node, actor, charter)
        self.dated(node, "date")

    def adoption(self) -> None:
        """State who adopted a charter, or who does something and where."""
        urb, actor = self.record.urb, self.actor("subject")
        thing = self.thing("object", "charter", "practice")
        node = self.names.iri(thing)
        if thing.kind == "charter":
            self.link(node, urb.adoptedBy, actor)
            self.dated(node, "date")
            return
        self.link(node, urb.actor, actor)
        self.link(node, urb.place, self.names.place(actor))
        self.dated(node, "start")

    def founding(self) -> None:
        """State who founded a network, organisation or practice, or when it was founded."""
        subject = self._founded()
        if subject.kind == "practice":
            self._started(subject)
            return
        founded = self.names.iri(subject)
        if read_date(self.said.object) is None:
            self.link(founded, self.record.urb.founder, self.actor("object"))
        when = self.when or read_date(self.said.object)
        add_date(
            self.record, founded, "founded", when.start if isinstance(when, Interval) else when
        )

    def _founded(self) -> Thing:
        new = new_thing(self.said.subject)
        if new is not None and new.kind == "practice":
            return self.practice("subject")
        return self.thing("subject", "network", "organisation", "practice")

    def _started(self, practice: Thing) -> None:
        """State when a practice started, or who started it."""
        node, when = self.names.iri(practice), self.when or read_date(self.said.object)
        if read_date(self.said.object) is None:
            self.link(node, self.record.urb.actor, self.actor("object"))
        add_date(self.record, node, "start", when.start if isinstance(when, Interval) else when)

    def office(self) -> None:
        record, urb = self.record, self.record.urb
        person, body = self.thing("subject", "person"), self.actor("object")
        detail = self.said.detail or {}
        office, once = detail.get("role", "mayor"), detail.get("status") == "former"
        parts = (person.key, body.key, key_of(self.said.date))
        node = record.thing("tenure", "--".join(filter(None, parts)), urb.Tenure)
        place = self.names.place(body)
        said = f"{'former ' if once else ''}{office.replace('-', ' ')}"
        words = f"{person.label}, {said} of {(place or body).label}"
        record.label(node, words, "en")
        self.link(node, urb.holder, person)
        record.add(node, urb.office, record.concept("role", office))
        self.link(node, ORG.organization, body)
        self.link(node, urb.place, place)
        self.dated(node, "start")

    def figure(self) -> None:
        """State a number: the object is read as a cell of a table, ``more than 700 cities``."""
        about = self.thing("subject", *THINGS)
        found = self._number()
        key = f"{figure_key(about.key, found)}--{self.said.key}"
        node = add_figure(self.record, self.names.iri(about), found, key)
        self.dated(node, "date")

    def _number(self) -> Figure:
        """Return what is counted: as the claim tells apart, else as the words say."""
        said, detail = self.said, self.said.detail or {}
        if said.object.isdecimal() and "measure" in detail:
            measure, qualifier = detail["measure"], detail.get("qualifier", "exactly")
            words = said.words or f"{said.object} {measure}"
            return Figure(measure, measure, qualifier, words, Decimal(said.object))
        read = figures(said.object, self.record.context.words)
        if len(read.figures) != 1 or read.uninterpreted or not read.figures[0].measure:
            raise NoStatementError(
                "object",
                f"{said.object!r} is not a number of something",
                "write it as: more than 700 municipalities",
            )
        return read.figures[0]

    def act(self, act_type: str) -> NamedNode:
        """State what somebody did: offered, declared, protested, took part, paid for; return it."""
        record, urb, actor = self.record, self.record.urb, self.actor("subject")
        node = record.registered("act", f"{actor.key}--{act_type}-{self.said.key}", urb.Act)
        record.add(node, urb.actType, record.concept("act-type", act_type))
        if act_type in DONE_TO - {"grant"}:
            self.link(node, urb.addressee, actor)
            record.text(node, urb.actorText, "not stated in the report")
        else:
            self.link(node, urb.actor, actor)
        place = self.names.place(actor)
        what = self.names.label(self.said.object)
        record.label(node, f"{(place or actor).label}, {act_type}: {what}", "en")
        self.link(node, urb.place, place)
        self.dated(node, "date")
        return node

    def worded(self, act_type: str) -> None:
        """State an act whose matter stands in the words of the report."""
        node = self.act(act_type)
        circle = self.names.find(self.said.object, ("network", "list"))
        self.link(node, self.record.urb.framework, circle)
        if circle is None:
            self.record.note(node, self.said.words or self.said.object)

    def participation(self) -> None:
        """State who organised an event or took part in it."""
        event = self.thing("object", "event")
        if (self.said.detail or {}).get("role") == "organiser":
            self.link(self.names.iri(event), self.record.urb.organiser, self.actor("subject"))
            return
        self.link(self.act("participation"), self.record.urb.event, event)

    def support(self) -> None:
        """State who paid for or helped a practice."""
        self.link(self.act("grant"), self.record.urb.about, self.practice("object"))

    def carrier(self) -> None:
        """State who runs a practice."""
        self.link(
            self.names.iri(self.practice("subject")),
            self.record.urb.actor,
            self.actor("object"),
        )

    def end(self) -> None:
        """State when a practice ended."""
        thing = self.names.iri(self.practice("subject"))
        when = self.when or read_date(self.said.object)
        if when is None:
            raise NoStatementError("date", f"{self.said.object!r} is not a date", "correct it")
        add_date(self.record, thing, "end", when.end if isinstance(when, Interval) else when)

    def authorship(self) -> None:
        """State who wrote a work."""
        work, person = self.thing("object", "publication"), self.thing("subject", "person")
        self.link(self.names.iri(work), DCTERMS.creator, person)

    def citation(self) -> None:
        """State which work a report cites."""
        citing, cited = self.thing("subject", "publication"), self.thing("object", "publication")
        self.link(self.names.iri(citing), CITO.cites, cited)
        if new_thing(self.said.object) is not None:
            self._described(self.names.iri(cited))

    def _described(self, work: NamedNode) -> None:
        """State what the entry of a list of works says of one that a reviewer lets in."""
        record, said = self.record, self.said.detail or {}
        record.text(work, record.urb.authorText, said.get("authors", ""))
        when = read_date(said.get("year", ""))
        add_date(record, work, "date", when.start if isinstance(when, Interval) else when)
        if said.get("doi"):
            record.add(work, BIBO.doi, Literal(said["doi"]))

    def event(self) -> None:
        """State who organised an event, or where it took place."""
        event = self.names.iri(self.thing("subject", "event"))
        thing = self.thing("object", *PLACES, *ACTORS)
        term = self.record.urb.place if thing.kind in PLACES else self.record.urb.organiser
        self.link(event, term, thing)
        self.dated(event, "date")


_SPEAK: Mapping[str, Callable[[_Speaker], None]] = {
    "membership": _Speaker.circle,
    "signature": _Speaker.signature,
    "adoption": _Speaker.adoption,
    "founding": _Speaker.founding,
    "office": _Speaker.office,
    "figure": _Speaker.figure,
    "event": _Speaker.event,
    "practice": _Speaker.adoption,
    "declaration": lambda speaker: speaker.worded("declaration"),
    "offer": lambda speaker: speaker.worded("offer"),
    "protest": lambda speaker: speaker.worded("protest"),
    "recognition": lambda speaker: speaker.worded("recognition"),
    "participation": _Speaker.participation,
    "support": _Speaker.support,
    "carrier": _Speaker.carrier,
    "end": _Speaker.end,
    "authorship": _Speaker.authorship,
    "citation": _Speaker.citation,
}
PREDICATES = tuple(_SPEAK)


def state(record: Record, names: Names, said: Said) -> None:
    """Add what a claim says to a record.

    Raises NoStatementError when a part names nothing registered or nothing that fits, DataError
    when the statement needs a key that the registry does not have.
    """
    speak = _SPEAK.get(said.predicate)
    if speak is None:
        raise NoStatementError("predicate", f"nothing is stated by {said.predicate!r}")
    if said.date and read_date(said.date) is None:
        raise NoStatementError("date", f"{said.date!r} is not a date", "correct the date")
    speak(_Speaker(record, names, said))
