"""The ontology: one document with an anchor for every term."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import Markup
from pyoxigraph import Literal, Quad, RdfFormat, parse

from endpoint.languages.speaking import language
from endpoint.site.core.formats import BY_SUFFIX
from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import page_bytes, send_page
from endpoint.site.core.state import Release, current
from endpoint.site.documents.send import known_suffix, send_document
from endpoint.site.ontology import classes, diagram
from endpoint.site.pages import ontology, scheme
from endpoint.sparql.formats import Format
from loaders.vocabulary import OWL

blueprint = Blueprint("ontology", __name__)
NAME = re.compile(r"[A-Za-z]{1,60}")
VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")


@blueprint.get("/ontology")
def document() -> Response:
    """Answer with the whole ontology by Accept."""
    return _send(None)


@blueprint.get("/ontology.<suffix>")
def by_suffix(suffix: str) -> Response:
    """Answer with the whole ontology in one format."""
    return _send(known_suffix(suffix))


@blueprint.get("/ontology/classes/<name>")
def class_page(name: str) -> Response:
    """Show a class with the properties its things have, how often, and an example."""
    release = current().release

    def build() -> classes.ClassPage:
        found = classes.build(release, name, _quads(release)) if NAME.fullmatch(name) else None
        if found is None:
            raise not_found("The ontology has no such class.")
        return found

    return send_page("ontology/class.html", build)


@blueprint.get("/ontology/<name>")
def version(name: str) -> Response:
    """Answer with one version of the ontology, by Accept or in the format of its suffix."""
    version, _, suffix = name.rpartition(".")
    if suffix in BY_SUFFIX:
        return _send(BY_SUFFIX[suffix], version)
    return _send(None, name)


@dataclass(frozen=True)
class WholePage:
    """The ontology with a diagram of its main classes, and the concept schemes."""

    terms: ontology.OntologyPage
    rendered: Markup
    diagram: diagram.Diagram
    schemes: tuple[scheme.SchemeEntry, ...]


def _send(suffix: Format | None, version: str = "") -> Response:
    """Answer with the ontology as it is now, or as it was in a version."""
    release = current().release
    path = url_for("ontology.version", name=version) if version else url_for("ontology.document")
    quads = _version(release, version) if version else _quads(release)
    return send_document(
        path,
        suffix,
        lambda: page_bytes("ontology.html", _page(release, path, quads)),
        lambda: quads,
        f"{release.info.base}ontology",
    )


def _page(release: Release, path: str, quads: list[Quad]) -> WholePage:
    """Return the page; its terms, of which there are hundreds, are written once a language."""
    key = f"terms {path} {language().code} {request.script_root}"
    terms, rendered = release.once(key, lambda: _terms(release, path, quads))
    return WholePage(
        terms,
        rendered,
        diagram.build(release),
        scheme.index(release).schemes,
    )


def _terms(release: Release, path: str, quads: list[Quad]) -> tuple[ontology.OntologyPage, Markup]:
    """Return the terms and how they look."""
    terms = ontology.build(release, path, quads)
    return terms, Markup(render_template("ontology/terms.html", page=terms))  # noqa: S704


def _version(release: Release, version: str) -> list[Quad]:
    """Return the quads of a version; raise the 404 problem when it is not known here."""
    graph = ontology.graph(release)
    path = release.folder / "dumps" / "ontology" / f"{version}.ttl"
    if VERSION.fullmatch(version) and path.is_file():
        triples = parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=release.info.base)
        return [Quad(one.subject, one.predicate, one.object, graph) for one in triples]
    quads = _quads(release)  # a remote store has no files, but knows its own version
    if any(q.predicate == OWL.versionInfo and q.object == Literal(version) for q in quads):
        return quads
    raise not_found("This release knows no such version of the ontology.")


def _quads(release: Release) -> list[Quad]:
    """Return the quads of the ontology, read when first asked for."""
    return list(release.once("ontology", lambda: _read(release)))


def _read(release: Release) -> tuple[Quad, ...]:
    graph = ontology.graph(release)
    return tuple(
        Quad(row["subject"], row["property"], row["value"], graph)  # type: ignore[arg-type]
        for row in release.queries.select("graph", graph=[graph])
    )
