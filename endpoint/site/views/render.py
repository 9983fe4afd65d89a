"""What every template can use besides its page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Flask, g, request, url_for
from jinja2 import StrictUndefined
from markupsafe import Markup

from endpoint.languages import catalogues, forms
from endpoint.languages.speaking import first_upper, language
from endpoint.languages.speaking import gettext as _
from endpoint.site.about import markup as quality
from endpoint.site.changes import history
from endpoint.site.core import built, links
from endpoint.site.core.addresses import canonical, switches, whole
from endpoint.site.core.state import PAST, current
from endpoint.site.describe import markup
from endpoint.site.pages import markup as written
from endpoint.site.pages.atlas import markup as atlas
from endpoint.site.pages.model import Link
from endpoint.site.questions import markup as answers
from loaders.kinds import BY_KEY

NAME = "Urban Solidarity Graph"


def register(app: Flask) -> None:
    """Give the templates their helpers; a misspelt name in a template is an error."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.globals.update(_=gettext, gettext=gettext, ngettext=ngettext)
    app.jinja_env.globals.update(term=markup.term, terms=markup.terms)
    app.jinja_env.globals.update(shown=written.shown, marks=written.marks)
    app.jinja_env.globals.update(table_rows=written.rows, note_items=written.notes)
    app.jinja_env.globals.update(group_items=written.items, map_dots=written.dots)
    app.jinja_env.globals.update(map_points=written.points, answer_rows=answers.rows)
    app.jinja_env.globals.update(map_entries=atlas.entries, map_places=atlas.places)
    app.jinja_env.globals.update(map_options=atlas.options)
    app.jinja_env.globals.update(coverage_rows=quality.coverage, share_bar=quality.bar)
    app.jinja_env.filters.update(number=forms.number, first_upper=first_upper)
    app.context_processor(_shared)


def gettext(message: str, **values: object) -> Markup:
    """Return a message of a template: its tags are ours, what is filled in is escaped."""
    return Markup(_(message)) % values  # noqa: S704 - from the catalogues of this repository


def ngettext(singular: str, plural: str, count: int, **values: object) -> Markup:
    """Return the form that a count takes; ``%(num)s`` is the count, written in the language."""
    form = catalogues.of(language().code).ngettext(singular, plural, count)
    return Markup(form) % {"num": forms.number(count), **values}  # noqa: S704


def _shared() -> dict[str, Any]:
    release = current().release
    return {
        "site_name": NAME,
        "release": release.info,
        "asset": links.asset_href,
        "script": built.script_href,
        "href": lambda iri: links.href(iri, release.info.base),
        "navigation": _navigation(),
        "sparql_path": f"{request.script_root}/sparql",
        "language": language(),
        "switches": switches(),
        "whole_address": whole(),
        "canonical": canonical(),
        "structured": g.get("structured"),
        "past": _past(),
        "history": lambda iri: history.link(release, iri),
    }


def _past() -> Link | None:
    """Return the old release a page is about, with the address of what there is now."""
    found = g.get(PAST)
    if found is None:
        return None
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "version"]
    query = f"?{urlencode(kept)}" if kept else ""
    return Link(found.info.version, request.script_root + request.path + query)


def _navigation() -> tuple[tuple[Link, bool], ...]:
    kinds = ("city", "network", "practice", "charter")
    entries = [
        (_(first_upper(BY_KEY[kind].plural)), url_for("things.browse", kind=kind), f"/doc/{kind}/")
        for kind in kinds
    ]
    entries.insert(0, (_("Map"), url_for("maps.index"), "/map"))
    entries += [
        (_("Questions"), url_for("questions.index"), "/questions"),
        (_("Sources"), url_for("graphs.sources"), "/graph/"),
        (_("Queries"), url_for("queries.index"), "/queries/"),
        (_("Downloads"), url_for("downloads.index"), "/downloads"),
        (_("Documentation"), url_for("docs.page", name="index"), "/docs/"),
    ]
    path = request.path
    return tuple(
        (Link(text, target), path.startswith(below) or request.script_root + path == target)
        for text, target, below in entries
    )
