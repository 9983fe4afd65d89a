"""Writes what became of an answer as entries of a feed, in the language of whoever watches it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from markupsafe import Markup, escape
from pyoxigraph import NamedNode, Triple

from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import gettext as _
from endpoint.past import times
from endpoint.site.changes.entries import Entry
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import Viewer
from endpoint.site.watch.asking import Row
from endpoint.site.watch.steps import Step

SHOWN = 50  # rows that came, and as many that went, in an entry
Lines = tuple[tuple[str, str], ...]  # the text of each row, and the IRI of its first thing or ""


def entry(step: Step, address: str, home: str) -> Entry:
    """Return the entry of a step: ``address`` is what is watched, ``home`` its page."""
    version = step.release.info.version
    came, went = len(step.came), len(step.went)
    title = " · ".join(
        (
            version,
            _("new: %(count)s", count=came),
            _("no longer there: %(count)s", count=went),
        )
    )
    before = step.before.info.version
    facts = ngettext(
        "The answer has %(num)s row in release %(now)s; it was compared with release %(before)s.",
        "The answer has %(num)s rows in release %(now)s; it was compared with release %(before)s.",
        step.count,
        now=version,
        before=before,
    )
    parts = (
        (_("New"), came, _lines(step.release, step.came)),
        (_("No longer there"), went, _lines(step.before, step.went)),
    )
    return Entry(
        f"{address}#{version}",
        home,
        title,
        "\n".join((facts, *_plain(parts))),
        times.moment(version).isoformat().replace("+00:00", "Z"),
        f"<p>{escape(facts)}</p>" + "".join(_marked(parts)),
    )


Parts = Sequence[tuple[str, int, Lines]]


def _plain(parts: Parts) -> Iterable[str]:
    for heading, count, lines in parts:
        if count:
            yield f"{heading}:"
            yield from (f"- {text}" for text, _iri in lines)
            yield from _rest(count)


def _marked(parts: Parts) -> Iterable[str]:
    for heading, count, lines in parts:
        if count:
            yield f"<h3>{escape(heading)}</h3><ul>"
            for text, iri in lines:
                link = Markup('<a href="{}">{}</a>').format(iri, text) if iri else escape(text)
                yield f"<li>{link}</li>"
            yield "</ul>" + "".join(f"<p>{escape(one)}</p>" for one in _rest(count))


def _rest(count: int) -> Iterable[str]:
    if count > SHOWN:
        yield ngettext("%(num)s more", "%(num)s more", count - SHOWN)


def _lines(release: Release, rows: Sequence[Row]) -> Lines:
    """Return the first rows as people read them, named as the release names things."""
    shown = tuple(islice(rows, SHOWN))
    base = release.info.base
    own = dict.fromkeys(
        term
        for row in shown
        for term in row
        if isinstance(term, NamedNode) and term.value.startswith(base)
    )
    viewer = Viewer(release, gather.labels(release, own))
    return tuple((_text(viewer, row), _first(row, base)) for row in shown)


def _text(viewer: Viewer, row: Row) -> str:
    texts = (
        str(term) if isinstance(term, Triple) else viewer.view(term).text
        for term in row
        if term is not None
    )
    return " · ".join(dict.fromkeys(texts))


def _first(row: Row, base: str) -> str:
    """Return the IRI of the first thing in a row."""
    own = (term.value for term in row if isinstance(term, NamedNode))
    return next((iri for iri in own if iri.startswith(f"{base}id/")), "")
