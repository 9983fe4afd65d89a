"""Writes the rows of the page of data quality: there may be more than a thousand."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from endpoint.languages import forms
from endpoint.languages.speaking import gettext as _
from endpoint.site.about.quality import CoverageRow
from endpoint.site.describe.markup import escaped, written

WIDE = 84  # units of a bar


def bar(share: int) -> Markup:
    """Return a share in percent as a bar with its number."""
    return Markup(_bar(share))  # noqa: S704 - numbers of our own


def coverage(rows: Iterable[CoverageRow]) -> Markup:
    """Return the rows of a table of coverage."""
    recorded, stated = _cell(_("recorded"), "number"), _cell(_("stated"), "number")
    share, read = _cell(_("share")), _cell(_("date read"), "together")
    complete = _cell(_("completeness"))
    return Markup(  # noqa: S704 - what is filled in is escaped
        "".join(
            f'<tr><th scope="row">{written(one.thing)}</th>'
            f"{recorded}{forms.number(one.recorded)}</td>"
            f"{stated}{_known(one.stated)}</td>"
            f"{share}{'–' if one.share is None else _bar(one.share)}</td>"
            f"{complete}{escaped(one.completeness)}</td>"
            f"{read}{written(one.read) if one.read else ''}</td></tr>\n"
            for one in rows
        )
    )


def _cell(label: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<td{named} data-label="{escaped(label)}">'


def _known(count: int | None) -> str:
    return "–" if count is None else forms.number(count)


def _bar(share: int) -> str:
    return (
        f'<span class="together"><svg class="share" width="{WIDE}" height="10" '
        'aria-hidden="true" focusable="false">'
        f'<rect class="all" width="{WIDE}" height="10" rx="2"/>'
        f'<rect class="part" width="{round(share * WIDE / 100, 1)}" height="10" rx="2"/></svg>'
        f" {share} %</span>"
    )
