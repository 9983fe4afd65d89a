"""The records of a report's claims: those still open together, each accepted one by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from loaders.documents.model import Locator
from loaders.errors import DataError, GroupedError, UrbsolError
from loaders.extract.model import Claim, Extraction
from loaders.kinds import THINGS
from loaders.mapping.base import Context, Record, Row
from loaders.mapping.identifiers import reviewer_of
from loaders.review.claims import ClaimWriter, ReportText, Right
from loaders.review.decisions import ACCEPTED, ADDED, CORRECTED, UNREVIEWED, Decision
from loaders.review.judged import Judged, is_open
from loaders.review.names import Names, Thing
from loaders.review.said import NoStatementError, Said
from loaders.review.statements import state
from loaders.review.unknown import New, kind_of, new_thing
from loaders.text import key_of
from loaders.vocabulary import DCTERMS, PROV, RDF, SKOS, XSD

CLAIMS = "claims"
_PLACING = frozenset({"practice", "adoption"})  # claims that say where a practice is


@dataclass(frozen=True)
class Reviewed:
    """One report with what was read from it and what people decided.

    ``stem`` and ``file`` say where it is, ``prefix`` begins the names of its records where a source
    holds several reports.
    """

    stem: str
    file: str
    report: ReportText
    extraction: Extraction
    judged: Judged
    prefix: str = ""

    def record(self, name: str, context: Context) -> Record:
        """Return an empty record; the claims graph is one for all reports of a source."""
        name = name if name == CLAIMS else f"{self.prefix}{name}"
        return Record(Row(self.stem, self.file, 0, {}), name, context)


def records(reviewed: Reviewed, context: Context) -> tuple[Record, ...]:
    """Return the record ``claims`` and one record for each accepted, corrected or added claim.

    Raises GroupedError with the row and column of every decision that cannot become a statement.
    """
    made, errors = [_open(reviewed, context)], list[UrbsolError]()
    accepted = list(_accepted(reviewed, context))
    places = _places(reviewed, accepted)
    for claim, decision in accepted:
        place = next((places[key] for key in _keys(claim, decision) if key in places), "")
        try:
            made.append(_statement(reviewed, claim, decision, context, place))
        except UrbsolError as error:
            errors.append(error)
    if errors:
        shown = errors[0].file
        raise GroupedError(f"{shown}: {len(errors)} decisions", errors=tuple(errors))
    return tuple(made)


def _open(reviewed: Reviewed, context: Context) -> Record:
    """Return what nobody accepted: unreviewed claims, rejected ones with the reason, mentions."""
    record = reviewed.record(CLAIMS, context)
    writer = ClaimWriter(record, reviewed.report)
    for claim, decision in reviewed.judged.claims:
        if is_open(decision):
            node = writer.claim(claim, decision.status if decision else UNREVIEWED)
            if decision is not None:
                _attribute(record, record.graph, decision, node)
    used = {mention for claim in reviewed.extraction.claims for mention in claim.evidence}
    writer.mentions(reviewed.extraction.mentions, used)
    _catalogue(record, reviewed)
    return record


def _accepted(reviewed: Reviewed, context: Context) -> Iterator[tuple[Claim, Decision]]:
    for claim, decision in reviewed.judged.claims:
        if decision is not None and decision.accepted:
            yield claim, decision
    for decision in reviewed.judged.added:
        yield claim_of(decision, context), decision


def claim_of(decision: Decision, context: Context) -> Claim:
    """Return a statement that a person added as a claim, keyed by what it says and where."""
    names = Names(context)
    subject, object_ = (
        str(names.iri(found).value) if (found := names.find(words, THINGS)) else words
        for words in (decision.subject, decision.object)
    )
    parts = (decision.predicate, subject, object_, decision.date, str(decision.span))
    key = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
    start, end = decision.span or (0, 0)
    return Claim(
        key, decision.predicate, subject, object_, "ORG", "ORG", (), start, end,
        decision.date or None, method="person", confidence=1.0,
        locator=Locator(page=decision.page),
    )  # fmt: skip


def _keys(claim: Claim, decision: Decision) -> tuple[str, ...]:
    """Return the keys of the things that a reviewer lets in by a claim, subject first."""
    words = (decision.subject or claim.subject, decision.object or claim.object)
    return tuple(f"{new.kind}/{new.key}" for new in map(new_thing, words) if new is not None)


def _places(
    reviewed: Reviewed, accepted: Iterable[tuple[Claim, Decision]]
) -> dict[str, str | None]:
    """Return the place of each thing let in: the one its sentences name, "" without one.

    None stands for what another claim says is done in a place.
    """
    named: dict[str, set[str]] = {}
    stated: set[str] = set()
    for claim, decision in accepted:
        keys = _keys(claim, decision)
        if (decision.predicate or claim.predicate) in _PLACING:
            stated.update(keys)
        cities = {
            mention.link
            for mention in reviewed.extraction.mentions
            if mention.type == "CITY" and mention.link and claim.start <= mention.start < claim.end
        }
        for key in keys:
            named.setdefault(key, set()).update(cities)
    return {
        key: None if key in stated else next(iter(found)) if len(found) == 1 else ""
        for key, found in named.items()
    }


def _statement(
    reviewed: Reviewed, claim: Claim, decision: Decision, context: Context, place: str | None
) -> Record:
    record, names = reviewed.record(f"claim-{claim.key}", context), Names(context)
    said = Said(
        decision.predicate or claim.predicate,
        decision.subject or claim.subject,
        decision.object or claim.object,
        decision.date or claim.date or "",
        dict(claim.detail),
        claim.key[:6],
        next((m.text for m in claim.evidence if m.type == "FIGURE"), ""),
        {"subject": names.label(claim.subject), "object": names.label(claim.object)},
        next((m.value or "" for m in claim.evidence if m.type == "CITY" and not m.link), ""),
        place,
        reviewed.report.iri.value,
    )
    try:
        state(record, names, said)
    except NoStatementError as error:
        column, remedy = f"corrected_{error.part}", _remedy(reviewed, claim, decision, error)
        raise DataError(error.what, decision.shown, decision.row, column, remedy=remedy) from error
    except DataError as error:
        error.file, error.row, error.column = decision.shown, decision.row, "decision"
        raise
    status = ACCEPTED if decision.status == ADDED else decision.status
    writer = ClaimWriter(record, reviewed.report)
    node = writer.claim(claim, status)
    if status == CORRECTED:
        subject, object_ = (_term(names, words) for words in (said.subject, said.object))
        writer.revision(node, Right(said.predicate, subject, object_, said.date), claim)
    _catalogue(record, reviewed)
    _attribute(record, context.iris.catalogue(), decision, record.graph)
    catalogue = context.iris.catalogue()
    record.catalogue.append(Quad(record.graph, PROV.wasDerivedFrom, node, catalogue))
    record.verify()
    return record


def _term(names: Names, words: str) -> str:
    """Return the IRI of the thing that a reviewer names, registered or let in; else the words."""
    if (new := new_thing(words)) is not None:
        return names.iri(Thing(new.kind, new.key, new.label)).value
    found = names.find(words, THINGS)
    return names.iri(found).value if found else words


def _remedy(reviewed: Reviewed, claim: Claim, decision: Decision, error: NoStatementError) -> str:
    """Return what to do about a part that cannot be stated: for an unknown thing, what to type."""
    if error.part not in {"subject", "object"} or "not a registered" not in error.what:
        return error.remedy
    type_ = claim.subject_type if error.part == "subject" else claim.object_type
    words = getattr(decision, error.part) or getattr(claim, error.part)
    kind = kind_of(decision.predicate or claim.predicate, error.part, type_, words)
    if not kind or "://" in words:
        return error.remedy
    new = New(kind, key_of(words), " ".join(words.split()))
    return f"correct it to kind/key, write: {new}, or run: urbsol review {reviewed.stem} --register"


def _catalogue(record: Record, reviewed: Reviewed) -> None:
    """State in the catalogue which report the record was read from."""
    iris, urb = record.context.iris, record.urb
    record.catalogue += [
        Quad(record.graph, predicate, value, iris.catalogue())
        for predicate, value in (
            (RDF.type, urb.Record),
            (DCTERMS.isPartOf, iris.source(reviewed.stem)),
            (urb.file, Literal(reviewed.file)),
            (DCTERMS.source, reviewed.report.iri),
        )
    ]


def _attribute(record: Record, graph: NamedNode, decision: Decision, about: NamedNode) -> None:
    """State who decided, when, and why."""
    reviewed = Literal(decision.reviewed, datatype=XSD.date)
    agent = reviewer_of(record, decision.reviewer)
    found = [
        Quad(about, PROV.wasAttributedTo, agent, graph),
        Quad(about, record.urb.dateReviewed, reviewed, graph),
    ]
    if decision.reason:
        found.append(Quad(about, SKOS.note, Literal(decision.reason), graph))
    (record.quads if graph == record.graph else record.catalogue).extend(found)
