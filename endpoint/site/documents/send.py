"""Sends a document as a page or as data, in the format of its suffix or the one accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from flask import Response, g
from pyoxigraph import Quad

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import N_, speaking
from endpoint.site.core import formats
from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import negotiate, send
from endpoint.site.core.state import current
from endpoint.site.documents import profiles, schema_org
from endpoint.site.documents.address import Address
from endpoint.site.documents.metadata import of_document
from endpoint.site.documents.signposting import Signposts
from endpoint.sparql.formats import HTML, LINKSET, Format

NOTHING: Mapping[Format, Callable[[], bytes]] = MappingProxyType({})


def known_suffix(suffix: str) -> Format:
    """Return the format of a suffix; raise the 404 problem for one that nothing is written in."""
    if suffix not in formats.BY_SUFFIX:
        raise not_found(N_("No document has the suffix .%(suffix)s."), suffix=suffix[:20])
    return formats.BY_SUFFIX[suffix]


def send_document(
    address: Address | str,
    suffix: Format | None,
    page: Callable[[], bytes],
    quads: Callable[[], Sequence[Quad]],
    about: str,
    *,
    others: Mapping[Format, Callable[[], bytes]] = NOTHING,
    items: Iterable[tuple[str, str]] = (),
    structured: Callable[[], dict[str, Any]] | None = None,
) -> Response:
    """Answer with a document as a page or as data: the format of its suffix, else by Accept.

    Data has the texts of the site in English. ``about`` is the IRI described, ``others``
    write it in formats that are neither HTML nor RDF; every answer links to the other formats
    and to what else belongs to it: ``items`` are addresses and media types of its files.
    ``structured`` gives what the page tells search engines, if not that it is about a thing.
    """
    where = address if isinstance(address, Address) else Address(address)
    release = current().release
    posts = Signposts(release, where, about, tuple(items))
    writers = {**others, LINKSET: posts.linkset}
    offered = (HTML, *others, *formats.DATA)
    target = suffix or negotiate((*offered, LINKSET), where.of)
    profile = profiles.chosen(release.info.base) if target.rdf else profiles.DEFAULT

    def build() -> bytes:
        if target is HTML:
            told = structured or (lambda: schema_org.document(release, where, about))
            g.structured = told()
            return page()
        if target in writers:
            return writers[target]()
        with speaking(SOURCE):
            found = quads()
        found = [*found, *of_document(release, where.plain, about, found)]
        found = profiles.statements(profile, release, where, about, found)
        flat = profile in {profiles.FLAT, profiles.SCHEMA}
        return formats.write(
            found,
            target,
            release.prefixes,
            release.vocabulary,
            about,
            context="" if flat else f"{release.info.base}context.jsonld",
        )

    response = send(
        target,
        build,
        negotiated=suffix is None,
        location=where.of(target),
        alternatives=[(one, where.of(one)) for one in offered],
        variant=profile.name,
    )
    if target.rdf:
        response.vary.add("Accept-Profile")
        response.headers["Content-Profile"] = f"<{profile.address(release.info.base)}>"
        for value in profiles.links(release.info.base, profile, where, target):
            response.headers.add("Link", value)
    for link in posts.links(target):
        response.headers.add("Link", link.header())
    return response
