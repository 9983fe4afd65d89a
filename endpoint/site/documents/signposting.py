"""Signposting (https://signposting.org/FAIR/): where from a document a program finds what it needs.

Level 1 is the Link headers of every answer, level 2 the link set of a document (RFC 9264), at the
suffix ``.linkset`` or by Accept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from endpoint.site.core import formats
from endpoint.site.core.state import Release
from endpoint.site.core.wording import DATA_LICENSE
from endpoint.site.documents.address import Address
from endpoint.site.documents.metadata import document_iri
from endpoint.sparql.formats import HTML, LINKSET, Format

PAGE = "https://schema.org/AboutPage"
KIND = "https://schema.org/Dataset"
CATALOG = "https://www.rfc-editor.org/info/rfc9727"


@dataclass(frozen=True)
class Link:
    """A typed link: where it leads, in which relation, and the media type there."""

    href: str
    relation: str
    media_type: str = ""

    def header(self) -> str:
        """Return the link as a value of the Link header (RFC 8288 §3)."""
        kind = f'; type="{self.media_type}"' if self.media_type else ""
        return f'<{self.href}>; rel="{self.relation}"{kind}'


@dataclass(frozen=True)
class Signposts:
    """The document that links are about: its address, its subject, and files that belong to it."""

    release: Release
    where: Address
    about: str
    items: tuple[tuple[str, str], ...] = ()

    def links(self, target: Format) -> Iterator[Link]:
        """Yield the links of a representation, besides those to the other formats."""
        publisher = f"{self.release.iris.dataset().value}#publisher"
        yield Link(self.about, "cite-as")
        yield Link(DATA_LICENSE, "license")
        yield Link(publisher, "author")
        yield Link(PAGE, "type")
        yield Link(KIND, "type")
        if target is HTML:
            for one in formats.DATA:
                yield Link(self.where.of(one), "describedby", one.media_type)
        else:
            yield Link(self.where.of(HTML), "describes", HTML.media_type)
        for href, media_type in self.items:
            yield Link(href, "item", media_type)
        yield Link(self.where.of(LINKSET), "linkset", LINKSET.media_type)

    def linkset(self) -> bytes:
        """Return the links of all representations as a link set, with whole addresses."""
        page = self._whole(self.where.of(HTML))
        contexts = [self._context(page, self.links(HTML))]
        for one in formats.DATA:
            anchor = self._whole(self.where.of(one))
            contexts.append(self._context(anchor, [Link(page, "describes", HTML.media_type)]))
        for href, media_type in self.items:
            link = Link(page, "collection", HTML.media_type)
            contexts.append(self._context(self._whole(href), [link, Link(media_type, "")]))
        return written(contexts)

    def _context(self, anchor: str, links: Iterable[Link]) -> dict[str, Any]:
        found: dict[str, Any] = {"anchor": anchor}
        for link in links:
            if link.relation not in {"", "linkset"}:
                target = {"href": self._whole(link.href)}
                if link.media_type:
                    target["type"] = link.media_type
                found.setdefault(link.relation, []).append(target)
        return found

    def _whole(self, href: str) -> str:
        return document_iri(self.release, href) if href.startswith("/") else href


def written(contexts: Iterable[Mapping[str, Any]]) -> bytes:
    """Return link contexts as JSON (RFC 9264 §4.2)."""
    return (json.dumps({"linkset": list(contexts)}, ensure_ascii=False, indent=1) + "\n").encode()


def catalog(base: str) -> bytes:
    """Return the catalogue of the site's interfaces for programs (RFC 9727)."""
    turtle, html, json_ = "text/turtle", "text/html", "application/json"
    interfaces = {
        "sparql": [("service-desc", "sparql", turtle), ("service-doc", "docs/sparql", html)],
        "rdf-graphs/service": [("service-doc", "docs/sparql", html)],
        "search": [("service-doc", "docs/developing", html)],
        "dataset": [("service-desc", "dataset.ttl", turtle), ("service-doc", "docs/uris", html)],
    }
    contexts: list[dict[str, Any]] = [
        {
            "anchor": f"{base}.well-known/api-catalog",
            "item": [{"href": base + name} for name in interfaces],
            "profile": [{"href": CATALOG}],
        }
    ]
    for name, links in interfaces.items():
        context: dict[str, Any] = {"anchor": base + name}
        for relation, href, media_type in links:
            context[relation] = [{"href": base + href, "type": media_type}]
        context["status"] = [{"href": f"{base}ready", "type": json_}]
        context["license"] = [{"href": DATA_LICENSE}]
        contexts.append(context)
    return written(contexts)
