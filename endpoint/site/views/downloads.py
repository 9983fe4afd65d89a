"""The files of the release: a list with checksums and sizes, and the files themselves."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, send_file, url_for

from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import page_bytes
from endpoint.site.core.state import Release, current
from endpoint.site.documents import releases
from endpoint.site.documents.address import Address
from endpoint.site.documents.send import send_document
from endpoint.site.pages import dataset
from loaders import folded, sums
from loaders import manifest as manifests
from loaders.manifest import Manifest

blueprint = Blueprint("downloads", __name__)
MAX_AGE = 300
# What tells of the files of a release, and is not told of itself.
PAPERS = {manifests.NAME: "application/json", **dict.fromkeys(sums.PAPERS, "text/plain")}


@blueprint.get("/downloads")
def index() -> Response:
    """List the files of the release with checksums and sizes; as data, the release itself."""
    release = here()
    made, path = release.manifest, url_for("dataset.release", version=release.info.version)

    def page() -> bytes:
        return page_bytes("downloads.html", dataset.build(release, made, path, None))

    return send_document(
        Address(path, page=url_for("downloads.index")),
        None,
        page,
        lambda: releases.kept(made, newest=True),
        release.iris.release(made.version).value,
    )


@blueprint.get("/downloads/<path:name>")
def file(name: str) -> Response:
    """Send a file of the current release; ranges and conditions count (RFC 9110 §13, §14)."""
    release = here()
    return send_release_file(release.manifest, release.folder, name)


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Send the JSON-LD context."""
    return file("context.jsonld")


def here() -> Release:
    """Return the release served; raise the 404 problem when its files are not here."""
    release = current().release
    if not release.kept_here:
        raise not_found("The files of this release are not kept here.")
    return release


def send_release_file(made: Manifest, folder: Path, name: str) -> Response:
    """Send a file that stands in the manifest; raise the 404 problem for anything else.

    Only names of the manifest lead to a file, so no path can leave the release.
    """
    if name in PAPERS:
        path, tag, media_type = folder / name, "", PAPERS[name]
    else:
        known = next((n for n in (f"{dataset.DUMPS}{name}", name) if n in made.files), None)
        if known is None:
            raise not_found("This release has no such file.")
        entry = made.files[known]
        path, tag, media_type = folder / known, entry.sha256, entry.media_type
    kept: Path | BytesIO = path
    if not path.is_file():
        content = folded.content(folder, path.relative_to(folder).as_posix())
        if content is None:
            raise not_found("This file is not kept here.")
        kept = BytesIO(content)
    tag = tag or sums.digest(path)
    response = send_file(kept, media_type, conditional=True, etag=tag, max_age=MAX_AGE)
    if media_type.startswith("text/"):
        response.headers["Content-Type"] = f"{media_type}; charset=utf-8"
    if path.suffix in {".nq", ".trig", ".sqlite", ".gz", ".zip"}:
        response.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return response
