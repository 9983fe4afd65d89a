"""Writes the metadata of a deposit as the records API has them."""

from __future__ import annotations

from typing import Any

from loaders.release.description.metadata import Creator
from loaders.release.packing.model import Parts


def record(parts: Parts) -> dict[str, Any]:
    """Return what a draft is made with: open, with files, and described like the release."""
    about = parts.metadata
    return {
        "access": {"record": "public", "files": "public"},
        "files": {"enabled": True},
        "metadata": {
            "resource_type": {"id": "dataset"},
            "title": about.title,
            "version": parts.made.version,
            "publication_date": about.date,
            "publisher": about.publisher,
            "description": about.description,
            "creators": [_creator(one) for one in about.authors],
            "subjects": [{"subject": word} for word in about.keywords],
            "rights": [{"title": {"en": "Licence of the data"}, "link": about.license}],
            "languages": [{"id": "eng"}],
            "identifiers": [{"scheme": "url", "identifier": parts.address}],
            "related_identifiers": [
                {
                    "scheme": "url",
                    "identifier": f"{parts.made.base}dataset",
                    "relation_type": {"id": "isversionof"},
                }
            ],
        },
    }


def _creator(creator: Creator) -> dict[str, Any]:
    who: dict[str, Any] = {"type": "organizational", "name": creator.name}
    if not creator.name:
        who = {
            "type": "personal",
            "family_name": creator.family,
            "given_name": creator.given,
        }
    if creator.orcid:
        who["identifiers"] = [{"scheme": "orcid", "identifier": creator.orcid}]
    made: dict[str, Any] = {"person_or_org": who}
    if creator.affiliation:
        made["affiliations"] = [{"name": creator.affiliation}]
    return made
