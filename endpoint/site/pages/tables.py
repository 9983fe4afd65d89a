"""Puts things that belong together into tables, one row a thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.speaking import N_, first_upper
from endpoint.languages.speaking import gettext as _
from endpoint.site.core import links
from endpoint.site.core.relations import facet_of
from endpoint.site.core.state import Release
from endpoint.site.core.wording import HEADINGS
from endpoint.site.describe.describe import kind_of
from endpoint.site.describe.model import Description, Incoming, Statement
from endpoint.site.describe.terms import READ as READ_RECORD
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.site.pages.model import Row, Table
from endpoint.site.pages.notes import Notes
from endpoint.site.statements import address
from loaders import kinds
from loaders.kinds import BY_KEY, PARTS

OUTGOING = {
    "urb:hasFigure": N_("Figures"),
    "urb:hasPhase": N_("How it went"),
    "urb:alternative": N_("What the sources say"),
    "urb:hasExpression": N_("Language versions"),
}
REFERENCES = 2
READ = {"claim", "mention"}  # the page of a report shows them as what was read in it
OF_ACTORS = {"urb:place", "urb:actor"}  # what leads from an act to who did it
DATED = {"phase", "figure", "event", "tenure"}


def by_rule(statement: Statement, release: Release) -> bool:
    """Tell whether a statement only follows from others, as an inverse or a short cut."""
    rules = f"{release.info.base}graph/rules/"
    return bool(statement.graphs) and all(g.value.startswith(rules) for g in statement.graphs)


def is_read(thing: NamedNode, release: Release) -> bool:
    """Tell whether a thing is the record of a claim, which the page of its report shows."""
    start, _, name = thing.value.rpartition("/")
    return (
        start.startswith(f"{release.info.base}graph/") and READ_RECORD.fullmatch(name) is not None
    )


class Tables:
    """Builds the tables of one description."""

    def __init__(self, description: Description, viewer: Viewer, notes: Notes) -> None:
        """Take what is described and how it is shown."""
        self.description = description
        self.viewer = viewer
        self.notes = notes
        self.release = viewer.release

    def outgoing(self) -> list[Table]:
        """Return the parts the thing points to: figures, phases, alternatives, versions."""
        tables = []
        for compact, heading in OUTGOING.items():
            predicate = self.release.expand(compact)
            pointed = [s for s in self.description.statements if s.predicate == predicate]
            subjects = [(s.value, s.graphs) for s in pointed if s.value in self.description.parts]
            if subjects:
                kind = kind_of(self.release, subjects[0][0])
                named = [(one, g) for one, g in subjects if isinstance(one, NamedNode)]
                tables.append(
                    self._table(_(heading), kind, named, len(subjects), pointed=predicate)
                )
        return tables

    def incoming(self) -> list[Table]:
        """Return what points to the thing, without what the page says already."""
        said = {s.value for s in self.description.statements if not by_rule(s, self.release)}
        apart = said | self.description.rest
        tables = []
        shown: set[NamedNode] = set()
        for group in sorted(self.description.incoming, key=self._rank):
            subjects = [
                s
                for s in group.statements
                if s.subject not in apart | shown and not is_read(s.subject, self.release)
            ]
            left = sum(one.subject in self.description.rest - said for one in group.statements)
            if not subjects or group.kind in READ:
                continue
            if group.kind in PARTS:
                shown |= {s.subject for s in subjects}
            pairs = [(s.subject, s.graphs) for s in subjects]
            count = group.count if group.truncated else len(subjects) + left
            tables.append(
                self._table(
                    self._heading(group), group.kind, pairs, count, pointing=group.predicate
                )
            )
        return tables

    def _rank(self, group: Incoming) -> tuple[bool, int, int, str]:
        compact = self.release.compact(group.predicate)
        order = list(HEADINGS)
        key = (compact, group.kind)
        place = order.index(key) if key in HEADINGS else len(order)
        return not group.kind, place, -group.count, compact

    def _heading(self, group: Incoming) -> str:
        compact = self.release.compact(group.predicate)
        if heading := HEADINGS.get((compact, group.kind)):
            return _(heading)
        kind = BY_KEY.get(group.kind)
        name = _(first_upper(kind.plural)) if kind else first_upper(group.kind.replace("-", " "))
        return _(
            "%(things)s whose “%(property)s” is this",
            things=name or _("Things"),
            property=self.release.term_label(compact),
        )

    def _table(
        self,
        heading: str,
        kind: str,
        pairs: Sequence[tuple[NamedNode, Sequence[NamedNode]]],
        count: int,
        *,
        pointing: NamedNode | None = None,
        pointed: NamedNode | None = None,
    ) -> Table:
        wanted = self._columns(kind, [one for one, _ in pairs], pointing)
        rows = [
            self._row(one, graphs, wanted, self._why(one, pointing, pointed, graphs))
            for one, graphs in pairs
        ]
        if count == len(rows):
            rows.sort(key=lambda row: _order(kind, row))
        return Table(
            anchor="".join(c if c.isalnum() else "-" for c in heading.lower()),
            heading=heading,
            columns=tuple(self.release.term_label(name, short=True) for name in wanted),
            rows=tuple(rows),
            count=count,
            named=kind not in PARTS,
            all_href=self._all(pointing, kind) if count > len(rows) else None,
            list_href=self._listed(pointing, kind) if count > len(rows) else None,
            of=(self.release.compact(pointing or pointed or ""), kind),
        )

    def _columns(
        self, kind: str, subjects: Iterable[NamedNode], pointing: NamedNode | None
    ) -> list[str]:
        """Keep the columns in which at least one row says something new.

        What such a thing leads with (a membership its network, a signature its charter) is shown
        although the page says it too, for without it a row says nothing.
        """
        own_values = {s.value for s in self.description.statements if not by_rule(s, self.release)}
        leading = {kinds.kind(kind).leading}
        if kind == "act" and pointing and self.release.compact(pointing) not in OF_ACTORS:
            leading.add("urb:actor")
        said = {
            name
            for subject in subjects
            for s in self.description.cells.get(subject, ())
            if (name := self.release.compact(s.predicate)) and s.value != self.description.thing
            if name in leading or s.value not in own_values or not isinstance(s.value, NamedNode)
        }
        skip = self.release.compact(pointing) if pointing else ""
        own = {self.release.compact(s.predicate) for s in self.description.statements}
        skipped = {skip, "urb:about" if "urb:about" in own else ""}
        wanted = [name for name in kinds.kind(kind).shown if name in said - skipped]
        if {"urb:minValue", "urb:maxValue"} & said and "urb:value" not in wanted:
            wanted.insert(
                wanted.index("urb:measure") + 1 if "urb:measure" in wanted else 0, "urb:value"
            )
        if skip == "urb:place":
            wanted.sort(key=lambda name: name not in leading)
        if "org:role" in wanted and "urb:statedRole" in wanted:
            wanted.remove("org:role")
        return wanted

    def _row(
        self,
        one: NamedNode,
        graphs: Sequence[NamedNode],
        wanted: Sequence[str],
        why: str | None,
    ) -> Row:
        cells = self.description.cells.get(one, ())
        values: Mapping[str, list[Statement]] = {name: [] for name in wanted}
        for statement in cells:
            name = self.release.compact(statement.predicate)
            if name in values:
                values[name].append(statement)
        return Row(
            thing=self.viewer.thing(one),
            cells=tuple(
                self._value(cells) if name == "urb:value" else self._cell(values[name])
                for name in wanted
            ),
            references=tuple(self.notes.reference(graph) for graph in graphs[:REFERENCES]),
            why=why,
        )

    def _why(
        self,
        one: NamedNode,
        pointing: NamedNode | None,
        pointed: NamedNode | None,
        graphs: Sequence[NamedNode],
    ) -> str | None:
        """Return the page of the statement that a row stands for."""
        thing, where = self.description.thing, tuple(graphs)
        if pointing is not None:
            return address.href(Statement(one, pointing, thing, where), self.release.info.base)
        if pointed is not None:
            return address.href(Statement(thing, pointed, one, where), self.release.info.base)
        return None

    def _value(self, cells: Sequence[Statement]) -> tuple[TermView, ...]:
        """Say a figure the way people do: ``over 60 municipalities``, ``9 to 12``."""
        said = {self.release.compact(s.predicate): self.viewer.view(s.value).text for s in cells}
        qualifier = said.get("urb:qualifier", "")
        bounds = (said.get("urb:minValue"), said.get("urb:maxValue"))
        number = said.get("urb:value") or _range(*bounds)
        words = ["" if qualifier == "exactly" else qualifier, number, said.get("urb:unit", "")]
        return (TermView(" ".join(word for word in words if word)),) if number else ()

    def _cell(self, statements: Sequence[Statement]) -> tuple[TermView, ...]:
        return tuple(self.viewer.view(statement.value) for statement in statements)

    def _listed(self, pointing: NamedNode | None, kind: str) -> str | None:
        """Return the list of all that point here, where there is one that can be narrowed to it."""
        facet = facet_of(kind, self.release.compact(pointing)) if pointing else ""
        if not facet:
            return None
        key = self.description.thing.value.rsplit("/", 1)[-1]
        return url_for("things.browse", kind=kind, **{facet: key})  # type: ignore[arg-type]

    def _all(self, pointing: NamedNode | None, kind: str) -> str | None:
        if pointing is None:
            return None
        start = f"{self.release.info.base}id/{kind}/" if kind else ""
        query = self.release.queries.shown(
            "show-incoming",
            thing=[self.description.thing],
            property=[pointing],
            start=[Literal(start)],
        )
        return links.sparql_href(query)


def _range(least: str | None, most: str | None) -> str:
    if least and most:
        return _("%(least)s to %(most)s", least=least, most=most)
    return least or most or ""


def _order(kind: str, row: Row) -> tuple[str, str]:
    """Return what the rows of a complete table are sorted by: a date, or the first name shown."""
    name = row.thing.sort_key
    if kind in DATED:
        when = next((c.title for cell in row.cells for c in cell if c.datetime), "")
        return when or "9", name
    first = row.cells[0][0].sort_key if row.cells and row.cells[0] else ""
    return (first, name) if kind in PARTS else (name, "")
