"""``/sparql`` as a view of the pages: the form, tables of results, and answers in-process.

Under ``urbsol serve`` the front answers programs itself and hands over only what is to be shown to
people (``OUTCOME`` in the environment of the request).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from flask import Blueprint, redirect, render_template, request
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response as BaseResponse

from endpoint.languages import forms
from endpoint.languages.known import BY_CODE, SOURCE
from endpoint.languages.prefixes import PREFIX
from endpoint.languages.speaking import N_, first_upper
from endpoint.languages.speaking import gettext as _
from endpoint.site.core import links
from endpoint.site.core.addresses import mount
from endpoint.site.core.problems import Problem, not_found
from endpoint.site.core.respond import send
from endpoint.site.core.state import current
from endpoint.site.empty import explaining
from endpoint.site.empty.offered import offered
from endpoint.site.pages.sparql import SparqlPage
from endpoint.site.results import short, table
from endpoint.site.results.reasons import REASONS
from endpoint.sparql import description, formats, graphstore, protocol
from endpoint.sparql import responses as respond
from endpoint.sparql.backend import LocalBackend, QueryRequest
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request, Response
from endpoint.sparql.outcome import OUTCOME, Outcome
from endpoint.sparql.protocol import DescribeService, Operation, Preflight, Query, ShowForm

METHODS = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"]
# The limits a person meets, in the words of the service.
TELLING = {
    "timeout": N_("seconds a query may take, waiting included"),
    "memory": N_("MiB a query may take beside the data"),
    "answer_size": N_("MiB an answer may have; it is whole before its first byte is sent"),
    "query_length": N_("bytes a query may have"),
    "client_queries": N_("queries of one client at the same time; 0 for no limit"),
    "client_budget": N_("seconds of computing a client may save up; 0 for no limit"),
}
LONGEST_EXPLAINED = 16_000
JSON = formats.Format("application/json", (), "json", "JSON")
blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=METHODS, provide_automatic_options=False)
def endpoint() -> FlaskResponse:
    """Answer the query operation of the SPARQL 1.1 Protocol."""
    outcome = request.environ.get(OUTCOME)
    if isinstance(outcome, Outcome):
        return page(outcome)
    return answer(protocol.read)


@blueprint.route("/rdf-graphs/service", methods=METHODS, provide_automatic_options=False)
def graph_store() -> FlaskResponse:
    """Answer the reading operations of the Graph Store HTTP Protocol."""
    return answer(graphstore.read)


@blueprint.get("/q/<token>")
def short_link(token: str) -> BaseResponse:
    """Lead to the query that a short link holds."""
    query = short.text(token)
    if query is None:
        raise not_found(N_("There is no query in this link."))
    return redirect(links.sparql_href(query), 303)


@blueprint.get("/completion")
def completion() -> FlaskResponse:
    """Answer with the terms an editor can offer, as JSON, in the language of ``lang``."""
    release = current().release
    asked = request.args.get("lang", "")
    code = asked if asked in BY_CODE else SOURCE.code
    return send(JSON, lambda: json.dumps(offered(release, code)).encode(), negotiated=False)


@blueprint.get("/explain")
def explain() -> FlaskResponse:
    """Answer with JSON: why ``query`` has no rows, or that it has some."""
    query = request.args.get("query", "")
    if not query.strip() or len(query) > LONGEST_EXPLAINED:
        raise Problem(
            400, "bad-request", N_("Give the query in query=, at most 16,000 characters.")
        )
    return send(
        JSON,
        lambda: json.dumps(
            explaining.document(explaining.why(current(), query)), ensure_ascii=False
        ).encode(),
        negotiated=False,
    )


def answer(read: Callable[[Request, Limits], Operation]) -> FlaskResponse:
    """Answer a request that the query service has not answered."""
    limits = Limits.from_environment()
    asked = Request(
        method=request.method,
        path=request.path,
        language=request.environ.get(PREFIX, ""),
        query_string=request.query_string.decode("latin-1"),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.get_data(cache=False) if request.method == "POST" else b"",
        client=request.remote_addr or "",
        target=f"{request.host_url.rstrip('/')}{mount()}{request.path}",
        prefix=mount(),
    )
    try:
        return operate(read(asked, limits), asked, limits)
    except QueryError as error:
        if protocol.wants_html(asked):
            return page(Outcome(error=error))
        return flask_response(respond.refused(error, current().release.info.base, asked.place))


def operate(operation: Operation, asked: Request, limits: Limits) -> FlaskResponse:
    """Carry out an operation; raise QueryError for what has no limits here."""
    backend = current().backend
    if isinstance(operation, Preflight):
        return flask_response(respond.preflight(operation.methods, asked.header(respond.WANTED)))
    if isinstance(operation, ShowForm):
        return page(Outcome(limits=limits))
    if isinstance(operation, DescribeService):
        body = description.document(asked.target, backend.release, limits, operation.format)
        return flask_response(respond.answered(body, operation.format.content_type, ""))
    if not isinstance(operation, Query):
        raise QueryError("updates are not accepted here", kind="update-refused")
    if isinstance(backend, LocalBackend):
        # Nothing in this process bounds what a query takes: only the query service does.
        raise QueryError(
            "queries are answered by the query service alone",
            kind="unserved",
            remedy="run the site with: urbsol serve",
        )
    return answer_query(operation, asked, limits)


def answer_query(operation: Query, asked: Request, limits: Limits) -> FlaskResponse:
    """Answer a query by the server elsewhere, whose answers are bounded in time and size."""
    backend = current().backend
    tag = respond.tag_of(backend.release.hash, operation)
    if respond.matches(asked, tag):
        return flask_response(respond.unchanged(tag))
    if operation.exists and not backend.ask(operation.exists):
        raise QueryError("there is no such graph", kind="not-found")
    try:
        body = b"".join(backend.run(asked_of(operation)).body)
    except QueryError as error:
        if operation.html:
            return page(Outcome(operation, error=error, limits=limits))
        raise
    if operation.html:
        return page(Outcome(operation, body, limits=limits))
    return flask_response(respond.answered(body, operation.format.content_type, tag))


def asked_of(operation: Query) -> QueryRequest:
    """Return the request to a backend."""
    return QueryRequest(
        text=operation.text,
        media_type=operation.format.media_type,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        timeout=operation.timeout,
    )


def flask_response(response: Response) -> FlaskResponse:
    """Return a response as Flask wants it."""
    body = response.body if isinstance(response.body, bytes) else b""
    return FlaskResponse(body, response.status, list(response.headers))


def page(outcome: Outcome) -> FlaskResponse:
    """Show the form, or the results of a query as a table, or why there are none."""
    error, asked = outcome.error, outcome.asked
    if asked is not None and outcome.body is not None:
        found = table.results(asked, outcome.body, outcome.seconds)
        if not found.rows and found.boolean is None and asked.form == "SELECT":
            found = replace(found, why=explaining.why(current(), asked.text))
        tag = respond.tag_of(current().release.info.hash, asked)
        return html(render_template("results.html", page=found), 200, tag)
    query = asked.text if asked else request.args.get("query", "")
    problem = None
    if error is not None:
        detail = f"{error.what}; {error.remedy}" if error.remedy else error.what
        place = {"line": error.line, "column": error.position}
        where = {**place, "excerpt": error.excerpt or None}
        known = {name: value for name, value in where.items() if value is not None}
        problem = Problem(
            error.status, error.kind, detail, REASONS[error.kind], known, parts=error.said
        )
    form = SparqlPage(query, limit_rows(outcome.limits), problem)
    shown_form = html(render_template("sparql.html", page=form), error.status if error else 200, "")
    if error is not None and error.retry_after is not None:
        shown_form.headers["Retry-After"] = f"{max(1, round(error.retry_after))}"
    if error is not None and error.methods:
        shown_form.headers["Allow"] = ", ".join(error.methods)
    return shown_form


def html(text: str, status: int, tag: str) -> FlaskResponse:
    """Return a page; one without ``tag`` is not to be kept."""
    response = FlaskResponse(text, status, mimetype="text/html")
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-cache" if tag else "no-store"
    if tag:
        response.headers["ETag"] = tag
    return response


def limit_rows(limits: Limits) -> tuple[tuple[str, str], ...]:
    """Return the limits a person meets: what each is, and its value."""
    return tuple(
        (first_upper(_(meaning)), forms.number(Decimal(f"{getattr(limits, name):g}")))
        for name, meaning in TELLING.items()
    )
