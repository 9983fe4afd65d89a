"""Sends representations: entity tags, conditional answers, negotiation, headers for data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from flask import Response, render_template, request
from pyoxigraph import Quad

from endpoint.languages.speaking import N_, language
from endpoint.site.core import formats
from endpoint.site.core.addresses import in_language, moved_to_plain, prefixed, unprefixed
from endpoint.site.core.problems import Problem
from endpoint.site.core.state import current
from endpoint.sparql.formats import HTML, Format, named
from endpoint.sparql.negotiation import choose

MAX_AGE = 300  # seconds a page or description may be used unasked; a release may change any time


def entity_tag(suffix: str, variant: str = "") -> str:
    """Return the strong entity tag of this address in one format.

    It covers what a representation depends on: release, code, mount point, path, query, format,
    the variant of it (its profile), and for a page its language.
    """
    state = current()
    parts = (
        state.release.info.hash,
        state.stamp,
        f"{state.config.statement_cap} {state.config.incoming_cap} {state.config.row_cap}",
        request.script_root,
        request.full_path,
        suffix,
        variant,
        language().code if suffix == HTML.suffix else "",
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def negotiate(offered: Sequence[Format], alternatives: Callable[[Format], str]) -> Format:
    """Return the format that ``format=`` names or the client likes best; else raise 406.

    ``alternatives`` gives the address of each format.
    """
    wished = named(request.args.get("format", ""), tuple(offered))
    chosen = wished or choose(request.headers.get("Accept"), offered)
    if chosen is not None:
        return chosen
    available = [{"media_type": one.media_type, "href": alternatives(one)} for one in offered]
    raise Problem(
        406,
        "not-acceptable",
        N_("Available are %(formats)s."),
        N_("No format of this is acceptable to you"),
        extra={"available": available},
        links=tuple((one.title, alternatives(one)) for one in offered),
        values={"formats": ", ".join(one.media_type for one in offered)},
    )


def send(
    target: Format,
    build: Callable[[], bytes],
    *,
    negotiated: bool = True,
    location: str = "",
    alternatives: Sequence[tuple[Format, str]] = (),
    variant: str = "",
) -> Response:
    """Answer with a representation, or 304 without building it when the client has it already.

    Pages alone are in languages: what else is asked for under the prefix of one is sent on.
    """
    if target is not HTML and prefixed():
        return moved_to_plain()
    tag = entity_tag(target.suffix, variant)
    known = request.if_none_match
    if known.contains_weak(tag) and not known.star_tag:
        response = Response(status=304)
    else:
        response = Response(build(), content_type=target.content_type)
    response.set_etag(tag)
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    if negotiated:
        response.vary.add("Accept")
    if target is HTML:
        in_language(response)
    if location:
        response.headers["Content-Location"] = location
    for other, address in alternatives:
        if other is not target:
            value = f'<{address}>; rel="alternate"; type="{other.media_type}"'
            response.headers.add("Link", value)
    return response


def send_quads(target: Format, quads: Callable[[], Sequence[Quad]]) -> Response:
    """Answer with quads in an RDF format chosen by Accept."""
    release = current().release
    return send(
        target, lambda: formats.write(quads(), target, release.prefixes, release.vocabulary)
    )


def page_bytes(template: str, page: object) -> bytes:
    """Return a page: a template over one typed object."""
    return render_template(template, page=page).encode()


def send_page(template: str, build: Callable[[], object]) -> Response:
    """Answer with a page that has no other format; who does not accept HTML gets 406."""
    target = negotiate((HTML,), lambda _: request.full_path.rstrip("?"))
    return send(target, lambda: page_bytes(template, build()))


def attached(response: Response, name: str) -> Response:
    """Have browsers save a response as a file of a name (RFC 6266)."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def with_suffix(path: str, target: Format) -> str:
    """Return the address of one format of a document; data has no prefix of a language."""
    return f"{path if target is HTML else unprefixed(path)}.{target.suffix}"
