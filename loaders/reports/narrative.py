"""Maps narrative reports: the report itself as a fact, what was recognised in it as claims."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from pyoxigraph import Literal, NamedNode, Quad

from loaders.documents.model import Document, Locator
from loaders.errors import DataError, UsageError
from loaders.extract.model import Claim, Extraction, Mention, Proposal, Reference
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.languages import language_iri
from loaders.mapping.linked import add_statements, statements
from loaders.reports.about import add_front
from loaders.reports.colophon import Front
from loaders.reports.extracted import head_of, line_of, plain
from loaders.reports.structured.mapping import Origin
from loaders.review.claims import ReportText
from loaders.review.decisions import Decision
from loaders.review.judged import judge
from loaders.review.names import Names
from loaders.review.records import Reviewed
from loaders.review.records import records as review_records
from loaders.review.writing import Part, rows
from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import DCTERMS, RDF, RDFS

ORIGIN = "origin"
_TYPES = {"mention": Mention, "claim": Claim, "reference": Reference, "proposal": Proposal}
_GROUPS = {"mention": "mentions", "claim": "claims", "reference": "references",
           "proposal": "proposals"}  # fmt: skip


@dataclass(frozen=True)
class Described:
    """What is said of a narrative report as a whole."""

    title: str
    language: str | None
    city: str = ""
    front: Front = field(default_factory=Front)

    @classmethod
    def of(
        cls, document: Document, title: str = "", city: str = "", front: Front | None = None
    ) -> Self:
        """Return what a document says of itself, unless the caller knows better."""
        said = front or Front()
        named = title or said.get("title") or document.title
        return cls(named, said.get("language") or document.language, city, said)


def counts_of(extraction: Extraction) -> dict[str, int]:
    """Return how many mentions, claims, references and proposals there are."""
    return {
        "mentions": len(extraction.mentions), "claims": len(extraction.claims),
        "references": len(extraction.references), "proposals": len(extraction.proposals),
    }  # fmt: skip


def map_narrative(
    described: Described,
    extraction: Extraction,
    origin: Origin,
    context: Context,
    *,
    decisions: Sequence[Decision] = (),
    quotable: str | None = None,
) -> Mapped:
    """Return the record of the report itself, that of its open claims, and the accepted ones.

    ``quotable`` is the text of a report whose sentences may be quoted.  Raises GroupedError with
    the row of every decision that cannot become a statement.
    """
    record = Record(Row(origin.stem, origin.file, 0, {}), f"{origin.prefix}report", context)
    urb = context.urb
    report = record.registered("publication", origin.key, urb.Publication)
    _add_type(record, report)
    title = described.title or origin.stem
    record.text(report, RDFS.label, title)
    record.text(report, DCTERMS.title, title)
    record.text(report, urb.checksum, origin.checksum)
    if described.language:
        record.add(report, DCTERMS.language, language_iri(described.language))
    add_front(record, report, described.front)
    if described.city:
        record.add(report, urb.about, _place(described.city, context))
    record.catalogue += _catalogued(record, report)
    judged = judge(origin.key, extraction.claims, decisions)
    reviewed = Reviewed(
        origin.stem, origin.file, ReportText(origin.key, report, quotable), extraction, judged,
        origin.prefix,
    )  # fmt: skip
    warnings = tuple(map(str, judged.vanished))
    sheet = tuple(rows([Part(origin.key, judged)], Names(context)))
    return Mapped((record, *review_records(reviewed, context)), warnings=warnings, review=sheet)


def _add_type(record: Record, report: NamedNode) -> None:
    """Add what kind of publication it is: a report, unless a link made by hand knows better."""
    if any(link.property == "publicationType" for link in statements(record)):
        add_statements(record, report, ("publicationType",))
    else:
        record.add(report, record.urb.publicationType, record.concept("publication-type", "report"))


def _place(words: str, context: Context) -> NamedNode:
    found = context.registry.named(words, ("city", "place"))
    if found is None:
        raise UsageError(
            f"no city or place is called {words!r}", "give a key of data/registry/city.csv"
        )
    return context.iris.thing(found.kind, found.key)


def _catalogued(record: Record, report: NamedNode) -> list[Quad]:
    iris, urb = record.context.iris, record.urb
    graph, node = iris.catalogue(), record.graph
    return [
        Quad(node, RDF.type, urb.Record, graph),
        Quad(node, DCTERMS.isPartOf, iris.source(record.row.stem), graph),
        Quad(node, urb.file, Literal(record.row.file), graph),
        Quad(node, DCTERMS.source, report, graph),
    ]


def proposals_of(extraction: Extraction) -> Iterator[str]:
    """Yield a line for each thing the registry does not know, for a person to decide on."""
    for proposal in extraction.proposals:
        yield f"{proposal.kind}: {proposal.label} ({len(proposal.evidence)} times)"


def lines_of(
    document: Document,
    extraction: Extraction,
    city: str = "",
    base: str = DEFAULT_BASE,
    front: Front | None = None,
) -> Iterator[str]:
    """Return the lines of an extraction: the document first, then what was read in order.

    ``city`` is the city the report is about, when somebody said so.  A mention, claim or reference
    says where it stands in the original (part, start, end) where that is not the text itself.
    IRIs under ``base`` are written under the default one: what is kept is the same whoever reads.
    """
    about: dict[str, Any] = {"city": city} if city else {}
    if front is not None and front.told:
        about["front"] = front.plain()
    yield line_of({"type": "document"} | head_of(document) | about)
    for kind, group in _GROUPS.items():
        for item in getattr(extraction, group):
            line = line_of({"item": kind} | plain(item) | _origin(document, item))
            yield line.replace(f'"{base}id/', f'"{DEFAULT_BASE}id/')


def _origin(document: Document, item: object) -> dict[str, Any]:
    if not document.runs or not isinstance(item, Mention | Claim | Reference):
        return {}
    found = document.origins(item.start, item.end)
    return {ORIGIN: [[origin.part, origin.start, origin.end] for origin in found]}


def read_extraction(path: Path, base: str = DEFAULT_BASE) -> tuple[dict[str, Any], Extraction]:
    """Return what a file says of the document, and the extraction with IRIs under ``base``.

    Raises DataError with the line that is not an item of an extraction.
    """
    head: dict[str, Any] = {}
    found: dict[str, list[Any]] = {group: [] for group in _GROUPS.values()}
    for number, line in enumerate(_lines(path), start=1):
        try:
            raw = json.loads(line.replace(f'"{DEFAULT_BASE}id/', f'"{base}id/'))
            kind = raw.pop("item", None)
            if kind is None:
                head = raw
            elif kind in _TYPES:
                found[_GROUPS[kind]].append(_built(_TYPES[kind], raw))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            what = f"no item of an extraction: {error}"
            raise DataError(what, path, line=number, remedy="run urbsol load again") from error
    return head, Extraction(**{group: tuple(items) for group, items in found.items()})


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except UnicodeDecodeError as error:
        what = f"not UTF-8: {error.reason}"
        raise DataError(what, path, remedy="run urbsol load again") from error


def _built(type_: type[Any], raw: dict[str, Any]) -> Any:
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name == ORIGIN:
            continue  # follows from the offsets, for those who look it up
        if name == "locator":
            values[name] = Locator(**value)
        elif name == "evidence" and type_ is Claim:
            values[name] = tuple(_built(Mention, mention) for mention in value)
        else:
            values[name] = _tuples(value)
    return type_(**{"start": 0, "end": 0} | values) if type_ is not Proposal else _proposal(values)


def _proposal(values: dict[str, Any]) -> Proposal:
    return Proposal(**{"evidence": ()} | values)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
