"""Content negotiation by profile (https://www.w3.org/TR/dx-prof-conneg/): how much, in whose words.

A profile is asked for by ``Accept-Profile``, by the parameter ``profile`` of a media type in
``Accept``, or by ``_profile`` in the address; Link headers say which there are and which was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import request
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from endpoint.languages.speaking import N_
from endpoint.site.core.problems import Problem
from endpoint.site.core.state import Release
from endpoint.site.documents import schema_org
from endpoint.site.documents.address import Address
from endpoint.sparql.formats import JSON_LD, Format
from loaders.vocabulary import DCAT, DCTERMS, RDF, RDFS
from loaders.vocabulary import SCHEMA as SCHEMA_ORG

WISH = re.compile(r'<([^<>]{1,500})>\s*(?:;\s*q\s*=\s*"?(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)"?)?')
PARAMETER = re.compile(r'profile\s*=\s*"?([^",;]{1,500})"?')
LONGEST = 4000  # characters of a header that are read


@dataclass(frozen=True)
class Profile:
    """A profile: its short name, its IRI (under the base unless it is whole), and what it is."""

    name: str
    iri: str
    title: str
    json_ld_only: bool = False

    def address(self, base: str) -> str:
        """Return the whole IRI."""
        return self.iri if "://" in self.iri else base + self.iri


DEFAULT = Profile("provenance", "docs/uris#provenance", "All, with the records it stands in")
PLAIN = Profile("plain", "docs/uris#plain", "What is said, without the records it stands in")
BRIEF = Profile("brief", "docs/uris#brief", "What is said of the thing itself, with names")
SCHEMA = Profile("schema", "https://schema.org/", "In the words of schema.org")
CATALOG = Profile("dcat", "http://www.w3.org/ns/dcat#", "As an entry of a catalogue (DCAT)")
FLAT = Profile("flat", "docs/uris#flat", "JSON-LD in the keys of before", json_ld_only=True)
PROFILES = (DEFAULT, PLAIN, BRIEF, SCHEMA, CATALOG, FLAT)


def chosen(base: str) -> Profile:
    """Return the profile the request names; raise the 406 problem for one there is not.

    ``Accept`` may name profiles that are not of this site: those are no reason to refuse.
    """
    known = {name: one for one in PROFILES for name in (one.name, one.address(base))}
    if wished := request.args.get("_profile", ""):
        if wished not in known:
            raise _unknown(base)
        return known[wished]
    if wishes := _wishes(request.headers.get("Accept-Profile", "")):
        found = [known[iri] for iri in wishes if iri in known]
        if not found:
            raise _unknown(base)
        return found[0]
    named = PARAMETER.findall(request.headers.get("Accept", "")[:LONGEST])
    every = (iri for text in named for iri in text.split())
    return next((known[iri] for iri in every if iri in known), DEFAULT)


def links(base: str, given: Profile, where: Address, target: Format) -> Iterator[str]:
    """Yield the values of the Link header: the profile given, and where the others are."""
    yield f'<{given.address(base)}>; rel="profile"'
    for one in PROFILES:
        if one is given or (one.json_ld_only and target is not JSON_LD):
            continue
        href = where.asked(target, ("_profile", one.name))
        iri = one.address(base)
        yield f'<{href}>; rel="alternate"; type="{target.media_type}"; profile="{iri}"'


def statements(
    profile: Profile, release: Release, where: Address, about: str, said: Sequence[Quad]
) -> list[Quad]:
    """Return what a document says in a profile, of all that it says."""
    if profile is PLAIN:
        return _plain(release, about, said)
    if profile is BRIEF:
        return _brief(about, said)
    if profile is SCHEMA:
        told = schema_org.write(schema_org.document(release, where, about))
        return list(parse(told, format=RdfFormat.JSON_LD))
    if profile is CATALOG and not _is_dataset(said, about):
        return list(_catalogued(release, where, about))
    return list(said)


def _plain(release: Release, about: str, said: Iterable[Quad]) -> list[Quad]:
    """Leave out records, and the names of what nothing mentions then."""
    records = f"<{release.info.base}graph/"
    kept = [q for q in said if not str(q.subject).startswith(records) or about in str(q.subject)]
    mentioned = {quad.object for quad in kept}
    more = {q.subject for q in kept if q.predicate != RDFS.label} | mentioned
    return [Quad(*q.triple) for q in kept if q.subject in more or q.predicate != RDFS.label]


def _brief(about: str, said: Iterable[Quad]) -> list[Quad]:
    """Keep what is said of the thing and its parts (``#…``), and what each thing named is called.

    What points to the thing, such as its memberships, and the document are left out.
    """
    parts = f"<{about}#"
    own = [q for q in said if q.subject == NamedNode(about) or str(q.subject).startswith(parts)]
    named = {quad.object for quad in own}
    names = [q for q in said if q.predicate == RDFS.label and q.subject in named]
    return [Quad(*quad.triple) for quad in dict.fromkeys((*own, *names))]


def _is_dataset(said: Iterable[Quad], about: str) -> bool:
    node = NamedNode(about)
    return any(q.subject == node and q.object == DCAT.Dataset for q in said)


def _catalogued(release: Release, where: Address, about: str) -> Iterator[Quad]:
    """Yield the document as a dataset with a distribution for each format."""
    for quad in parse(
        schema_org.write(schema_org.document(release, where, about)), format=RdfFormat.JSON_LD
    ):
        local = quad.predicate.value.removeprefix("https://schema.org/")
        if quad.predicate == RDF.type and quad.object in KINDS:
            yield Quad(quad.subject, RDF.type, KINDS[quad.object])
        elif local in WORDS:
            yield Quad(quad.subject, WORDS[local], quad.object)


KINDS: dict[object, NamedNode] = {
    SCHEMA_ORG.Dataset: DCAT.Dataset,
    SCHEMA_ORG.DataDownload: DCAT.Distribution,
}
WORDS = {
    "name": DCTERMS.title,
    "description": DCTERMS.description,
    "license": DCTERMS.license,
    "creator": DCTERMS.creator,
    "publisher": DCTERMS.publisher,
    "datePublished": DCTERMS.issued,
    "dateModified": DCTERMS.modified,
    "isPartOf": DCTERMS.isPartOf,
    "about": DCTERMS.subject,
    "keywords": DCAT.keyword,
    "distribution": DCAT.distribution,
    "contentUrl": DCAT.downloadURL,
    "encodingFormat": DCAT.mediaType,
}


def _wishes(header: str) -> list[str]:
    """Return the IRIs of an Accept-Profile header, the dearest first."""
    found = [(float(weight or 1), iri) for iri, weight in WISH.findall(header[:LONGEST])]
    return [iri for weight, iri in sorted(found, key=lambda one: -one[0]) if weight > 0]


def _unknown(base: str) -> Problem:
    available = [{"name": one.name, "profile": one.address(base)} for one in PROFILES]
    return Problem(
        406,
        "not-acceptable",
        N_("Available are %(formats)s."),
        N_("No format of this is acceptable to you"),
        extra={"available": available},
        values={"formats": ", ".join(one.name for one in PROFILES)},
    )
