"""The home page and what robots ask for."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from flask import Blueprint, Response, current_app, request, url_for
from pyoxigraph import Literal

from endpoint.site.charts.page import NAMES as CHARTS
from endpoint.site.core.respond import attached, page_bytes, send, send_page
from endpoint.site.core.state import Release, current
from endpoint.site.describe import records
from endpoint.site.documents.address import Address
from endpoint.site.lists.index import index as listed
from endpoint.site.pages import home
from endpoint.site.questions import page as questions
from endpoint.site.questions.page import forms
from endpoint.site.views.dataset import send_description
from endpoint.sparql.formats import Format
from loaders.kinds import LISTED
from loaders.vocabulary import SKOS

blueprint = Blueprint("pages", __name__)
XML = Format("application/xml", (), "xml", "XML")
PYTHON = Format("text/x-python", (), "py", "Python")
CLIENT = Path(__file__).parents[2] / "client" / "urbsol_client.py"
HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # addresses one sitemap may list
# Pages there is one of.
SINGLE = (
    "pages.index", "maps.index", "schemes.index", "ontology.document", "graphs.sources",
    "dataset.document", "downloads.index", "tables.index", "queries.index",
    "questions.index", "about.data_quality", "about.contributing", "about.api",
)  # fmt: skip


@blueprint.get("/")
def index() -> Response:
    """Show the home page; as data, the description of the dataset."""
    release = current().release

    def build() -> home.HomePage:
        return home.build(release, questions.some(release, home.QUESTIONS))

    if not release.kept_here:
        return send_page("home.html", build)
    address = Address(url_for("dataset.document"), page=url_for("pages.index"))
    return send_description(address, None, lambda: page_bytes("home.html", build()))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Ask robots to leave the query service alone; pages and data are welcome to them."""
    lines = (
        "User-agent: *",
        f"Disallow: {url_for('sparql.endpoint')}",
        f"Sitemap: {url_for('pages.sitemap', _external=True)}",
        "",
    )
    return Response("\n".join(lines), mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the pages of all things that have a list of their own (https://www.sitemaps.org)."""
    return send(XML, lambda: _sitemap(current().release), negotiated=False)


def _sitemap(release: Release) -> bytes:
    """Return the whole addresses without language: each page names itself in the others."""
    start = f"{release.info.base}id/"
    host = request.host_url.rstrip("/") + request.script_root
    main = [kind for kind in LISTED if kind.main]
    paths = [url_for(view) for view in SINGLE]
    paths += [url_for("things.browse", kind=kind.key) for kind in main]
    paths += [url_for("charts.chart", name=name) for name in CHARTS]
    paths += [url_for("questions.question", name=name) for name in forms(release)]
    paths += [url_for("ontology.class_page", name=name) for name in _classes(release)]
    found = [host + path.removeprefix(request.script_root) for path in paths]
    found += [f"{host}/{quote(path)}" for path in _sources(release)]
    found += [f"{host}/doc/{quote(path)}" for path in _concepts(release)]
    for kind in main:
        for thing in listed(release, kind).ordered():
            found.append(f"{host}/doc/{quote(thing.value.removeprefix(start))}")
    lines = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in found[:MOST])
    return f'{HEADER}<urlset xmlns="{SITEMAP}">\n{lines}</urlset>\n'.encode()


def _sources(release: Release) -> list[str]:
    """Return the paths of the pages of sources."""
    return sorted(one.value.removeprefix(release.info.base) for one in records.counted(release))


def _classes(release: Release) -> list[str]:
    """Return the names of the classes of the ontology that things have."""
    start = f"{release.info.base}ontology#"
    return sorted(one.removeprefix(start) for one in release.class_counts if one.startswith(start))


def _concepts(release: Release) -> list[str]:
    """Return the paths of the concept schemes and of their concepts below ``id/``."""
    start = f"{release.info.base}id/"
    things = [
        str(row["thing"].value)
        for type_ in (SKOS.ConceptScheme, SKOS.Concept)
        for row in release.queries.select("things", type=[type_], ids=[Literal(start)])
    ]
    return sorted(one.removeprefix(start) for one in things)


@blueprint.get("/client/urbsol_client.py")
def client() -> Response:
    """Send the client for Python, one file to save beside a script."""
    return attached(send(PYTHON, CLIENT.read_bytes, negotiated=False), CLIENT.name)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Send the icon to browsers that do not read the page's link to it."""
    return current_app.send_static_file("icon.svg")
