"""Turns claims and mentions read from a report into quads, with the evidence for each.

Mentions are Web Annotations (https://www.w3.org/TR/annotation-model/): a quotation and a position
in the text of the document.  Of a sentence only the position is told, unless its source says that
its reports may be quoted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from pyoxigraph import Literal, NamedNode

from loaders.documents.model import Locator
from loaders.edtf.partial import PartialDate
from loaders.extract.model import Claim, Mention
from loaders.interpret import dates
from loaders.mapping.base import Record
from loaders.mapping.languages import language_iri
from loaders.vocabulary import CITO, DCTERMS, OA, ORG, PROV, RDF, XSD

EVIDENT = frozenset({"CITY", "GOVERNMENT", "ORG", "PERSON", "CHARTER", "PRACTICE", "EVENT"})
AROUND = 32  # characters of the text that a quotation is told with on either side
# Claims whose property points from their object to their subject: a charter is adopted by a city.
ACTS = {
    "declaration": "declaration", "offer": "offer", "protest": "protest",
    "recognition": "recognition", "participation": "participation", "support": "grant",
}  # fmt: skip
TURNED = frozenset({"adoption", "signature", "practice", "authorship"})


@dataclass(frozen=True)
class ReportText:
    """The report that claims were read from: its key, its IRI, and its text if it may be quoted."""

    key: str
    iri: NamedNode
    quotable: str | None = None

    def claim(self, key: str) -> str:
        """Return the key of a claim: two reports may say the same in the same words."""
        return f"{self.key}--{key}"


@dataclass(frozen=True)
class Right:
    """What a claim says after a person corrected it: terms as in a claim, the date as written."""

    predicate: str
    subject: str
    object: str
    date: str


@dataclass(frozen=True)
class ClaimWriter:
    """Adds claims and mentions to one record."""

    record: Record
    report: ReportText

    def claim(self, claim: Claim, status: str = "unreviewed") -> NamedNode:
        """Add a claim with its evidence and return it."""
        record, urb = self.record, self.record.urb
        node = record.thing("claim", self.report.claim(claim.key), urb.Claim)
        record.add(node, urb.claimStatus, record.concept("claim-status", status))
        subject, value = term(claim.subject), term(claim.object)
        turned = claim.predicate in TURNED
        record.add(node, RDF.subject, value if turned else subject)
        record.add(node, RDF.predicate, self._predicate(claim.predicate, subject, value, claim))
        record.add(node, RDF.object, subject if turned else value)
        if claim.method != "person":
            record.add(node, urb.confidence, _decimal(claim.confidence))
        self._held(node, claim.predicate, claim)
        record.text(node, urb.method, claim.method)
        record.text(node, urb.dateText, claim.date or "")
        record.add(node, DCTERMS.source, self.report.iri)
        self._place(node, claim.locator)
        if claim.end > claim.start:
            self._target(node, claim.start, claim.end, language=claim.language)
        for mention in claim.evidence:
            self.mention(mention, node)
        return node

    def revision(self, node: NamedNode, right: Right, claim: Claim) -> None:
        """Add what a claim says after a person corrected it, beside what a machine had read."""
        record, urb = self.record, self.record.urb
        revised = NamedNode(f"{node.value}#corrected")
        subject, value = term(right.subject), term(right.object)
        turned = right.predicate in TURNED
        record.add(revised, RDF.type, PROV.Entity)
        record.add(revised, PROV.wasRevisionOf, node)
        record.add(revised, RDF.subject, value if turned else subject)
        predicate = self._predicate(right.predicate, subject, value, claim)
        record.add(revised, RDF.predicate, predicate)
        record.add(revised, RDF.object, subject if turned else value)
        self._held(revised, right.predicate, claim)
        record.text(revised, urb.dateText, right.date)

    def _held(self, node: NamedNode, predicate: str, claim: Claim) -> None:
        """Say of an office that it is one of the past, where the report says so."""
        if predicate == "office" and former(claim):
            self.record.add(node, self.record.urb.status, self.record.concept("status", "ended"))

    def _predicate(
        self, name: str, subject: NamedNode | Literal, value: NamedNode | Literal, claim: Claim
    ) -> NamedNode:
        """Return the property that a kind of claim would become when it is accepted.

        What becomes an act is called by the type of the act, an office by its role; of a founding
        with a date for its object the day is told, of a practice its start.
        """
        urb = self.record.urb
        if name == "founding" and "/id/practice/" in subject.value:
            return urb.start if isinstance(value, Literal) else urb.actor
        if name == "founding" and isinstance(value, Literal) and value.datatype != XSD.string:
            return urb.founded
        known = {
            "membership": ORG.memberOf, "signature": urb.signatory, "adoption": urb.adoptedBy,
            "founding": urb.founder, "figure": urb.hasFigure,
            "practice": urb.actor, "event": urb.organiser,
            "carrier": urb.actor, "end": urb.end, "authorship": DCTERMS.creator,
            "citation": CITO.cites,
        }  # fmt: skip
        if name == "office":
            return self.record.concept("role", office(claim))
        if name in ACTS:
            return self.record.concept("act-type", ACTS[name])
        return known.get(name, DCTERMS.relation)

    def mention(self, mention: Mention, claim: NamedNode | None) -> None:
        """Add a mention, as evidence for a claim when one is given."""
        record, urb = self.record, self.record.urb
        words = f"{self.report.key}\x1f{mention.start}\x1f{mention.end}\x1f{mention.type}"
        node = record.thing("mention", sha256(words.encode()).hexdigest()[:16], urb.Mention)
        record.add(node, RDF.type, OA.Annotation)
        self._target(node, mention.start, mention.end, mention.text, mention.language)
        record.add(node, urb.confidence, _decimal(mention.confidence))
        record.text(node, urb.method, mention.method)
        self._place(node, mention.locator)
        if mention.link:
            record.add(node, urb.mentions, NamedNode(mention.link))
        if claim is not None:
            record.add(node, urb.evidenceFor, claim)

    def mentions(self, mentions: Iterable[Mention], used: set[Mention]) -> None:
        """Add the linked mentions that are not evidence for a claim."""
        for mention in mentions:
            if mention.link and mention.type in EVIDENT and mention not in used:
                self.mention(mention, None)

    def _target(
        self, node: NamedNode, start: int, end: int, name: str = "", language: str | None = None
    ) -> None:
        """Point to a stretch of the report: its position, and its words where they may be told.

        A name may be told in any case; a sentence only of a report that may be quoted. The
        language is that of the sentence, which need not be that of the report.
        """
        record, text = self.record, self.report.quotable
        target, position = NamedNode(f"{node.value}#target"), NamedNode(f"{node.value}#position")
        record.add(node, OA.hasTarget, target)
        record.add(target, RDF.type, OA.SpecificResource)
        record.add(target, OA.hasSource, self.report.iri)
        if language:
            record.add(target, DCTERMS.language, language_iri(language))
        record.add(target, OA.hasSelector, position)
        record.add(position, RDF.type, OA.TextPositionSelector)
        record.add(position, OA.start, _integer(start))
        record.add(position, OA.end, _integer(end))
        exact = name if text is None else text[start:end]
        if not exact:
            return
        quote = NamedNode(f"{node.value}#quote")
        record.add(target, OA.hasSelector, quote)
        record.add(quote, RDF.type, OA.TextQuoteSelector)
        record.add(quote, OA.exact, Literal(exact))
        if text is not None:
            record.add(quote, OA.prefix, Literal(text[max(0, start - AROUND) : start]))
            record.add(quote, OA.suffix, Literal(text[end : end + AROUND]))

    def _place(self, node: NamedNode, locator: Locator) -> None:
        """Say where to look in the original: the page, or the cells of a spreadsheet."""
        urb = self.record.urb
        if locator.page:
            self.record.add(node, urb.page, _integer(locator.page))
        if locator.cell:
            sheet = f"{locator.sheet}!" if locator.sheet else ""
            self.record.text(node, urb.cell, f"{sheet}{locator.cell}")


def office(claim: Claim) -> str:
    """Return the role (a concept) in which somebody holds the office that a claim tells of."""
    return claim.get("role") or "mayor"


def former(claim: Claim) -> bool:
    """Tell whether the report says of an office that it is one of the past."""
    return claim.get("status") == "former"


def term(words: str) -> NamedNode | Literal:
    """Return a part of a claim as RDF: the IRI of a thing, a date, or words."""
    if "://" in words and " " not in words:
        return NamedNode(words)
    when = dates.point(words) if words[:1].isdigit() else None
    if isinstance(when, PartialDate) and when.literal is not None and when.value == words:
        return when.literal
    return Literal(words)


def _decimal(number: float) -> Literal:
    text = format(Decimal(str(round(number, 4))).normalize(), "f")
    return Literal(text, datatype=XSD.decimal)


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
