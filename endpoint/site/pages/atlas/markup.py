"""Writes the marks of a map and the lines beside it: there are up to fifteen hundred of each."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from endpoint.languages.speaking import gettext as _
from endpoint.site.describe.markup import escaped
from endpoint.site.pages.atlas.model import Entry
from endpoint.site.pages.model import Mark, Option

COLOURS = ("#8b94a0", "#4b9aa0", "#1b7480", "#0b4a66", "#7a1f3d")  # where no style sheet is


def entries(many: Iterable[Entry]) -> Markup:
    """Return the lines of the list beside a map, for its script too."""
    nowhere = f" <small>· {escaped(_('no coordinates recorded'))}</small>"
    outside = f" <small>· {escaped(_('outside the picture'))}</small>"
    lines = []
    for one in many:
        lang = f' lang="{escaped(one.lang)}"' if one.lang else ""
        left = nowhere if not one.at else "" if one.shown else outside
        lines.append(
            f'<li{_data(one)}><a href="{escaped(one.href)}"{lang}>{escaped(one.text)}</a> '
            f'<span class="value s{one.step}">{escaped(one.value)}</span>{left}</li>\n'
        )
    return Markup("".join(lines))  # noqa: S704 - what is filled in is escaped


def _data(one: Entry) -> str:
    """Return what the script of the map reads of a place: years are numbers and hyphens."""
    found = f' data-at="{one.at}"' if one.at else ""
    if one.spans:
        found += f' data-spans="{one.spans}"'
    if one.years != one.spans:
        found += f' data-years="{one.years}"'
    if one.possible != one.years:
        found += f' data-possible="{one.possible}"'
    return f"{found} data-brief" if one.brief else found


def options(many: Iterable[Option]) -> Markup:
    """Return what can be chosen in a list, with how many places each would leave."""
    return Markup(  # noqa: S704 - as above
        "".join(
            f'<option value="{escaped(one.key)}"{" selected" if one.chosen else ""}>'
            f"{escaped(one.text)}{'' if one.count is None else f' ({one.count})'}</option>"
            for one in many
        )
    )


def places(marks: Iterable[Mark], *, links: bool) -> Markup:
    """Return the marks of a map, with links unless it stands alone."""
    return Markup("".join(_mark(one, links=links) for one in marks))  # noqa: S704 - as above


def _mark(one: Mark, *, links: bool) -> str:
    circle = (
        f'<circle class="s{one.step}" cx="{one.x}" cy="{one.y}" r="{one.radius}" '
        f'fill="{COLOURS[one.step]}"><title>{escaped(one.title)}</title></circle>'
    )
    more = one.places > 1
    if more:
        circle += (
            f'<text x="{one.x}" y="{one.y}" dy=".35em" text-anchor="middle" fill="#fbfaf6" '
            f'stroke="none">{one.places}</text>'
        )
    kind = ' class="cluster"' if more else ""
    size = ' font-size="9.5"' if more else ""
    if links:
        return f'<a{kind} href="{escaped(one.href)}" tabindex="-1"{size}>{circle}</a>\n'
    return f"<g{kind}{size}>{circle}</g>\n" if more else f"{circle}\n"
