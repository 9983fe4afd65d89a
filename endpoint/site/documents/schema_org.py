"""Documents in the words of schema.org: what search engines and repositories of data read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode

from endpoint.site.core import formats
from endpoint.site.core.state import Release
from endpoint.site.core.wording import DATA_LICENSE
from endpoint.site.describe import gather
from endpoint.site.describe.model import Statement, Term
from endpoint.site.documents.address import Address
from endpoint.site.documents.metadata import document_iri
from loaders.kinds import KINDS
from loaders.vocabulary import DCTERMS, OWL, RDF, RDFS, SCHEMA, SKOS, WGS

CONTEXT = {"@vocab": SCHEMA.iri}
NAME = "Urban Solidarity Graph"
TYPES = {
    "City": "City",
    "Country": "Country",
    "AdministrativeArea": "AdministrativeArea",
    "Government": "GovernmentOrganization",
    "Organisation": "Organization",
    "Network": "Organization",
    "Person": "Person",
    "Event": "Event",
    "Charter": "CreativeWork",
    "Publication": "CreativeWork",
}
# What is more exact than schema:CreativeWork, by concept of the types of publications.
PUBLICATIONS = {
    "web-page": "WebPage",
    "report": "Report",
    "city-report": "Report",
    "journal-article": "ScholarlyArticle",
    "article": "Article",
    "chapter": "Chapter",
    "book": "Book",
    "edited-volume": "Book",
    "phd-thesis": "Thesis",
    "masters-thesis": "Thesis",
}
Values = Mapping[NamedNode, list[Term]]


def document(
    release: Release, where: Address, about: str, said: Iterable[Statement] | None = None
) -> dict[str, Any]:
    """Return a document as a small dataset about its subject, with a download for each format.

    What is ``said`` of the subject is asked for where it is not given.
    """
    values = _values(_said(release, NamedNode(about)) if said is None else said)
    title = _name(values) or NAME
    base = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": document_iri(release, where.plain),
        "name": f"{title} – {NAME}" if about.startswith(f"{release.info.base}id/") else title,
        "description": _description(release, values, title),
        "identifier": document_iri(release, where.plain),
        "url": document_iri(release, where.plain),
        **_rights(release),
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": f"{release.info.base}dataset"},
        "isPartOf": {"@type": "Dataset", "@id": release.iris.dataset().value, "name": NAME},
        "distribution": [
            {
                "@type": "DataDownload",
                "@id": f"{document_iri(release, where.plain)}#{one.suffix}",
                "contentUrl": document_iri(release, where.of(one)),
                "encodingFormat": one.media_type,
            }
            for one in formats.DATA
        ],
    }
    if values:
        base["about"] = _thing(release, NamedNode(about), values)
        base["keywords"] = [title, "solidarity cities", "migration"]
    return base


def dataset(release: Release, files: list[tuple[str, str, int, str]]) -> dict[str, Any]:
    """Return the whole dataset; ``files`` are address, media type, bytes and SHA-256 of each."""
    iri, told = release.iris.dataset().value, release.published
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": iri,
        "name": told.title or NAME,
        "description": told.description,
        "identifier": iri,
        "url": iri,
        "version": release.info.version,
        **_rights(release),
        "keywords": list(told.keywords),
        "inLanguage": ["en", "de", "fr", "it", "es", "el", "pl"],
        "measurementTechnique": "Statements gathered from public pages, each with its source",
        "isAccessibleForFree": True,
        "conditionsOfAccess": "public",
        "spatialCoverage": [{"@type": "Place", "@id": one} for one in told.spatial],
        "isBasedOn": [
            {"@type": "Dataset", "@id": f"{release.info.base}graph/{stem}", "name": source.title}
            for stem, source in sorted(release.manifest.sources.items())
        ],
        "subjectOf": {"@type": "WebPage", "@id": f"{release.info.base}docs/model"},
        "variableMeasured": _counted(release),
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": address,
                "encodingFormat": media_type,
                "contentSize": f"{size} B",
                "sha256": digest,
            }
            for address, media_type, size, digest in files
        ],
    }


def _counted(release: Release) -> list[dict[str, Any]]:
    """Return of which kinds of things the dataset tells, and of how many of each."""
    counts = release.class_counts
    found = (
        (kind, counts.get(f"{release.urb.iri}{kind.class_.removeprefix('urb:')}", 0))
        for kind in KINDS
    )
    return [
        {
            "@type": "PropertyValue",
            "name": kind.plural,
            "propertyID": f"{release.urb.iri}{kind.class_.removeprefix('urb:')}",
            "value": count,
        }
        for kind, count in found
        if count
    ]


def write(found: Mapping[str, Any]) -> bytes:
    """Return structured data as a JSON-LD document."""
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _rights(release: Release) -> dict[str, Any]:
    publisher = {
        "@type": "Organization",
        "@id": f"{release.iris.dataset().value}#publisher",
        "name": release.published.publisher or NAME,
    }
    day = release.info.version[:10]
    return {
        "license": DATA_LICENSE,
        "creator": publisher,
        "publisher": publisher,
        "datePublished": day,
        "dateModified": day,
        "isAccessibleForFree": True,
    }


def _said(release: Release, about: NamedNode) -> tuple[Statement, ...]:
    return gather.cells(release, [about]).get(about, ())


def _values(said: Iterable[Statement]) -> Values:
    found: dict[NamedNode, list[Term]] = {}
    for statement in said:
        found.setdefault(statement.predicate, []).append(statement.value)
    return found


def _name(values: Values) -> str:
    for predicate in (RDFS.label, SKOS.prefLabel, DCTERMS.title):
        texts = [v for v in values.get(predicate, ()) if isinstance(v, Literal)]
        texts.sort(key=lambda v: (v.language not in {"en", None}, v.value))
        if texts:
            return texts[0].value
    return ""


def _description(release: Release, values: Values, title: str) -> str:
    texts = [
        v.value
        for predicate in (DCTERMS.description, SKOS.definition, release.urb.tagline)
        for v in values.get(predicate, ())
        if isinstance(v, Literal) and v.language in {"en", None}
    ]
    said = f"What the {NAME} records of {title}, each statement with its source."
    return " ".join([said, *texts])


def _thing(release: Release, about: NamedNode, values: Values) -> dict[str, Any]:
    types = {
        TYPES[local]
        for v in values.get(RDF.type, ())
        if isinstance(v, NamedNode) and (local := v.value.rpartition("#")[2]) in TYPES
    }
    for value in values.get(release.urb.publicationType, ()):
        if exact := PUBLICATIONS.get(str(value.value).rpartition("/")[2]):
            types.add(exact)
    found: dict[str, Any] = {
        "@type": sorted(types) or "Thing",
        "@id": about.value,
        "name": _name(values),
    }
    same = [str(v.value) for v in values.get(OWL.sameAs, ()) if isinstance(v, NamedNode)]
    if same:
        found["sameAs"] = sorted(same)
    if site := [str(v.value) for v in values.get(release.urb.website, ())]:
        found["url"] = sorted(site)
    lat, long = values.get(WGS.lat), values.get(WGS.long)
    if lat and long:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "@id": f"{about.value}#coordinates",
            "latitude": float(lat[0].value),
            "longitude": float(long[0].value),
        }
    return found
