"""Describes the payload as an RO-Crate 1.2 (https://w3id.org/ro/crate/1.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from loaders.release.description.metadata import Creator
from loaders.release.packing.model import RESOLVER, Item, Parts
from loaders.release.packing.papers import FOLDERS, citation

NAME = "ro-crate-metadata.json"
VERSION = "https://w3id.org/ro/crate/1.2"
Node = dict[str, Any]


def crate_text(parts: Parts) -> str:
    """Return the metadata of the crate: its root, folders, files, people and licences."""
    nodes = [_descriptor(), _root(parts), *_folders(parts), *map(_file, parts.items)]
    nodes += [*_agents(parts), *_licence(parts), *_standards(parts)]
    graph = {"@context": f"{VERSION}/context", "@graph": nodes}
    return json.dumps(graph, indent=1, ensure_ascii=False) + "\n"


def _ref(iri: str) -> Node:
    return {"@id": iri}


def _single(nodes: list[Node]) -> Node | list[Node]:
    """Return a list of one as that one, as RO-Crate recommends."""
    return nodes[0] if len(nodes) == 1 else nodes


def _descriptor() -> Node:
    return {
        "@id": NAME,
        "@type": "CreativeWork",
        "conformsTo": _ref(VERSION),
        "about": _ref("./"),
    }


def _root(parts: Parts) -> Node:
    about = parts.metadata
    node: Node = {
        "@id": "./",
        "@type": "Dataset",
        "name": parts.title,
        "description": about.description,
        "datePublished": about.date,
        "version": parts.made.version,
        "license": _ref(about.license),
        "author": _single([_ref(_agent_id(creator)) for creator in about.authors]),
        "publisher": _ref("#publisher"),
        "keywords": ", ".join(about.keywords),
        "identifier": _ref("#identifier"),
        "url": parts.address,
        "creditText": citation(parts),
        "hasPart": [
            *(_ref(name) for name in _parts(parts)),
            *(_ref(item.name) for item in parts.items if "/" not in item.name),
        ],
    }
    if parts.doi:
        node["cite-as"] = f"{RESOLVER}{parts.doi}"
    return node


def _parts(parts: Parts) -> list[str]:
    """Return the folders directly below the root that hold anything."""
    return sorted({f"{item.name.split('/')[0]}/" for item in parts.items if "/" in item.name})


def _folders(parts: Parts) -> Iterator[Node]:
    for folder in _parts(parts):
        yield {
            "@id": folder,
            "@type": "Dataset",
            "name": folder.rstrip("/"),
            "description": FOLDERS.get(folder, folder),
            "hasPart": _single(
                [_ref(one.name) for one in parts.items if one.name.startswith(folder)]
            ),
        }


def _file(item: Item) -> Node:
    node: Node = {
        "@id": item.name,
        "@type": "File",
        "name": item.name,
        "description": item.title,
        "encodingFormat": item.media_type,
        "contentSize": str(item.bytes),
        "sha256": item.sha256,
    }
    if item.conforms:
        node["conformsTo"] = _single([_ref(iri) for iri in item.conforms])
    return node


def _agent_id(creator: Creator) -> str:
    """Return what an author is called in the crate."""
    if creator.orcid:
        return f"https://orcid.org/{creator.orcid}"
    return "#" + "-".join(creator.shown.casefold().replace(",", "").split())


def _agents(parts: Parts) -> Iterator[Node]:
    about = parts.metadata
    for creator in about.authors:
        node: Node = {
            "@id": _agent_id(creator),
            "@type": "Organization" if creator.name else "Person",
            "name": creator.name or f"{creator.given} {creator.family}".strip(),
        }
        if creator.affiliation:
            node["affiliation"] = creator.affiliation
        yield node
    yield {
        "@id": "#identifier",
        "@type": "PropertyValue",
        "name": "DOI" if parts.doi else "address of the release",
        "propertyID": "https://registry.identifiers.org/registry/doi" if parts.doi else "url",
        "value": parts.identifier,
        "url": parts.identifier,
    }
    yield {
        "@id": "#publisher",
        "@type": "Organization",
        "name": about.publisher,
        "url": about.homepage,
        "contactPoint": _ref("#contact"),
    }
    yield {
        "@id": "#contact",
        "@type": "ContactPoint",
        "name": about.publisher,
        "contactType": "editors",
        "url": about.homepage,
    }


def _licence(parts: Parts) -> Iterator[Node]:
    yield {
        "@id": parts.metadata.license,
        "@type": "CreativeWork",
        "name": "Licence of the data",
        "description": "Whom to thank is said in LICENSE-DATA.",
    }


def _standards(parts: Parts) -> Iterator[Node]:
    """Say what the things are that files conform to."""
    for iri in sorted({iri for item in parts.items for iri in item.conforms}):
        yield {"@id": iri, "@type": "CreativeWork", "name": iri.rstrip("/").rpartition("/")[2]}
