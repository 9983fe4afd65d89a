"""Writes the rows of an answer: up to two hundred on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from endpoint.site.describe.markup import escaped, listed
from endpoint.site.describe.terms import TermView


def rows(columns: Sequence[str], many: Iterable[Sequence[Sequence[TermView]]]) -> Markup:
    """Return the rows of an answer, each cell with the name of its column for narrow screens."""
    starts = [f'<td data-label="{escaped(name)}">' for name in columns]
    return Markup(  # noqa: S704 - what is filled in is escaped
        "".join(
            "<tr>"
            + "".join(
                f"{start}{listed(cell)}</td>" for start, cell in zip(starts, row, strict=True)
            )
            + "</tr>\n"
            for row in many
        )
    )
