"""The look-up: an identifier of another database leads to the thing here, one or many at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from endpoint.languages.speaking import N_
from endpoint.site.core import links
from endpoint.site.core.problems import Problem, not_found
from endpoint.site.core.state import Release, current
from endpoint.site.lookup.finding import Found, find
from loaders.naming.codes import BY_NAME, Code, of_scheme, read

blueprint = Blueprint("lookup", __name__)
MOST = 1000
LONGEST_BODY = 1 << 19


@blueprint.get("/lookup")
def address() -> BaseResponse:
    """Look up ``id``, an address of another database or ``scheme:id``; explain when there is none.

    The answer is that of the address of the identifier.
    """
    text = request.args.get("id", "")
    if not text:
        return redirect(url_for("docs.page", name="uris", _anchor="look-up"), 303)
    code = read(text)
    if code is None:
        raise not_an_identifier(text)
    return redirect(url_for("lookup.one", scheme=code.scheme.name, text=code.text), 303)


@blueprint.get("/lookup/<scheme>/<path:text>")
def one(scheme: str, text: str) -> BaseResponse:
    """Send who asks to the thing with an identifier (303); list them when there are several (300).

    Raise the 404 problem when there is none, or no such database.
    """
    code = of_scheme(scheme, text)
    if code is None:
        raise not_an_identifier(f"{scheme}:{text}")
    release = current().release
    things = find(release, [code]).get(code, ())
    if not things:
        raise not_found(
            "Nothing here has the identifier %(id)s of %(database)s.",
            id=code.text,
            database=code.scheme.title,
        )
    if len(things) > 1:
        raise ambiguous(release, code, things)
    response = redirect(links.local_href(things[0].iri, release.info.base) or things[0].iri, 303)
    # What is meant, a place or who governs it, is said before the redirect is followed.
    response.data = json.dumps(document(things[0]), ensure_ascii=False) + "\n"
    response.mimetype = "application/json"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@blueprint.post("/lookup")
def many() -> Response:
    """Look up the identifiers of the body: lines of text, or JSON ``{"ids": […]}``."""
    texts = asked_for()
    codes = [read(text) for text in texts]
    found = find(current().release, {code for code in codes if code})
    told = [line(text, code, found) for text, code in zip(texts, codes, strict=True)]
    body = json.dumps({"results": told}, ensure_ascii=False, indent=1) + "\n"
    return Response(body, mimetype="application/json", headers={"Cache-Control": "no-store"})


def asked_for() -> list[str]:
    """Return the identifiers of the body; raise the 400 problem when they cannot be read."""
    data = request.get_data(cache=False) if (request.content_length or 0) <= LONGEST_BODY else b""
    try:
        text = data.decode("utf-8")
        if request.mimetype != "application/json":
            texts = [one.strip() for one in text.splitlines() if one.strip()]
        else:
            texts = [str(one) for one in json.loads(text)["ids"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        texts = []
    if not 0 < len(texts) <= MOST:
        raise Problem(
            400,
            "bad-request",
            N_('Send 1 to %(most)s identifiers, one a line or as JSON {"ids": ["wikidata:Q64"]}.'),
            values={"most": MOST},
        )
    return texts


def line(text: str, code: Code | None, found: Mapping[Code, Sequence[Found]]) -> dict[str, object]:
    """Return what became of one identifier of many."""
    if code is None:
        return {"asked": text[:300], "status": "malformed", "things": []}
    things = found.get(code, ())
    status = {0: "unknown", 1: "found"}.get(len(things), "ambiguous")
    return {
        "asked": text[:300],
        "scheme": code.scheme.name,
        "id": code.text,
        "status": status,
        "things": [document(thing) for thing in things],
    }


def document(thing: Found) -> dict[str, str]:
    """Return a thing as JSON; ``family`` says whether the identifier is of a place or an actor."""
    return {
        "iri": thing.iri,
        "label": thing.label,
        "kind": thing.kind,
        "family": thing.family,
    }


def ambiguous(release: Release, code: Code, things: Sequence[Found]) -> Problem:
    """Return the answer to an identifier that several things have."""
    shown = tuple(
        (f"{thing.label or thing.iri} ({thing.kind})", href)
        for thing in things
        if (href := links.local_href(thing.iri, release.info.base))
    )
    return Problem(
        300,
        "ambiguous",
        N_("Several things here have the identifier %(id)s of %(database)s."),
        N_("There are several"),
        extra={"things": [document(thing) for thing in things]},
        links=shown,
        values={"id": code.text, "database": code.scheme.title},
    )


def not_an_identifier(text: str) -> Problem:
    """Return the problem of a text that is an identifier of no database known here."""
    return not_found(
        "%(text)s is not an identifier of one of these databases: %(databases)s.",
        text=text[:200],
        databases=", ".join(BY_NAME),
    )
