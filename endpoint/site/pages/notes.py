"""Numbers the sources of a page's statements."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode

from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import N_
from endpoint.languages.speaking import gettext as _
from endpoint.site.core import links
from endpoint.site.describe.model import Description, Provenance, Statement
from endpoint.site.describe.terms import TermView, Viewer, literal
from endpoint.site.pages.model import Note, Reference, Shown
from endpoint.site.statements import address
from loaders.vocabulary import DCTERMS

EVIDENCE = (N_("verified"), N_("inferred"))  # what the catalogue may say of a record
SHOWN_NOTES = 3  # numbers behind one value; a statement may stand in hundreds of records
CITED = 4
READ_FROM = 8  # pages a note names; the page of its record has all


class Notes:
    """Hands out the numbers in the order the statements are shown in."""

    def __init__(self, description: Description, viewer: Viewer) -> None:
        """Begin with no number handed out."""
        self.description = description
        self.viewer = viewer
        self.numbers: dict[NamedNode, int] = {}

    def shown(self, statement: Statement) -> Shown:
        """Show the value of a statement with the numbers of its sources."""
        graphs = self._ordered(statement.graphs)
        first = graphs[:SHOWN_NOTES]
        evidence = [self.evidence(graph) for graph in graphs]
        return Shown(
            self.viewer.view(statement.value),
            tuple(self.number(graph) for graph in first),
            len(graphs) - len(first),
            bool(evidence) and all(one == "inferred" for one in evidence),
            address.href(statement, self.viewer.release.info.base),
        )

    def _ordered(self, graphs: Sequence[NamedNode]) -> list[NamedNode]:
        """Put sources that are already numbered first, so that the list of notes stays short."""
        return sorted(graphs, key=lambda g: (self.numbers.get(g, len(self.numbers) + 1), g.value))

    def evidence(self, graph: NamedNode) -> str:
        """Return ``verified``, ``inferred`` or ''."""
        known = self.description.provenance.get(graph)
        return known.evidence if known else ""

    def number(self, graph: NamedNode) -> int:
        """Return the number of a named graph, a new one when it has none."""
        return self.numbers.setdefault(graph, len(self.numbers) + 1)

    def reference(self, graph: NamedNode) -> Reference:
        """Return a short reference to a record, for a table row."""
        known = self.description.provenance.get(graph)
        if known is None:
            return Reference(self.viewer.thing(graph), (), inferred=False)
        return self.viewer.kept((Reference, graph), lambda: self._reference(known))

    def _reference(self, known: Provenance) -> Reference:
        view = self.viewer.thing(known.record)
        text = _("row %(row)s", row=known.row) if known.row else view.text
        record = TermView(text, view.href, title=f"{known.file} {text}".strip())
        return Reference(record, self._brief(known), known.evidence == "inferred")

    def _brief(self, known: Provenance) -> tuple[TermView, ...]:
        """Name the pages a record cites by their hosts, each host once."""
        by_name: dict[str, TermView] = {}
        for page in known.cited:
            view = self.viewer.page(page)
            label = self.viewer.labels.best(page)
            name = links.host(label.value) if label and "://" in label.value else ""
            view = view._replace(text=name or view.text, title=view.text)
            by_name.setdefault(view.text, view)
            if len(by_name) == CITED:
                break
        return tuple(by_name.values())

    def listed(self) -> tuple[Note, ...]:
        """Return the notes, in the order of their numbers."""
        return tuple(self._note(graph, number) for graph, number in self.numbers.items())

    def _note(self, graph: NamedNode, number: int) -> Note:
        known = self.description.provenance.get(graph)
        if known is None:
            return Note(number, self.viewer.thing(graph), None, "", "", (), "", None, ())
        return Note(
            number=number,
            record=self.viewer.thing(graph),
            source=self.viewer.thing(known.source) if known.source else None,
            place=_("%(file)s, row %(row)s", file=known.file, row=known.row)
            if known.row
            else known.file,
            evidence=known.evidence,
            columns=known.columns,
            date_read=self._of_source(known, "dateRead"),
            license=self._license(known),
            cited=self._cited(known),
        )

    def _cited(self, known: Provenance) -> tuple[TermView, ...]:
        """Return the pages a record was read from; of very many the first, and how many more."""
        first = tuple(self.viewer.page(page) for page in known.cited[:READ_FROM])
        if not (left := len(known.cited) - len(first)):
            return first
        more = ngettext("%(num)s more", "%(num)s more", left)
        return (*first, TermView(more, self.viewer.thing(known.record).href))

    def _of_source(self, known: Provenance, name: str) -> str:
        source = self.description.sources.get(known.source) if known.source else None
        values = source.statements.get(self.viewer.release.urb(name), ()) if source else ()
        return next((literal(v).text for v in values if isinstance(v, Literal)), "")

    def _license(self, known: Provenance) -> TermView | None:
        source = self.description.sources.get(known.source) if known.source else None
        values = source.statements.get(DCTERMS.license, ()) if source else ()
        return next((self.viewer.view(v) for v in values), None)
