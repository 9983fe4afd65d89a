"""The dataset: its descriptions in DCAT and VoID, and its releases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, request, url_for
from pyoxigraph import Quad, RdfFormat, parse

from endpoint.site.core.formats import DATA, split_suffix
from endpoint.site.core.problems import Problem, not_found
from endpoint.site.core.respond import negotiate, page_bytes, send_quads, with_suffix
from endpoint.site.core.state import Release, current
from endpoint.site.documents import releases, schema_org, signposting
from endpoint.site.documents.address import Address
from endpoint.site.documents.send import known_suffix, send_document
from endpoint.site.memento.finding import find
from endpoint.site.pages import dataset
from endpoint.site.views.downloads import send_release_file
from endpoint.sparql.formats import LINKSET, Format
from loaders import folded

blueprint = Blueprint("dataset", __name__)
WHOLE = "dumps/urban-solidarity."
DESCRIPTIONS = ("dcat.ttl", "void.ttl")


@blueprint.get("/dataset")
def document() -> Response:
    """Answer with the description of the dataset (DCAT and VoID) by Accept."""
    return _send(None)


@blueprint.get("/dataset.<suffix>")
def by_suffix(suffix: str) -> Response:
    """Answer with the description of the dataset in one format."""
    return _send(known_suffix(suffix))


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Answer with the VoID description (VoID §6.1), in any RDF format, Turtle first."""
    release, path = current().release, url_for("dataset.document")
    target = negotiate(DATA, lambda one: with_suffix(path, one))
    return send_quads(target, lambda: _read(release, ("void.ttl",)))


@blueprint.get("/release/<version>")
def release(version: str) -> Response:
    """Answer with one release, its counts, sources and files, by Accept or by suffix."""
    name, suffix = split_suffix(version)
    made, folder = find(name)
    release, path = current().release, url_for("dataset.release", version=name)
    newest = made.hash == release.info.hash

    def page() -> bytes:
        return page_bytes("dataset.html", dataset.build(release, made, path, folder.parent))

    return send_document(
        path,
        suffix,
        page,
        lambda: releases.kept(made, newest=newest),
        release.iris.release(name).value,
    )


@blueprint.get("/release/<version>/<path:name>")
def release_file(version: str, name: str) -> Response:
    """Send a file of one release, whether it is the current one or not."""
    try:
        made, folder = find(version)
    except Problem as problem:
        # The suffix is that of the file, not of what is said of the release.
        raise replace(problem, quads=()) from problem
    return send_release_file(made, folder, name)


def _send(suffix: Format | None) -> Response:
    release, path = current().release, url_for("dataset.document")
    if not release.kept_here:
        raise not_found("The description of this release is not kept here.")

    def page() -> bytes:
        built = dataset.build(release, release.manifest, path, release.folder.parent)
        return page_bytes("dataset.html", built)

    return send_description(Address(path), suffix, page)


def send_description(
    address: Address, suffix: Format | None, page: Callable[[], bytes]
) -> Response:
    """Answer with the description of the dataset, or with a page that stands for it."""
    release = current().release
    return send_document(
        address,
        suffix,
        page,
        lambda: _read(release, DESCRIPTIONS),
        release.iris.dataset().value,
        items=[
            (url_for("downloads.file", name=one.name), one.media_type) for one in dumps(release)
        ],
        structured=lambda: schema_org.dataset(release, _downloads(release)),
    )


def dumps(release: Release) -> list[dataset.FileLine]:
    """Return the files that hold the dataset itself."""
    return list(dataset.files(release.manifest, start=WHOLE))


def _downloads(release: Release) -> list[tuple[str, str, int, str]]:
    start = f"{release.info.base}downloads/"
    return [(start + one.name, one.media_type, one.bytes, one.sha256) for one in dumps(release)]


@blueprint.get("/.well-known/api-catalog")
def api_catalog() -> Response:
    """Answer with what programs can use here (RFC 9727)."""
    response = Response(
        signposting.catalog(current().release.info.base),
        content_type=f'{LINKSET.media_type}; profile="{signposting.CATALOG}"',
    )
    response.headers["Link"] = f'<{request.path}>; rel="api-catalog"'
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _read(release: Release, names: tuple[str, ...]) -> list[Quad]:
    quads: list[Quad] = []
    for name in names:
        told = folded.content(release.folder, f"dumps/{name}")
        if told is not None:
            quads += parse(told, format=RdfFormat.TURTLE)
    if not quads:
        raise not_found("This release has no such description.")
    return quads
