"""The change log at ``/changes``: pages of an event stream that never change, and feeds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, request

from endpoint.site.changes import feeds
from endpoint.site.changes import history as pages
from endpoint.site.changes.entries import entries
from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import send_page
from endpoint.site.core.state import Release, current
from endpoint.site.describe import gather
from endpoint.site.describe.terms import Viewer
from loaders import ledger
from loaders.iris import KEY

blueprint = Blueprint("changes", __name__)
FOLDER = "changes"
TRIG, MAX_AGE = "application/trig", 300
FOREVER = "public, max-age=31536000, immutable"
FEEDS: dict[str, tuple[str, Callable[[feeds.Feed], bytes]]] = {
    "atom": (f"{feeds.ATOM_TYPE}; charset=utf-8", feeds.atom),
    "json": (feeds.JSON_TYPE, feeds.json_feed),
}


@blueprint.get("/changes")
def index() -> Response:
    """Send the first page of the event stream, which tells of all others; always TriG."""
    response = _send((folder() / "index.trig").read_bytes(), TRIG)
    for suffix, (media_type, _) in FEEDS.items():
        kind = media_type.partition(";")[0]
        response.headers.add("Link", f'</changes.{suffix}>; rel="alternate"; type="{kind}"')
    return response


@blueprint.get("/changes/<name>")
def page(name: str) -> Response:
    """Send a page of the event stream, which never changes."""
    if name == "index":
        return index()
    path = folder() / f"{name}.trig"
    known = {one.stem for one in folder().glob("*.trig")}
    if name not in known:
        raise not_found("There is no such page of the change log.")
    response = _send(path.read_bytes(), TRIG)
    response.headers["Cache-Control"] = FOREVER
    return response


@blueprint.get("/history")
def history() -> Response:
    """Show what changed from release to release, or about ``thing=city/palermo``."""
    release, log = current().release, folder()
    key, version = request.args.get("thing", ""), request.args.get("release", "")
    if (key and not _is_key(key)) or (version and not (log / f"{version}.json").is_file()):
        raise not_found("There is no such history.")
    if version and not ledger.VERSION.fullmatch(version):
        raise not_found("There is no such history.")
    name = _name(release, key) if key else ""
    return send_page("history.html", lambda: pages.build(release, log, key, name, version))


def _name(release: Release, key: str) -> str:
    """Return what a thing is called, its key when nothing is said of it any more."""
    thing = release.iris.thing(*key.split("/"))
    return str(Viewer(release, gather.labels(release, [thing])).thing(thing).text)


@blueprint.get("/changes.<suffix>")
def feed(suffix: str) -> Response:
    """Send a feed of all changes, or of those about each ``thing=city/palermo``."""
    if suffix not in FEEDS:
        raise not_found("There is no feed in this format.")
    release = current().release
    keys = request.args.getlist("thing")
    if not all(_is_key(key) for key in keys):
        raise not_found("There is no such thing to watch.")
    base = release.info.base
    about = tuple(f"{base}id/{key}" for key in keys)
    media_type, write = FEEDS[suffix]
    address = f"{base}changes.{suffix}"
    if keys:
        address += "?" + "&".join(f"thing={key}" for key in keys)
    made = feeds.Feed(
        address,
        about[0] if len(about) == 1 else f"{base}dataset",
        "Urban Solidarity Graph: changes" + (f" about {', '.join(keys)}" if keys else ""),
        "Urban Solidarity Graph",
        entries(folder(), base, about),
    )
    return _send(write(made), media_type)


def _is_key(text: str) -> bool:
    kind, slash, key = text.partition("/")
    return bool(slash and KEY.fullmatch(kind) and KEY.fullmatch(key))


def folder() -> Path:
    """Return the folder of the change log; raise the 404 problem when there is none."""
    release = current().release
    path = release.folder.parent / FOLDER
    if not release.kept_here or not (path / "index.trig").is_file():
        raise not_found("No change log is kept here.")
    return path


def _send(content: bytes, media_type: str) -> Response:
    response = Response(content, content_type=media_type)
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response.make_conditional(request)
    return response
