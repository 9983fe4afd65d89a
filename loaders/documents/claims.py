"""Turns what was recognised in a report into quads of its claims graph, all unreviewed.

Mentions are Web Annotations (https://www.w3.org/TR/annotation-model/): a quotation and a position
in the text of the document.
"""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256

from pyoxigraph import Literal, NamedNode

from loaders.documents.model import Locator
from loaders.extract.model import Claim, Extraction, Mention
from loaders.iris import Iris
from loaders.mapping.base import Context, Record, Row
from loaders.vocabulary import DCTERMS, OA, ORG, RDF, XSD

EVIDENT = frozenset({"CITY", "GOVERNMENT", "ORG", "PERSON", "CHARTER", "PRACTICE", "EVENT"})


def claims_record(
    extraction: Extraction, stem: str, file: str, report: NamedNode, context: Context
) -> Record:
    """Return the record ``claims`` of a source: every claim and mention, status unreviewed."""
    record = Record(Row(stem, file, 0, {}), "claims", context)
    writer = _Writer(record, report)
    for claim in extraction.claims:
        writer.claim(claim)
    used = {mention for claim in extraction.claims for mention in claim.evidence}
    for mention in extraction.mentions:
        if mention.link and mention.type in EVIDENT and mention not in used:
            writer.mention(mention, None)
    return record


class _Writer:
    """Adds claims and mentions to one record."""

    def __init__(self, record: Record, report: NamedNode) -> None:
        self.record = record
        self.report = report
        self.urb = record.urb
        self.iris: Iris = record.context.iris

    def claim(self, claim: Claim) -> None:
        record, urb = self.record, self.urb
        node = record.thing("claim", claim.key, urb.Claim)
        record.add(node, urb.claimStatus, record.concept("claim-status", "unreviewed"))
        record.add(node, RDF.subject, _term(claim.subject))
        record.add(node, RDF.predicate, self._predicate(claim.predicate))
        record.add(node, RDF.object, _term(claim.object))
        record.add(node, urb.confidence, _decimal(claim.confidence))
        record.text(node, urb.method, claim.method)
        record.text(node, urb.statedDate, claim.date or "")
        record.add(node, DCTERMS.source, self.report)
        self._page(node, claim.locator)
        for mention in claim.evidence:
            self.mention(mention, node)

    def _predicate(self, name: str) -> NamedNode:
        """Return the property that a kind of claim would become when it is accepted."""
        urb = self.urb
        known = {
            "membership": ORG.memberOf, "signature": urb.charter, "adoption": urb.adoptedBy,
            "founding": urb.founder, "office": urb.office, "figure": urb.hasFigure,
            "practice": urb.place, "event": urb.organiser,
        }  # fmt: skip
        return known.get(name, DCTERMS.relation)

    def mention(self, mention: Mention, claim: NamedNode | None) -> None:
        record, urb = self.record, self.urb
        words = f"{record.row.stem}\x1f{mention.start}\x1f{mention.end}\x1f{mention.type}"
        node = record.thing("mention", sha256(words.encode()).hexdigest()[:16], urb.Mention)
        target = NamedNode(f"{node.value}#target")
        quote, position = NamedNode(f"{node.value}#quote"), NamedNode(f"{node.value}#position")
        record.add(node, RDF.type, OA.Annotation)
        record.add(node, OA.hasTarget, target)
        record.add(target, RDF.type, OA.SpecificResource)
        record.add(target, OA.hasSource, self.report)
        record.add(target, OA.hasSelector, quote)
        record.add(target, OA.hasSelector, position)
        record.add(quote, RDF.type, OA.TextQuoteSelector)
        record.add(quote, OA.exact, Literal(mention.text))
        record.add(position, RDF.type, OA.TextPositionSelector)
        record.add(position, OA.start, _integer(mention.start))
        record.add(position, OA.end, _integer(mention.end))
        record.add(node, urb.confidence, _decimal(mention.confidence))
        record.text(node, urb.method, mention.method)
        self._page(node, mention.locator)
        if mention.link:
            record.add(node, urb.mentions, NamedNode(mention.link))
        if claim is not None:
            record.add(node, urb.evidenceFor, claim)

    def _page(self, node: NamedNode, locator: Locator) -> None:
        if locator.page:
            self.record.add(node, self.urb.page, _integer(locator.page))


def _term(words: str) -> NamedNode | Literal:
    return NamedNode(words) if "://" in words and " " not in words else Literal(words)


def _decimal(number: float) -> Literal:
    text = format(Decimal(str(round(number, 4))).normalize(), "f")
    return Literal(text, datatype=XSD.decimal)


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
