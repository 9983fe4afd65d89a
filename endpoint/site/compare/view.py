"""``/compare``: cities side by side; the address names them, and adding one is a form."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from endpoint.languages.speaking import N_
from endpoint.languages.speaking import gettext as _
from endpoint.questions import Choice, Slot
from endpoint.site.compare import page as pages
from endpoint.site.core.problems import Problem
from endpoint.site.core.respond import attached, send, send_page
from endpoint.site.core.state import Release, current
from endpoint.site.questions.blanks import fitting, key_of
from endpoint.sparql.formats import CSV

blueprint = Blueprint("compare", __name__)
CITY = Slot("city", "city", "palermo")


@blueprint.get("/compare")
def index() -> BaseResponse:
    """Compare the cities of ``city`` (given several times); ``add`` takes one more by its name."""
    release = current().release
    offered = fitting(release, CITY)
    keys = _keys(offered)
    typed = request.args.get("add", "").strip()
    added = key_of(typed, offered) if typed else ""
    known = added in {one.value for one in offered}
    if known and len(keys) < pages.MOST:
        return redirect(pages.address(dict.fromkeys((*keys, added))), 303)
    wrong = ""
    if typed and not known:
        wrong = _("Nothing here is called “%(name)s”. Choose from the list.", name=typed[:60])
    return send_page("compare/index.html", lambda: pages.build(release, keys, offered, wrong))


@blueprint.get("/compare.csv")
def as_csv() -> Response:
    """Answer with a comparison as a table."""
    release: Release = current().release
    keys = _keys(fitting(release, CITY))
    return attached(send(CSV, lambda: pages.csv(release, keys), negotiated=False), "compared.csv")


def _keys(offered: Sequence[Choice]) -> list[str]:
    """Return the cities of the address, each once; raise the problem 400 for one there is not."""
    keys = [key_of(one.strip(), offered) for one in request.args.getlist("city")]
    keys = list(dict.fromkeys(one for one in keys if one))
    unknown = set(keys) - {one.value for one in offered}
    if unknown:
        name = sorted(unknown)[0][:60]
        raise Problem(
            400, "bad-request", N_("There is no city %(name)s here."), values={"name": name}
        )
    if len(keys) > pages.MOST:
        raise Problem(400, "bad-request", N_("At most five cities are compared at a time."))
    return keys
