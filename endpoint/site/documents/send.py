"""Sends a document as a page or as data, in the format of its suffix or the one accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlencode

from flask import Response
from pyoxigraph import Quad

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import N_, speaking
from endpoint.site.core import formats
from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import negotiate, send, with_suffix
from endpoint.site.core.state import current
from endpoint.sparql.formats import HTML, Format

NOTHING: Mapping[Format, Callable[[], bytes]] = MappingProxyType({})


@dataclass(frozen=True)
class Address:
    """Where a document is: its path without suffix, its query, and its page if that is elsewhere.

    ``query`` are the names and values that tell which part of a list it is.
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()
    page: str = ""

    @property
    def plain(self) -> str:
        """Return the address that negotiates."""
        return self._asked(self.path)

    def of(self, target: Format) -> str:
        """Return the address of the document in one format."""
        if target is HTML and self.page:
            return self.page
        return self._asked(with_suffix(self.path, target))

    def _asked(self, path: str) -> str:
        return f"{path}?{urlencode(self.query)}" if self.query else path


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
) -> Response:
    """Answer with a document as a page or as data: the format of its suffix, else by Accept.

    Data has the texts of the site in English. ``about`` is the IRI described, ``others``
    write it in formats that are neither HTML nor RDF; every answer links to the other formats.
    """
    where = address if isinstance(address, Address) else Address(address)
    offered = (HTML, *others, *formats.DATA)
    target = suffix or negotiate(offered, where.of)
    alternatives = [(one, where.of(one)) for one in offered]
    release = current().release

    def build() -> bytes:
        if target is HTML:
            return page()
        if target in others:
            return others[target]()
        with speaking(SOURCE):
            found = quads()
        return formats.write(found, target, release.prefixes, release.context, about)

    return send(
        target,
        build,
        negotiated=suffix is None,
        location=where.of(target),
        alternatives=alternatives,
    )
