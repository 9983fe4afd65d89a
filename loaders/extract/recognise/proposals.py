"""Gathers what a document names and the registry does not know, for a person to decide on."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.extract.model import Mention, Proposal
from loaders.text import folded

_KINDS = {"CITY": "city", "ORG": "organisation", "PERSON": "person", "CHARTER": "charter"}


def propose(mentions: Iterable[Mention]) -> tuple[Proposal, ...]:
    """Return a proposal for each unregistered city, organisation, charter, and person in a role.

    A city keeps the gazetteer's id (one proposal for all its exonyms); nothing is minted here.
    """
    found: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        kind = _KINDS.get(mention.type)
        if kind is not None and mention.link is None and _worth(mention):
            key = mention.geonames_id or folded(mention.get("label") or mention.text)
            found.setdefault((kind, key), []).append(mention)
    return tuple(_proposal(kind, group) for (kind, _), group in found.items())


def _worth(mention: Mention) -> bool:
    return mention.type != "PERSON" or mention.method in {"role-name", "name-context", "given-name"}


def _proposal(kind: str, group: list[Mention]) -> Proposal:
    first = group[0]
    return Proposal(
        kind,
        first.get("name") or first.get("label") or first.text,
        tuple((mention.start, mention.end) for mention in group),
        first.geonames_id,
        first.value if first.type == "CITY" else None,
        first.method,
        max(mention.confidence for mention in group),
    )
