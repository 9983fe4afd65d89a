"""Feeds of what is watched: a question with its blanks filled, an example query, a saved query."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from endpoint.languages.known import BY_CODE, SOURCE
from endpoint.languages.speaking import N_, language, speaking
from endpoint.languages.speaking import gettext as _
from endpoint.past import times
from endpoint.site.changes import feeds
from endpoint.site.changes.following import LANGUAGE
from endpoint.site.core.problems import Problem, not_found
from endpoint.site.core.respond import send
from endpoint.site.core.state import State, current
from endpoint.site.pages import examples
from endpoint.site.questions import page as questions
from endpoint.site.questions.blanks import given
from endpoint.site.results import short
from endpoint.site.watch.entries import entry
from endpoint.site.watch.steps import compared, steps
from endpoint.sparql.backend import ReleaseInfo
from endpoint.sparql.formats import Format

blueprint = Blueprint("watch", __name__)
SUFFIX = "<any(atom, 'feed.json'):suffix>"
WRITERS: dict[str, tuple[Format, Callable[[feeds.Feed], bytes]]] = {
    "atom": (Format(feeds.ATOM_TYPE, (), "atom", "Atom"), feeds.atom),
    "feed.json": (Format(feeds.JSON_TYPE, (), "feed.json", "JSON Feed"), feeds.json_feed),
}


@dataclass(frozen=True)
class Watched:
    """What is watched: its query, what it is called, its path here, and parameters of that."""

    query: str
    title: str
    path: str
    values: tuple[tuple[str, str], ...] = ()


@blueprint.get(f"/questions/<name>.{SUFFIX}")
def question(name: str, suffix: str) -> Response:
    """Send a feed of what the answer to a question gains and loses."""
    release = current().release
    form = questions.forms(release).get(name)
    if form is None:
        raise not_found("There is no such question.")
    with speaking(_language()):
        asked = given(release, form, _plain(request.args))
        if asked.filled is None:
            raise Problem(400, "bad-request", N_("A blank of this question cannot be filled so."))
        values = tuple((one.name, asked.values[one.name]) for one in form.slots)
        kept = tuple(pair for pair in values if pair[1])
        return _send(
            Watched(asked.filled.text, asked.asked(form), f"questions/{name}", kept), suffix
        )


@blueprint.get(f"/queries/<name>.{SUFFIX}")
def query(name: str, suffix: str) -> Response:
    """Send a feed of what the answer to an example query gains and loses."""
    found = next((one for one in examples.read(current().release) if one.name == name), None)
    if found is None:
        raise not_found("There is no example query of this name.")
    with speaking(_language()):
        return _send(Watched(found.text, found.title.text, f"queries/{name}"), suffix)


@blueprint.get(f"/q/<token>.{SUFFIX}")
def saved(token: str, suffix: str) -> Response:
    """Send a feed of what the answer to the query in a short link gains and loses."""
    text = short.text(token)
    if text is None:
        raise not_found("There is no query in this link.")
    with speaking(_language()):
        number = hashlib.sha256(text.encode()).hexdigest()[:8]
        title = _("Saved query %(number)s", number=number)
        return _send(Watched(text, title, f"q/{token}"), suffix)


def _plain(arguments: MultiDict[str, str]) -> dict[str, str]:
    """Return the first of each parameter but the language."""
    return {name: value for name, value in arguments.items() if name != LANGUAGE}


def _language() -> str:
    """Return the language a feed is asked for in, else English."""
    code = request.args.get(LANGUAGE, "")
    return code if code in BY_CODE else SOURCE.code


def _send(watched: Watched, suffix: str) -> Response:
    state = current()
    if not state.served.kept_here:
        raise not_found("Earlier releases are not kept here: there is nothing to compare with.")
    releases = compared(state)
    target, write = WRITERS[suffix]
    variant = " ".join((*(one.hash for one in releases), language().code))
    return send(
        target,
        lambda: write(_feed(state, releases, watched, suffix)),
        negotiated=False,
        variant=variant,
    )


def _feed(
    state: State, releases: tuple[ReleaseInfo, ...], watched: Watched, suffix: str
) -> feeds.Feed:
    base = state.served.info.base
    page = f"{base}{watched.path}" + (f"?{urlencode(watched.values)}" if watched.values else "")
    spoken = () if language() is SOURCE else ((LANGUAGE, language().code),)
    parameters = urlencode((*watched.values, *spoken))
    address = f"{base}{watched.path}.{suffix}" + (f"?{parameters}" if parameters else "")
    last = times.moment(state.served.info.version).isoformat().replace("+00:00", "Z")
    return feeds.Feed(
        address,
        page,
        watched.title,
        "Urban Solidarity Graph",
        tuple(entry(one, page, page) for one in steps(state, releases, watched.query)),
        language().code,
        last,
    )
