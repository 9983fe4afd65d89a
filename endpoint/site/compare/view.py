"""``/compare``: cities side by side; the address names them, and adding one is a form."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from endpoint.languages.speaking import N_
from endpoint.questions import Slot
from endpoint.site.compare import page as pages
from endpoint.site.core.problems import Problem
from endpoint.site.core.respond import attached, send, send_page
from endpoint.site.core.state import Release, current
from endpoint.site.questions.blanks import unknown
from endpoint.site.questions.naming import meant
from endpoint.sparql.formats import CSV

blueprint = Blueprint("compare", __name__)
CITY = Slot("city", "city", "palermo")
LONGEST = 20  # cities of an address that are looked at: more than five are refused


@blueprint.get("/compare")
def index() -> BaseResponse:
    """Compare the cities of ``city`` (given several times); ``add`` takes one more by its name."""
    release = current().release
    keys = _keys(release)
    typed = request.args.get("add", "").strip()
    added = meant(release, CITY, typed)
    if added.choice and len(keys) < pages.MOST:
        return redirect(pages.address(dict.fromkeys((*keys, added.value))), 303)
    wrong = unknown(added) if typed and not added.choice else ""
    return send_page("compare/index.html", lambda: pages.build(release, keys, wrong, added.near))


@blueprint.get("/compare.csv")
def as_csv() -> Response:
    """Answer with a comparison as a table."""
    release: Release = current().release
    keys = _keys(release)
    return attached(send(CSV, lambda: pages.csv(release, keys), negotiated=False), "compared.csv")


def _keys(release: Release) -> list[str]:
    """Return the cities of the address, each once; raise the problem 400 for one there is not."""
    named = dict.fromkeys(one.strip() for one in request.args.getlist("city")[:LONGEST])
    found = [meant(release, CITY, one) for one in named if one]
    if missing := [one.value for one in found if one.choice is None]:
        name = sorted(missing)[0][:60]
        raise Problem(
            400, "bad-request", N_("There is no city %(name)s here."), values={"name": name}
        )
    keys = list(dict.fromkeys(one.value for one in found))
    if len(keys) > pages.MOST:
        raise Problem(400, "bad-request", N_("At most five cities are compared at a time."))
    return keys
