"""``version=`` on documents, and TimeGate and TimeMap of each of them (RFC 7089)."""

from __future__ import annotations

import re

from flask import Blueprint, Flask, Response, g, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from endpoint.languages.speaking import N_
from endpoint.past import times
from endpoint.past.library import tells_of
from endpoint.site.core.formats import split_suffix
from endpoint.site.core.problems import Problem, not_found
from endpoint.site.core.state import PAST, current
from endpoint.site.memento.finding import library, queryable
from endpoint.sparql.backend import ReleaseInfo

blueprint = Blueprint("memento", __name__)
# What is there in every release: a thing, its document, the dataset.
VERSIONED = frozenset(
    {"things.document", "things.identify", "dataset.document", "dataset.by_suffix"}
)
ASKED = VERSIONED | {"sparql.endpoint"}
THING = re.compile(r"(?:doc|id)/([a-z0-9-]+)/([a-z0-9-]+(?:\.[a-z]+)?)")
DATASET = re.compile(r"dataset(?:\.[a-z]+)?")
LASTING = "public, max-age=300"


def register(app: Flask) -> None:
    """Let documents be asked for as they were, and lead from each to its past."""
    app.before_request(_go_back)
    app.after_request(_lead)


def _go_back() -> None:
    """Answer from the release that ``version=`` names."""
    version = request.args.get("version", "")
    if not version or request.endpoint not in ASKED:
        return
    info = queryable(version)
    g.memento = info
    if info.hash != current().served.info.hash:
        setattr(g, PAST, current().at(info))


def _lead(response: Response) -> Response:
    """Say of which time a document is, and where its other times are."""
    if request.endpoint not in VERSIONED or response.status_code not in {200, 303, 304}:
        return response
    resource = request.path.lstrip("/")
    info: ReleaseInfo | None = g.get("memento")
    if info is not None:
        response.headers["Memento-Datetime"] = times.written(info.version)
        response.headers.add("Link", f'<{_here(resource)}>; rel="original"')
        if response.location:
            response.location = times.address(response.location, info.version)
    response.headers.add("Link", f'<{_here("timegate/" + resource)}>; rel="timegate"')
    where = _here("timemap/" + resource)
    response.headers.add("Link", f'<{where}>; rel="timemap"; type="{times.LINKS}"')
    return response


def _here(path: str) -> str:
    """Return the whole address of a path of this site."""
    return f"{request.host_url.rstrip('/')}{request.script_root}/{path}"


@blueprint.get("/timegate/<path:resource>")
def timegate(resource: str) -> BaseResponse:
    """Lead to a document as it was at the time of Accept-Datetime (RFC 7089 §4.1)."""
    kept = _mementos(resource)
    asked = request.headers.get("Accept-Datetime")
    wanted = times.read(asked) if asked else None
    if asked and wanted is None:
        raise Problem(
            400,
            "bad-request",
            N_("Accept-Datetime is not a date such as Sun, 22 Nov 2026 00:00:00 GMT."),
        )
    one = times.chosen(kept, wanted)
    response = redirect(times.address(_here(resource), one.version), 302)
    response.vary.add("Accept-Datetime")
    response.headers["Cache-Control"] = LASTING
    response.headers.add("Link", f'<{_here(resource)}>; rel="original"')
    where = _here(f"timemap/{resource}")
    response.headers.add("Link", f'<{where}>; rel="timemap"; type="{times.LINKS}"')
    return response


@blueprint.get("/timemap/<path:resource>")
def timemap(resource: str) -> Response:
    """List the releases in which a document is (RFC 7089 §5)."""
    kept = _mementos(resource)
    addresses = (_here(resource), _here(f"timegate/{resource}"), _here(f"timemap/{resource}"))
    response = Response(times.timemap(*addresses, kept), content_type=times.LINKS)
    response.headers["Cache-Control"] = LASTING
    return response


def _mementos(resource: str) -> tuple[ReleaseInfo, ...]:
    """Return the releases that say something of a resource; raise the 404 problem for none."""
    kept: tuple[ReleaseInfo, ...] = ()
    if DATASET.fullmatch(resource):
        kept = library().kept()
    elif thing := THING.fullmatch(resource):
        key, _ = split_suffix(thing[2])
        found = library().kept()
        kept = tuple(
            one for one in found if one.folder and tells_of(one.folder, _iri(one, thing[1], key))
        )
    if not kept:
        raise not_found("No release that is kept here says anything of this.")
    return kept


def _iri(release: ReleaseInfo, kind: str, key: str) -> str:
    return f"{release.base}id/{kind}/{key}"
