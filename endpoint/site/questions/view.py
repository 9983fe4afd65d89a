"""``/questions``: questions with blanks, and their answers as pages and tables."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from endpoint.questions import Form
from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import attached, send, send_page
from endpoint.site.core.state import Release, current
from endpoint.site.questions import page as pages
from endpoint.site.questions.blanks import Given, given
from endpoint.sparql.backend import QueryRequest
from endpoint.sparql.formats import CSV

blueprint = Blueprint("questions", __name__)


@blueprint.get("/questions")
def index() -> Response:
    """Show all questions by what they are about."""
    release = current().release
    return send_page("questions/index.html", lambda: pages.index(release))


@blueprint.get("/questions/<name>")
def question(name: str) -> BaseResponse:
    """Show a question with its answer; ``.csv`` is the answer as a table.

    Each blank is a parameter of the address; who names a thing is led to the address with its key.
    """
    release = current().release
    stem, csv = name.removesuffix(".csv"), name.endswith(".csv")
    form = pages.forms(release).get(stem)
    if form is None:
        raise not_found("There is no such question.")
    asked = given(release, form, request.args)
    if moved := _moved(form, name, asked):
        return redirect(moved, 303)
    if csv and asked.filled:
        text = asked.filled.text
        return attached(
            send(CSV, lambda: _csv(release, text), negotiated=False), f"{form.name}.csv"
        )
    response = send_page("questions/question.html", lambda: pages.build(release, form, asked))
    if asked.filled is None and response.status_code == 200:
        response.status_code = 400
        response.headers["Cache-Control"] = "no-store"
    return response


def _moved(form: Form, name: str, asked: Given) -> str:
    """Return the address with keys in the place of names, '' where it is so already."""
    typed = {slot.name: request.args[slot.name] for slot in form.slots if slot.name in request.args}
    if asked.filled is None or all(asked.values[one] == typed[one] for one in typed):
        return ""
    values: dict[str, Any] = {one: asked.values[one] for one in typed if asked.values[one]}
    return url_for("questions.question", name=name, **values)


def _csv(release: Release, text: str) -> bytes:
    return b"".join(release.queries.backend.run(QueryRequest(text, CSV.media_type)).body)
