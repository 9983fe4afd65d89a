"""What every mapper works with: a table row, its record, and the lookups they share.

A mapper is a pure function ``map_rows(rows, context) -> Mapped``: the same rows give the same
quads in the same order.  It opens one record a row, takes every column of the row (what is not
taken is an error, see ``Record.close``), and adds quads to the record's named graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from loaders.curation import grades
from loaders.curation.concepts import Concepts
from loaders.curation.different import Different, read_different
from loaders.curation.links import Links, NamesInContext
from loaders.curation.registry import Registry
from loaders.curation.registry_table import load_registry
from loaders.errors import DataError
from loaders.interpret.words import Words
from loaders.iris import Iris
from loaders.mapping.lookup import Lookup
from loaders.mapping.meanings import Finder, Unread, is_remark, parts, read_parts
from loaders.mapping.provenance import Citation, describe_record, read_citations
from loaders.mapping.role_uses import RoleUses
from loaders.mapping.words import words_of
from loaders.settings import Settings
from loaders.vocabulary import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Namespace
from loaders.vocabulary import urb as urb_namespace

Term = NamedNode | Literal


@dataclass(frozen=True)
class Row:
    """One row of a table; ``number`` counts as in a spreadsheet (the header is row 1)."""

    stem: str
    file: str
    number: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the value of a column, '' when empty; KeyError when there is no such column."""
        return self.values[column]


@dataclass(frozen=True)
class Uninterpreted:
    """A string that holds a fact nobody could interpret; it is kept in the graph as it was."""

    stem: str
    file: str
    row: int
    column: str
    text: str
    reason: str


@dataclass(frozen=True)
class MissingKey:
    """A thing that the rows name and the registry does not have yet."""

    kind: str
    key: str
    record: Record


@dataclass(frozen=True)
class Context:
    """The read-only lookups all mappers share.

    ``concepts`` finds the concepts that words mean, ``lookup`` is that of the source being mapped,
    ``words`` are the labels that its free text is read by.
    ``missing`` is a list only while new keys are collected (``urbsol lint --add-keys``); otherwise
    a key that is not registered is an error.
    """

    settings: Settings
    registry: Registry
    links: Links = field(default_factory=Links)
    different: tuple[Different, ...] = ()
    missing: list[MissingKey] | None = None
    role_uses: RoleUses = field(default_factory=RoleUses)
    concepts: Concepts = field(default_factory=Concepts)
    lookup: Lookup = field(default_factory=Lookup)
    words: Words = field(default_factory=Words)

    @classmethod
    def load(cls, settings: Settings) -> Context:
        """Read the registry, the links and the concept schemes of a checkout."""
        folder = settings.data / "links"
        concepts = Concepts.of(settings)
        return cls(
            settings,
            load_registry(settings.data / "registry"),
            Links.load(folder),
            read_different(folder / "different.csv"),
            role_uses=RoleUses.load(settings.ontology),
            concepts=concepts,
            words=words_of(concepts),
        )

    def names(self, stem: str, record: str) -> NamesInContext:
        """Return who or what a name means in the record of a source."""
        return NamesInContext(self.registry, self.links, f"{stem}/{record}")

    @property
    def iris(self) -> Iris:
        """Return the mint of every IRI."""
        return Iris(self.settings.base)

    @property
    def urb(self) -> Namespace:
        """Return the project's own vocabulary."""
        return urb_namespace(self.settings.base)

    def registered(self, kind: str, key: str) -> NamedNode:
        """Return the IRI of a registered thing; raise DataError when the key is not registered."""
        if key not in self.registry.keys(kind):
            raise DataError(
                f"no {kind} has the key {key!r}",
                remedy="register it: urbsol lint --add-keys",
            )
        return self.iris.thing(kind, key)


@dataclass
class Record:
    """Collects what one row says: the quads of one named graph, and where they were read.

    ``name`` is the record's name within its source (``graph/{stem}/{name}``).
    """

    row: Row
    name: str
    context: Context
    quads: list[Quad] = field(default_factory=list)
    catalogue: list[Quad] = field(default_factory=list)
    uninterpreted_strings: list[Uninterpreted] = field(default_factory=list)
    things: list[NamedNode] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, row: Row, name: str, context: Context, *, inferred: bool = False) -> Record:
        """Open the record of a row: says file, row and source; takes ``status`` as the evidence.

        ``inferred`` says that the row tells so elsewhere than in its status. What was concluded
        for some cells only is set apart when all is mapped (``Record.grade``).
        """
        record = cls(row, name, context)
        status = record.take("status") if "status" in row.values else ""
        evidence = grades.INFERRED if inferred else grades.read_grade(status).evidence
        if evidence not in {grades.VERIFIED, grades.INFERRED, ""}:
            raise record.error("status", f"unknown status {evidence!r} (verified or inferred)")
        record.catalogue += describe_record(
            context.iris,
            record.graph,
            stem=row.stem,
            file=row.file,
            row=row.number,
            evidence=evidence,
        )
        return record

    @property
    def graph(self) -> NamedNode:
        """Return the named graph of the record."""
        return self.context.iris.record(self.row.stem, self.name)

    @property
    def urb(self) -> Namespace:
        """Return the project's own vocabulary."""
        return self.context.urb

    def take(self, column: str) -> str:
        """Return a value of the row and note that the mapper handles the column."""
        self.taken.add(column)
        return self.row[column]

    def ignore(self, *columns: str) -> None:
        """Note that these columns are left out on purpose (say why where it is called)."""
        self.taken.update(columns)

    def add(self, subject: NamedNode, predicate: NamedNode, value: Term | None) -> None:
        """Add one statement; nothing happens when the value is None (an empty column)."""
        if value is not None:
            self.quads.append(Quad(subject, predicate, value, self.graph))

    def text(
        self, subject: NamedNode, predicate: NamedNode, text: str, language: str | None = None
    ) -> None:
        """Add a string, with a language tag when given; nothing when it is empty."""
        if text.strip():
            self.add(subject, predicate, Literal(text.strip(), language=language))

    def integer(self, subject: NamedNode, predicate: NamedNode, number: int) -> None:
        """Add an xsd:integer."""
        self.add(subject, predicate, Literal(str(number), datatype=XSD.integer))

    def thing(self, kind: str, key: str, *classes: NamedNode) -> NamedNode:
        """Return ``id/{kind}/{key}`` and state its classes; counts as a thing of this record."""
        iri = self.context.iris.thing(kind, key)
        for class_ in classes:
            self.add(iri, RDF.type, class_)
        if iri not in self.things:
            self.things.append(iri)
        return iri

    def registered(self, kind: str, key: str, *classes: NamedNode) -> NamedNode:
        """Do as ``thing``, for a thing that must be in the registry."""
        entry, missing = self.context.registry.entry(kind, key), self.context.missing
        if entry is not None and not entry.current:
            after = f"replaced by {entry.replaced_by}" if entry.replaced_by else "withdrawn"
            raise self.error(None, f"the {kind} {key!r} is {after}", "use a standing key")
        if entry is None and missing is None:
            raise self.error(
                None,
                f"the {kind} {key!r} is not in data/registry/{kind}.csv",
                "register it: urbsol lint --add-keys",
            )
        if entry is None and missing is not None:
            missing.append(MissingKey(kind, key, self))
        return self.thing(kind, key, *classes)

    def concept(self, scheme: str, concept: str) -> NamedNode:
        """Return the IRI of a concept."""
        return self.context.iris.concept(scheme, concept)

    def label(self, thing: NamedNode, text: str, language: str | None = None) -> None:
        """Add ``rdfs:label`` (proper names carry no tag, English wording ``en``)."""
        self.text(thing, RDFS.label, text, language)

    def note(self, thing: NamedNode, text: str) -> None:
        """Keep a remark of the table as ``skos:note``.

        The parts of which the look-up says that they are remarks of the curators (how a date was
        found, where else the table says it) are kept apart, as ``skos:editorialNote``.
        """
        ours = [part for part in parts(text) if is_remark(self.context.lookup.of("note"), part)]
        theirs = text if not ours else "; ".join(part for part in parts(text) if part not in ours)
        self.text(thing, SKOS.note, theirs)
        self.text(thing, SKOS.editorialNote, "; ".join(ours))

    def remark(self, thing: NamedNode, *more: Finder, column: str = "note") -> None:
        """Keep a remark of the row as a note; report what neither look-up nor ``more`` know."""
        text = self.take(column)
        self.note(thing, text)
        _, unread = read_parts(text, (self.context.lookup.of(column), *more), {}, ())
        self.report(column, unread)

    def report(self, column: str, unread: Iterable[Unread]) -> None:
        """Report the parts of a column that nothing interprets, each with its reason."""
        for text, reason in unread:
            self.uninterpreted(column, text, reason)

    def cite(self, text: str) -> tuple[Citation, ...]:
        """State in the catalogue which publications the record was read from."""
        citations = read_citations(text, self.context.iris, self.context.registry)
        for citation in citations:
            self.catalogue += citation.describe(self.context.iris, self.graph)
            if citation.cut_short:
                self.uninterpreted("source", citation.label, "the table cuts the address short")
        return citations

    def derive(self, origin: NamedNode) -> None:
        """State in the catalogue what the record rests on where it cites no page of its own."""
        catalogue = self.context.iris.catalogue()
        self.catalogue.append(Quad(self.graph, PROV.wasDerivedFrom, origin, catalogue))

    def uninterpreted(self, column: str, text: str, reason: str) -> None:
        """Report a string that holds a fact nobody could interpret (keep it in the graph too)."""
        row = self.row
        self.uninterpreted_strings.append(
            Uninterpreted(row.stem, row.file, row.number, column, text, reason)
        )
        catalogue = self.context.iris.catalogue()
        for predicate, value in (("uninterpretedText", text), ("uninterpretedColumn", column)):
            self.catalogue.append(Quad(self.graph, self.urb(predicate), Literal(value), catalogue))

    def verify(self, evidence_key: str = "verified") -> None:
        """State that a record of a table without a status was read in its source, or inferred."""
        evidence = self.concept("evidence", evidence_key)
        catalogue = self.context.iris.catalogue()
        self.catalogue.append(Quad(self.graph, self.urb.evidence, evidence, catalogue))

    def grade(self, inferred: Set[Quad], cells: Sequence[str]) -> None:
        """Set apart what was concluded for some cells of the row.

        These statements move to a record of their own, ``{record}/inferred``, of the same row and
        the same pages, which names the columns; what was read in the source stays where it is.
        """
        iris, whole, part = self.context.iris, self.graph, self._part
        rest = [quad for quad in self.quads if quad not in inferred]
        if len(rest) == len(self.quads):
            return
        moved = (quad for quad in self.quads if quad in inferred)
        self.quads = rest + [Quad(q.subject, q.predicate, q.object, part) for q in moved]
        row = self.row
        self.catalogue += describe_record(
            iris, part, stem=row.stem, file=row.file, row=row.number, evidence=grades.INFERRED
        )
        catalogue = iris.catalogue()
        for name in cells:
            self.catalogue.append(Quad(part, self.urb.inferredColumn, Literal(name), catalogue))
        self.catalogue += [
            Quad(part, quad.predicate, quad.object, catalogue)
            for quad in self.catalogue
            if quad.subject == whole and quad.predicate in {DCTERMS.source, PROV.wasDerivedFrom}
        ]

    @property
    def _part(self) -> NamedNode:
        """Return the named graph of what was concluded for some cells of the row."""
        return self.context.iris.record(self.row.stem, f"{self.name}/{grades.INFERRED}")

    def attributed(self) -> Iterator[Quad]:
        """Yield who states each figure and other stated value: the pages that the record cites.

        What says itself which publication states it keeps to that.
        """
        urb = self.urb
        stated = {urb.Figure, urb.StatedValue, urb.StatedDate}
        known = {quad.subject for quad in self.quads if quad.predicate == urb.statedBy}
        values = [
            quad
            for quad in self.quads
            if quad.predicate == RDF.type and quad.object in stated and quad.subject not in known
        ]
        if not values:
            return
        cited = [
            quad.object
            for quad in self.catalogue
            if quad.subject == self.graph and quad.predicate == DCTERMS.source
        ]
        for value in values:
            for page in cited:
                yield Quad(value.subject, urb.statedBy, page, value.graph_name)

    def error(self, column: str | None, what: str, remedy: str = "") -> DataError:
        """Return the error of this row and column, ready to raise."""
        return DataError(what, self.row.file, self.row.number, column, remedy=remedy)

    def close(self) -> Record:
        """Return the record; raise DataError when a filled column of the row was not taken."""
        left = [name for name, value in self.row.values.items() if value and name not in self.taken]
        if left:
            raise self.error(left[0], f"the mapping leaves out: {', '.join(left)}")
        return self


@dataclass(frozen=True)
class Mapped:
    """What one source became; ``source`` is what the catalogue says of it as a whole.

    ``warnings`` tell what a person should look at, such as a decision that nothing fits any more;
    ``review`` are the rows of the review sheet, one a claim.
    """

    records: tuple[Record, ...]
    source: tuple[Quad, ...] = ()
    warnings: tuple[str, ...] = ()
    review: tuple[Mapping[str, str], ...] = ()

    @property
    def uninterpreted(self) -> tuple[Uninterpreted, ...]:
        """Return every string that could not be interpreted, in the order of the rows."""
        return tuple(text for record in self.records for text in record.uninterpreted_strings)

    def quads(self) -> Iterator[Quad]:
        """Yield the quads of all records and of the catalogue (the latter may repeat)."""
        yield from self.source
        for record in self.records:
            yield from record.quads
            yield from record.attributed()
            yield from record.catalogue


Mapper = Callable[[Sequence[Row], Context], Mapped]
