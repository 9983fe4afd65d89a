"""Writes as HTML what a page has hundreds of: values, rows of tables, sources, things in groups.

Everything filled in is escaped here, for a function writes it ten times as fast as a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import gettext as _
from endpoint.site.describe.markup import escaped, listed, written
from endpoint.site.maps.locator import Dot
from endpoint.site.pages.model import Item, Note, Reference, Row, Shown, Table

SHORT = 60  # characters of what a link is about, in its label
LEEWAY = 5


def shown(one: Shown) -> Markup:
    """Return a value with the numbers of its sources and the way to its statement."""
    return Markup(written(one.term) + _marks(one))  # noqa: S704 - what is filled in is escaped


def marks(one: Shown) -> Markup:
    """Return what stands behind a value."""
    return Markup(_marks(one))  # noqa: S704 - as above


def rows(table: Table) -> Markup:
    """Return the rows of a table."""
    return Markup("\n".join(_Rows(table).written()))  # noqa: S704 - as above


def notes(many: Sequence[Note]) -> Markup:
    """Return the items of the list of sources."""
    record, read_from = escaped(_("record")), escaped(_("Read from"))
    return Markup("\n".join(_note(one, record, read_from) for one in many))  # noqa: S704 - as above


def items(many: Iterable[Item]) -> Markup:
    """Return the items of a group."""
    return Markup("".join(map(_item, many)))  # noqa: S704 - as above


def dots(many: Iterable[Dot]) -> Markup:
    """Return the dots of a small map."""
    drawn = (f'<circle cx="{one.x}" cy="{one.y}" r="1.6"/>' for one in many)
    return Markup("".join(drawn))  # noqa: S704 - numbers alone


def points(many: Sequence[Dot]) -> Markup:
    """Return the marks of a small map with their names: the fewer, the larger."""
    radius = 5 if len(many) <= 3 else 3.4 if len(many) <= 60 else 2.6
    return Markup("".join(_point(one, radius) for one in many))  # noqa: S704 - escaped below


def _point(one: Dot, radius: float) -> str:
    circle = f'<circle cx="{one.x}" cy="{one.y}" r="{radius}"/>'
    if not one.label:
        return circle
    where = f'x="{one.label_x}" y="{one.y + 5}" text-anchor="{one.anchor}"'
    return f"{circle}<text {where}>{escaped(one.label)}</text>"


def _marks(one: Shown) -> str:
    numbers = "".join(map(_number, one.notes))
    if one.more:
        more = ngettext("and %(num)s more record", "and %(num)s more records", one.more)
        numbers += f'<span title="{escaped(more)}">+{one.more}</span>'
    found = f'<sup class="marks">{numbers}</sup>' if one.notes else ""
    if one.why:
        found += why(one.why, escaped(_("Why do we say this?")), one.term.text)
    return found + _inferred() if one.inferred else found


def _number(number: int) -> str:
    name = escaped(_("source %(number)s", number=number))
    return f'<a href="#source-{number}" aria-label="{name}">{number}</a>'


def _inferred() -> str:
    title = escaped(_("inferred by who read the source, not stated there in so many words"))
    name = escaped(_("inferred"))
    return f'<abbr class="tag" title="{title}">{name}</abbr>'


def why(href: str, asked: str, about: str) -> str:
    """Return the link to a statement; ``asked`` is what it asks, as HTML."""
    label = f"{asked} {escaped(short(about))}"
    return f'<a class="why" href="{escaped(href)}" title="{asked}" aria-label="{label}">?</a>'


def short(text: str) -> str:
    """Return the first words of a text, and dots where there are more."""
    if len(text) <= SHORT + LEEWAY:
        return text
    return f"{text[: SHORT - 3].rsplit(' ', 1)[0]}..."


class _Rows:
    """Writes the rows of one table; its messages are looked up once."""

    def __init__(self, table: Table) -> None:
        """Look up what every row says."""
        self.table = table
        self.columns = [f'<td data-label="{escaped(name)}">' for name in table.columns]
        source = escaped(_("source"))
        self.source = f'<td class="source" data-label="{source}">'
        self.details = escaped(_("details"))
        self.why = escaped(_("Why do we say this?"))
        self.inferred = f" {_inferred()}"

    def written(self) -> Iterator[str]:
        """Yield the rows."""
        named = self.table.named or not self.table.columns
        for row in self.table.rows:
            name = f'<th scope="row">{written(row.thing)}</th>' if named else ""
            cells = "".join(
                f"{start}{listed(cell)}</td>"
                for start, cell in zip(self.columns, row.cells, strict=False)
            )
            yield f"<tr>{name}{cells}{self.source}{self._sources(row)}</td></tr>"

    def _sources(self, row: Row) -> str:
        found = "; ".join(map(self._reference, row.references))
        asked = why(row.why, self.why, row.thing.text) if row.why else ""
        if self.table.named or not self.table.columns:
            return found + asked
        label = f"{self.details}: {escaped(row.thing.text)}"
        href = escaped(row.thing.href or "")
        link = f'<a class="self" href="{href}" aria-label="{label}">{self.details}</a>'
        return f'{found}<span class="sep"> · </span><span class="together">{link}{asked}</span>'

    def _reference(self, one: Reference) -> str:
        pages = "".join(f"{written(page)}, " for page in one.cited)
        return f"{pages}{written(one.record)}{self.inferred if one.inferred else ''}"


def _note(one: Note, record: str, read_from: str) -> str:
    source = f"{written(one.source)}, " if one.source else ""
    told = [f"{source}{record} {written(one.record)}"]
    if one.place:
        told[0] += f' <span class="place">({escaped(one.place)})</span>'
    if one.evidence:
        grade = escaped(_(one.evidence))
        if one.columns:
            grade += ": " + ", ".join(f"<code>{escaped(name)}</code>" for name in one.columns)
        told.append(f'<span class="evidence {escaped(one.evidence)}">{grade}</span>')
    if one.date_read:
        told.append(escaped(_("read %(date)s", date=one.date_read)))
    if one.license:
        told.append(written(one.license))
    cited = f" {read_from} {listed(one.cited)}." if one.cited else ""
    start = f'<li id="source-{one.number}" value="{one.number}">'
    return f"{start}{', '.join(told)}.{cited}</li>"


def _item(one: Item) -> str:
    note = f" <small>{escaped(one.note)}</small>" if one.note else ""
    return f"<li>{written(one.term)}{note}</li>"
