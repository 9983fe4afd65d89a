"""``/reconcile``: the Reconciliation API 0.2, and a page for people without OpenRefine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from endpoint.languages.speaking import N_, first_upper
from endpoint.languages.speaking import gettext as _
from endpoint.site.core import links
from endpoint.site.core.headers import POLICY
from endpoint.site.core.problems import Problem, not_found
from endpoint.site.core.respond import attached, page_bytes, send, send_page
from endpoint.site.core.state import Release, current
from endpoint.site.describe import gather as labels
from endpoint.site.pages.model import Link
from endpoint.site.reconcile import column, documents, extending
from endpoint.site.reconcile.asked import Query, batch, malformed, single
from endpoint.site.reconcile.column import MOST_ROWS
from endpoint.site.reconcile.matching import Candidate, Matcher
from endpoint.site.reconcile.patience import PATIENCE
from endpoint.site.reconcile.types import KINDS, kind_of
from endpoint.site.search.index import Index, opened
from endpoint.site.search.searching import found_in
from endpoint.site.sentences import gather as sentences
from endpoint.sparql.formats import HTML, PLAIN_JSON
from endpoint.sparql.negotiation import choose
from loaders.kinds import BY_KEY

blueprint = Blueprint("reconcile", __name__)
CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,80}", re.ASCII)
SHOWN = 200  # rows of a resolved column that the page shows; the file has all


@blueprint.route("/reconcile", methods=["GET", "POST"])
def service() -> BaseResponse:
    """Answer queries (``queries``, ``query``), data extension (``extend``), else the manifest.

    Who prefers a page is led to the one for people.
    """
    asked = request.values
    if request.method == "POST" and not {"queries", "query", "extend"} & set(asked):
        raise malformed()
    release = current().release
    if "extend" in asked:
        extension = extending.read(asked["extend"])
        return _sent(lambda: extending.extend(release, extension))
    if "queries" in asked:
        queries = batch(asked["queries"])
        return _sent(lambda: _answers(release, queries))
    if "query" in asked:
        query = single(asked["query"])
        return _sent(lambda: _answers(release, {"q": query})["q"])
    if choose(request.headers.get("Accept"), (PLAIN_JSON, HTML)) is HTML:
        return redirect(url_for("reconcile.paste"), 303)
    return _sent(lambda: documents.manifest(release, _here()))


@blueprint.get("/reconcile/suggest/<what>")
def suggest(what: str) -> BaseResponse:
    """Suggest entities, types or properties for the beginning of a name in ``prefix``."""
    release, prefix = current().release, request.args.get("prefix", "")[:200]
    kind = kind_of(request.args.get("type", "")) or ""
    makers: Mapping[str, Callable[[], object]] = {
        "entity": lambda: _entities(release, prefix, kind),
        "type": lambda: documents.types(prefix),
        "property": lambda: documents.properties(release, prefix),
    }
    return _sent(_one_of(makers, what))


@blueprint.get("/reconcile/flyout/<what>")
def flyout(what: str) -> BaseResponse:
    """Tell in a few words what ``id`` is: an entity, a type or a property."""
    release, asked = current().release, request.args.get("id", "")[:300]
    makers: Mapping[str, Callable[[], str | None]] = {
        "entity": lambda: _entity_flyout(release, asked),
        "type": lambda: documents.type_flyout(asked),
        "property": lambda: documents.property_flyout(release, asked),
    }
    shown = _one_of(makers, what)()
    if shown is None:
        raise not_found("There is nothing with the key %(key)s.", key=asked)
    return _sent(lambda: {"id": asked, "html": shown})


@blueprint.get("/reconcile/properties")
def propose() -> BaseResponse:
    """Propose properties that a table of things of ``type`` can be extended by."""
    release, type_id = current().release, request.args.get("type", "")[:300]
    limit = request.args.get("limit", 100, type=int)
    return _sent(
        lambda: {
            "type": type_id,
            "properties": [
                {"id": one.id, "name": one.name}
                for one in extending.properties_of(release, type_id)
            ][: max(limit, 0)],
        }
    )


@dataclass(frozen=True)
class Preview:
    """What a thing is, in the frame of another program."""

    title: str
    kind: str
    said: str
    href: str


@blueprint.get("/reconcile/preview")
def preview() -> BaseResponse:
    """Show a thing in a small page that other sites may show in a frame."""
    release = current().release
    iri = extending.thing_of(release, request.args.get("id", "")[:300])
    label = labels.labels(release, [iri]).plain.get(iri) if iri else None
    if iri is None or not label:
        raise not_found("There is nothing with the key %(key)s.", key=request.args.get("id", ""))
    known = BY_KEY.get(documents.entity_id(release, iri.value).partition("/")[0])
    page = Preview(
        label[0].value,
        first_upper(_(known.singular)) if known else "",
        sentences.of_many(release, [iri]).get(iri, ""),
        links.local_href(iri.value, release.info.base) or iri.value,
    )
    response = send(HTML, lambda: page_bytes("preview.html", page), negotiated=False)
    policy = POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
    response.headers["Content-Security-Policy"] = policy
    return response


@dataclass(frozen=True)
class Line:
    """A resolved row as the page shows it; ``sure`` says that no person need look."""

    name: str
    sure: bool
    found: tuple[Link, ...]
    score: str


@dataclass(frozen=True)
class PastePage:
    """The form for a column of names, with what became of it."""

    text: str
    kind: str
    column: str
    country: str
    heads: bool
    kinds: tuple[Link, ...]
    lines: tuple[Line, ...]
    total: int
    sure: int
    cut: bool
    most: int = MOST_ROWS


@blueprint.get("/reconcile/column")
def paste() -> Response:
    """Show the form for a column of names."""
    return send_page("reconcile.html", lambda: _page(current().release, None, {}))


@blueprint.post("/reconcile/column")
def resolve() -> Response:
    """Resolve a pasted column: a page, or with ``as=csv`` the table. Nothing of it is kept."""
    release, form = current().release, request.form
    text, kind = form.get("text", ""), form.get("kind", "")
    if not text.strip() or len(text) > column.LONGEST_TABLE or (kind and kind not in KINDS):
        raise Problem(
            400,
            "bad-request",
            N_("Paste a column of names, at most %(most)s characters."),
            values={"most": column.LONGEST_TABLE},
        )
    with _index(release) as index:
        table = column.resolved(
            Matcher(index),
            text,
            kind,
            column=form.get("column", "")[:200],
            country=form.get("country", "")[:200],
            heads="heads" in form,
            patience=PATIENCE,
        )
    if form.get("as") == "csv":
        response = Response(column.as_csv(table), mimetype="text/csv")
        attached(response, "resolved.csv")
    else:
        page = _page(release, table, form)
        response = Response(page_bytes("reconcile.html", page), mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(release: Release, table: column.Table | None, form: Mapping[str, str]) -> PastePage:
    rows = table.rows if table else ()
    return PastePage(
        form.get("text", ""),
        form.get("kind", ""),
        form.get("column", ""),
        form.get("country", ""),
        "heads" in form or table is None,
        tuple(Link(_(first_upper(BY_KEY[kind].plural)), kind) for kind in KINDS),
        tuple(_line(release, row) for row in rows[:SHOWN]),
        len(rows),
        table.sure if table else 0,
        bool(table and table.cut),
    )


def _line(release: Release, row: column.Resolved) -> Line:
    found = tuple(_link(release, one) for one in row.candidates)
    sure = bool(row.candidates and row.candidates[0].match)
    return Line(row.name, sure, found, f"{row.candidates[0].score:g}" if found else "")


def _link(release: Release, one: Candidate) -> Link:
    href = links.local_href(one.thing.iri, release.info.base) or one.thing.iri
    return Link(f"{one.thing.label} ({_(BY_KEY[one.thing.kind].singular)})", href)


def _answers(release: Release, queries: Mapping[str, Query]) -> dict[str, object]:
    with _index(release) as index:
        matcher = Matcher(index)
        return {
            key: documents.answer(release, matcher.candidates(queries[key]))
            for key in PATIENCE.each(queries)
        }


def _entities(release: Release, prefix: str, kind: str) -> object:
    with _index(release) as index:
        hits = [hit for hit in found_in(index, prefix, kind) if hit.kind in KINDS]
        return documents.entities(release, hits[: documents.SUGGESTED])


def _entity_flyout(release: Release, asked: str) -> str | None:
    iri = extending.thing_of(release, asked)
    label = labels.labels(release, [iri]).plain.get(iri) if iri else None
    if iri is None or not label:
        return None
    return documents.flyout(label[0].value, sentences.of_many(release, [iri]).get(iri, ""))


@contextmanager
def _index(release: Release) -> Iterator[Index]:
    """Open the search index of the release; raise the 503 problem where there is none."""
    with opened(release.folder) as index:
        if index is None:
            raise Problem(
                503,
                "unavailable",
                N_("The search index of this release is not at hand, so names cannot be resolved."),
            )
        yield index


def _one_of(makers: Mapping[str, Callable[[], object]], what: str) -> Callable[[], object]:
    if what not in makers:
        raise not_found(
            "%(what)s is not one of these: %(known)s.", what=what[:50], known=", ".join(makers)
        )
    return makers[what]


def _here() -> str:
    return url_for("reconcile.service", _external=True).rstrip("/")


def _sent(make: Callable[[], object]) -> BaseResponse:
    """Answer with JSON; as JSONP for clients of version 0.1 that name a ``callback``."""
    callback = request.values.get("callback", "")
    if callback and not CALLBACK.fullmatch(callback):
        raise malformed()

    def written() -> bytes:
        return json.dumps(make(), ensure_ascii=False).encode()

    if request.method == "GET" and not callback:
        return send(PLAIN_JSON, written, negotiated=False)
    if not callback:
        return Response(written(), mimetype="application/json", headers=UNKEPT)
    body = f"/**/{callback}({written().decode()});"
    return Response(body, mimetype="text/javascript", headers=UNKEPT)


UNKEPT = {"Cache-Control": "no-store"}
