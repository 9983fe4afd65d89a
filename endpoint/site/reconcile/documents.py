"""The documents of the Reconciliation API: manifest, answers, suggestions and flyouts."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from endpoint.languages.speaking import first_upper
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.reconcile.extending import properties_of
from endpoint.site.reconcile.matching import Candidate
from endpoint.site.reconcile.types import KINDS, NARROWING, NARROWS, class_id, kind_of
from endpoint.site.search.searching import Hit
from loaders.kinds import BY_KEY
from loaders.text import folded

Document = dict[str, object]
SUGGESTED = 20


def manifest(release: Release, here: str) -> Document:
    """Return the manifest (0.2 §3) of the service at an address, without a slash at its end."""
    site = here.removesuffix("/reconcile")

    def suggest(what: str) -> Document:
        return {
            "service_url": here,
            "service_path": f"/suggest/{what}",
            "flyout_service_url": here,
            "flyout_service_path": f"/flyout/{what}?id=${{id}}",
        }

    return {
        "versions": ["0.1", "0.2"],
        "name": "Urban Solidarity Graph",
        "identifierSpace": f"{release.info.base}id/",
        "schemaSpace": f"{release.info.base}ontology#",
        "documentation": f"{site}/docs/reconciliation",
        "serviceVersion": release.info.version,
        "logo": f"{site}/static/icon.svg",
        "view": {"url": f"{site}/id/{{{{id}}}}"},
        "defaultTypes": [type_document(kind) for kind in KINDS],
        "suggest": {what: suggest(what) for what in ("entity", "type", "property")},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 430, "height": 260},
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "type": "number",
                    "default": 0,
                    "label": "Limit",
                    "help_text": "The most values for each thing (0: all, at most 100).",
                }
            ],
        },
    }


def type_document(kind: str) -> Document:
    """Return a type as the API has it."""
    return {"id": class_id(kind), "name": first_upper(BY_KEY[kind].singular)}


def entity_id(release: Release, iri: str) -> str:
    """Return the id of a thing: what stands in its IRI after the space of identifiers."""
    return iri.removeprefix(f"{release.info.base}id/")


def answer(release: Release, candidates: Iterable[Candidate]) -> Document:
    """Return the result of one query, each candidate with the features its score is made of."""
    return {
        "result": [
            {
                "id": entity_id(release, one.thing.iri),
                "name": one.thing.label,
                "description": described(one),
                "score": one.score,
                "match": one.match,
                "type": [type_document(one.thing.kind)],
                "features": [
                    {"id": name, "value": round(value, 2)} for name, value in one.features.items()
                ],
            }
            for one in candidates
        ]
    }


def described(one: Candidate) -> str:
    """Return in a few words what was found: its kind, country, and the name that fitted."""
    country = one.thing.country.rpartition("/")[2].upper()
    words = [BY_KEY[one.thing.kind].singular, *([country] if country else [])]
    called = [f"“{one.name}”"] if one.name and one.name != one.thing.label else []
    return ", ".join(words + called)


def entities(release: Release, hits: Iterable[Hit]) -> Document:
    """Return things that a text may become."""
    return {
        "result": [
            {
                "id": entity_id(release, hit.iri),
                "name": hit.thing.label,
                "description": BY_KEY[hit.kind].singular,
                "notable": [type_document(hit.kind)],
            }
            for hit in hits
        ]
    }


def types(prefix: str) -> Document:
    """Return the types whose name begins with a text."""
    start = folded(prefix[:100])
    found = (type_document(kind) for kind in KINDS)
    return {"result": [one for one in found if folded(str(one["name"])).startswith(start)]}


def properties(release: Release, prefix: str) -> Document:
    """Return the properties that narrow and those that extend, whose name has a text."""
    part = folded(prefix[:100])
    known = [{"id": one.id, "name": one.name} for one in NARROWING]
    known += [{"id": one.id, "name": one.name} for one in properties_of(release, "")]
    return {"result": [one for one in known if part in folded(one["name"])][: 2 * SUGGESTED]}


def flyout(name: str, about: str) -> str:
    """Return what a flyout shows, as HTML: what is said is escaped."""
    return f"<p><strong>{escape(name)}</strong></p><p>{escape(about)}</p>"


def type_flyout(type_id: str) -> str | None:
    """Return the flyout of a type; None when there is no such type."""
    kind = kind_of(type_id)
    return flyout(first_upper(_(BY_KEY[kind].singular)), _(BY_KEY[kind].about)) if kind else None


def property_flyout(release: Release, property_id: str) -> str | None:
    """Return the flyout of a property; None when there is no such property."""
    if found := NARROWS.get(property_id):
        return flyout(_(found.name), ", ".join(found.terms))
    extending = {one.id: one for one in properties_of(release, "")}
    one = extending.get(property_id)
    return flyout(one.name, one.id) if one else None
