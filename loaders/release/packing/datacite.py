"""Writes the metadata of a deposit (DataCite 4.5), as JSON and as XML."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from loaders.release.description.metadata import Creator
from loaders.release.packing.model import Parts

KERNEL = "http://datacite.org/schema/kernel-4"
SCHEMA = "http://schema.datacite.org/meta/kernel-4.5/metadata.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
FORMATS = ("application/n-quads", "application/trig", "application/ld+json", "text/csv")
ORCID = {
    "nameIdentifierScheme": "ORCID",
    "schemeUri": "https://orcid.org",
}


def datacite(parts: Parts) -> dict[str, Any]:
    """Return the metadata as DataCite has it in JSON; a release without a DOI has none yet."""
    about = parts.metadata
    made: dict[str, Any] = {
        "creators": [_creator(creator) for creator in about.authors],
        "titles": [{"title": about.title, "lang": "en"}],
        "publisher": {"name": about.publisher},
        "publicationYear": about.date[:4],
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph"},
        "subjects": [{"subject": word, "lang": "en"} for word in about.keywords],
        "dates": [{"date": about.date, "dateType": "Issued"}],
        "language": "en",
        "alternateIdentifiers": [
            {"alternateIdentifier": parts.address, "alternateIdentifierType": "URL"},
            {
                "alternateIdentifier": f"sha256:{parts.made.hash}",
                "alternateIdentifierType": "RDFC-1.0 hash of the dataset",
            },
        ],
        "relatedIdentifiers": [
            {
                "relatedIdentifier": f"{parts.made.base}dataset",
                "relatedIdentifierType": "URL",
                "relationType": "IsVersionOf",
            }
        ],
        "formats": list(FORMATS),
        "version": parts.made.version,
        "rightsList": [{"rights": "Licence of the data", "rightsUri": about.license}],
        "descriptions": [
            {"description": about.description, "descriptionType": "Abstract", "lang": "en"}
        ],
        "schemaVersion": KERNEL,
    }
    return {"doi": parts.doi, **made} if parts.doi else made


def json_text(parts: Parts) -> str:
    """Return the metadata as JSON."""
    return json.dumps(datacite(parts), indent=1, ensure_ascii=False) + "\n"


def _creator(creator: Creator) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": creator.shown,
        "nameType": "Organizational" if creator.name else "Personal",
    }
    if creator.family:
        made["familyName"] = creator.family
    if creator.given:
        made["givenName"] = creator.given
    if creator.orcid:
        made["nameIdentifiers"] = [
            {"nameIdentifier": f"https://orcid.org/{creator.orcid}", **ORCID}
        ]
    if creator.affiliation:
        made["affiliation"] = [{"name": creator.affiliation}]
    return made


def xml_text(parts: Parts) -> str:
    """Return the metadata as XML; without a DOI the address of the release identifies it."""
    made = datacite(parts)
    ET.register_namespace("", KERNEL)
    root = ET.Element(
        f"{{{KERNEL}}}resource", {f"{{{INSTANCE}}}schemaLocation": f"{KERNEL} {SCHEMA}"}
    )
    kind = "DOI" if parts.doi else "URL"
    _add(root, "identifier", parts.doi or parts.address, identifierType=kind)
    _creators(_add(root, "creators"), made["creators"])
    _many(root, "titles", "title", made["titles"], "title")
    _add(root, "publisher", made["publisher"]["name"])
    _add(root, "publicationYear", made["publicationYear"])
    types = made["types"]
    _add(root, "resourceType", types["resourceType"],
         resourceTypeGeneral=types["resourceTypeGeneral"])  # fmt: skip
    _many(root, "subjects", "subject", made["subjects"], "subject")
    _many(root, "dates", "date", made["dates"], "date")
    _add(root, "language", made["language"])
    others = ("alternateIdentifier", "relatedIdentifier")
    for name in others:
        _many(root, f"{name}s", name, made[f"{name}s"], name)
    _many(root, "formats", "format", [{"format": one} for one in made["formats"]], "format")
    _add(root, "version", made["version"])
    rights = [
        {"rights": one["rights"], "rightsURI": one["rightsUri"]} for one in made["rightsList"]
    ]
    _many(root, "rightsList", "rights", rights, "rights")
    _many(root, "descriptions", "description", made["descriptions"], "description")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{KERNEL}}}{name}", attributes)
    element.text = text or None
    return element


def _many(
    root: ET.Element, group: str, name: str, entries: Sequence[Mapping[str, str]], text: str
) -> None:
    """Add a group of elements: one value is the text of each, the others are its attributes."""
    parent = _add(root, group)
    for entry in entries:
        rest = {key: value for key, value in entry.items() if key != text}
        language = {f"{{{XML}}}lang": rest.pop("lang")} if "lang" in rest else {}
        element = ET.SubElement(parent, f"{{{KERNEL}}}{name}", {**rest, **language})
        element.text = entry[text]


def _creators(parent: ET.Element, entries: Sequence[Mapping[str, Any]]) -> None:
    for entry in entries:
        creator = _add(parent, "creator")
        _add(creator, "creatorName", entry["name"], nameType=entry["nameType"])
        for name in ("givenName", "familyName"):
            if name in entry:
                _add(creator, name, entry[name])
        for one in entry.get("nameIdentifiers", ()):
            _add(creator, "nameIdentifier", one["nameIdentifier"],
                 nameIdentifierScheme=one["nameIdentifierScheme"],
                 schemeURI=one["schemeUri"])  # fmt: skip
        for one in entry.get("affiliation", ()):
            _add(creator, "affiliation", one["name"])
