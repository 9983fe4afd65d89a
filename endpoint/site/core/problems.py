"""Errors as problem details (RFC 9457) or as a page, by what the client accepts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from pyoxigraph import Quad
from werkzeug.exceptions import HTTPException

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import N_, gettext, language, speaking
from endpoint.site.core import formats
from endpoint.site.core.state import current
from endpoint.sparql.errors import QueryError
from endpoint.sparql.formats import Format
from endpoint.sparql.negotiation import Offer, choose
from endpoint.syntax.reading import Said, say
from loaders.errors import UnwritableError, UrbsolError, UsageError

NAMED = 12  # values that an error names
LONGEST = 60  # characters of a value that it repeats
NOTHING = Said()
LOGGED = N_("Something went wrong here. It is written in our log.")
PHRASES = {
    400: N_("Bad request"),
    403: N_("Forbidden"),
    404: N_("There is nothing here"),
    405: N_("This address does not take such requests"),
    406: N_("No format of this is acceptable to you"),
    410: N_("This is no longer here"),
    416: N_("There is no such range"),
    500: N_("Something went wrong"),
    503: N_("The service is busy"),
}
# What is said of errors that the framework finds.
DETAILS = {
    404: N_("No page has this address. Look for a mistake in it, or search for what you want."),
    405: N_("This address is only read: ask it by GET."),
    500: LOGGED,
}
PROBLEM = "application/problem+json"
OFFERS = (Offer(PROBLEM, ("application/json",)), Offer("text/html", ("application/xhtml+xml",)))


@dataclass
class Problem(Exception):  # noqa: N818 - the name RFC 9457 has for it
    """A request that gets no answer.

    ``kind`` is the last part of the problem's type, ``extra`` further members of the problem
    details, ``headers`` of the response. ``links`` are offered to people: name and address.
    Programs are answered in English; ``detail`` and ``title`` are messages of the catalogues as far
    as these know them, with ``values`` for their placeholders. ``quads`` are what is still said of
    something withdrawn or split, for who asks for RDF. ``parts`` are what is wrong and
    what to do, as messages with their values, where these are not one.
    """

    status: int
    kind: str
    detail: str
    title: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    quads: tuple[Quad, ...] = ()
    parts: Sequence[tuple[str, Mapping[str, object]]] = ()

    def heading(self) -> str:
        """Return the title, or the usual phrase of the status, in the language spoken."""
        return gettext(self.title or PHRASES.get(self.status) or HTTPStatus(self.status).phrase)

    def said(self) -> str:
        """Return the detail in the language spoken."""
        parts = [gettext(message, **values) for message, values in self.parts]
        if len(parts) > 1:
            return gettext("%(what)s; %(remedy)s", what=parts[0], remedy=parts[1])
        return parts[0] if parts else gettext(self.detail, **self.values)

    @property
    def english(self) -> bool:
        """Tell whether the detail is said in English to a reader of another language."""
        known = bool(self.parts) or gettext(self.detail) != self.detail
        return language() is not SOURCE and not known


def answer(problem: Problem) -> Response:
    """Return a problem as ``application/problem+json``, or as a page to who names HTML."""
    if problem.quads and (data := _data()) is not None:
        return _tombstone(problem, data)
    offer = choose(request.headers.get("Accept"), OFFERS) or OFFERS[0]
    if offer.media_type == PROBLEM:
        response = Response(_document(problem), problem.status, mimetype=PROBLEM)
    else:
        page = render_template("error.html", page=problem)
        response = Response(page, problem.status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store" if problem.status >= 500 else "max-age=60"
    response.headers.extend(problem.headers)
    response.vary.add("Accept")
    return response


def _data() -> Format | None:
    """Return the RDF format that the suffix of the address names or the client likes best."""
    _, suffix = formats.split_suffix(request.path)
    chosen = suffix or choose(request.headers.get("Accept"), (*OFFERS, *formats.DATA))
    return chosen if isinstance(chosen, Format) and chosen.rdf else None


def _tombstone(problem: Problem, target: Format) -> Response:
    """Return what is still said of something that is not there any more, with the same status."""
    release = current().release
    body = formats.write(problem.quads, target, release.prefixes, release.vocabulary)
    response = Response(body, problem.status, content_type=target.content_type)
    response.headers["Cache-Control"] = "max-age=60"
    response.vary.add("Accept")
    return response


def _document(problem: Problem) -> bytes:
    with speaking(SOURCE):
        title, detail = problem.heading(), problem.said()
    document = {
        "type": problem_type(problem.kind),
        "title": title,
        "status": problem.status,
        "detail": detail,
        "instance": request.script_root + request.path,
        **problem.extra,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def problem_type(kind: str) -> str:
    """Return the address that explains a kind of problem."""
    return f"{current().config.settings.base}docs/problems#{kind}"


class RefusedError(UsageError):
    """Something an address asks for that cannot be: what is wrong, and what to do, as messages."""

    def __init__(self, what: Said, remedy: Said = NOTHING) -> None:
        """Take both; as an error for programs they are English."""
        super().__init__(str(what), str(remedy))
        self.parts = [(one.message, one.values) for one in (what, remedy) if one.message]


def unknown(name: str, value: str, known: Sequence[str]) -> RefusedError:
    """Return the error of a parameter with a value that there is not; the first known are named."""
    there_are = ", ".join(known[:NAMED]) + (" …" if len(known) > NAMED else "")
    return RefusedError(
        say("%(name)s has no value %(value)s", name=name, value=value[:LONGEST]),
        say("choose one of these: %(known)s", known=there_are),
    )


def not_found(detail: str, **values: object) -> Problem:
    """Return the problem of an address at which there is nothing; ``detail`` is a message."""
    return Problem(404, "not-found", detail, N_("There is nothing here"), values=values)


def no_list(error: RefusedError) -> Problem:
    """Return the problem of a list that cannot be shown as it is asked for."""
    title = N_("There is no such list")
    return Problem(404, "not-found", error.what, title, parts=error.parts)


def register(app: Flask) -> None:
    """Answer every error of the site as a problem."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(QueryError, _query_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(UnwritableError, _unwritable)
    app.register_error_handler(UrbsolError, _own_error)


def _query_error(error: QueryError) -> Response:
    extra = {"line": error.line, "column": error.position, "excerpt": error.excerpt or None}
    headers = {"Retry-After": f"{error.retry_after:.0f}"} if error.retry_after else {}
    known = {key: value for key, value in extra.items() if value is not None}
    return answer(Problem(error.status, error.kind, error.what, error.title, known, headers))


def _unwritable(error: UnwritableError) -> Response:
    title = N_("The format cannot hold this")
    return answer(Problem(406, "not-acceptable", f"{error.what}; {error.remedy}.", title))


def _http_error(error: HTTPException) -> Response:
    if error.response is not None and isinstance(error.response, Response):
        return error.response
    status = error.code or 500
    headers = {}
    for name, value in error.get_headers():
        if name in ("Allow", "Content-Range", "Retry-After", "Location"):
            headers[name] = value
    if status in (301, 302, 303, 307, 308):
        return Response("", status, headers=headers)
    detail = DETAILS.get(status) or error.description or ""
    return answer(Problem(status, _kind(status), detail, headers=headers))


def _own_error(error: UrbsolError) -> Response:
    # The message may hold paths of this machine: it belongs in the log, not in the answer.
    current_app.logger.error("%s", error)
    return answer(Problem(500, "internal", N_("The data of this page cannot be read.")))


def _kind(status: int) -> str:
    known = {400: "bad-request", 404: "not-found", 405: "method", 416: "range", 500: "internal"}
    return known.get(status, f"status-{status}")
