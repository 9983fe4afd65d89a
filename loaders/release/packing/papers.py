"""Writes what a person reads first: README and how to cite."""

from __future__ import annotations

import json
from collections.abc import Iterator

from loaders.release.description.metadata import Creator
from loaders.release.packing.model import Parts

FOLDERS = {
    "dumps/": "the whole dataset in three formats, plain and compressed; ontology, shapes, "
    "JSON-LD context, DCAT and VoID descriptions, earlier releases",
    "sources/": "the same statements, a file a source (N-Quads); with the ontology, the rules and "
    "the catalogue they are the whole dataset",
    "tables/": "the dataset as typed tables, described in CSVW, Data Package and Croissant",
    "queries/": "queries with what they answer, and questions the data must answer",
    "reports/": "validation, checks, and texts that could not be interpreted",
    "docs/": "the documentation",
    "w3id/": "the rules by which w3id.org passes the addresses of things on, and what they answer",
    "manifest.json": "the hash of the dataset, counts, sources, checksums",
    "ro-crate-metadata.json": "what everything here is, for programs (RO-Crate 1.2)",
    "datacite.json, datacite.xml": "the metadata of the deposit (DataCite 4.5)",
    "dcat.ttl, prov.ttl": "the files as DCAT-AP, and what the release was made from (PROV-O)",
    "CITATION.cff": "how to cite",
}


def readme(parts: Parts) -> str:
    """Return the README: what this is, what lies where, how to check and how to cite it."""
    made, about = parts.made, parts.metadata
    return "\n".join(
        [
            f"# {parts.title}",
            "",
            about.description,
            "",
            f"{made.quads} statements in {len(made.graphs)} named graphs, from "
            f"{len(made.sources)} sources. Each statement stands in the graph of the record it "
            "was read from.",
            "",
            "## What lies where",
            "",
            *(f"- `{name}`: {text}" for name, text in FOLDERS.items()),
            "",
            "## Check it",
            "",
            "`sha256sum -c SHA256SUMS` in the folder above compares every file with its "
            "checksum. The hash of the dataset is the sha256 of its canonical N-Quads (RDFC-1.0); "
            "`sha256sum dumps/urban-solidarity.nq` gives it:",
            "",
            f"    {made.hash}",
            "",
            "`urbsol release verify` does both, and makes the dataset anew from every format.",
            "",
            "## Cite it",
            "",
            f"{citation(parts)}",
            "",
            f"Licence of the data: {about.license} (LICENSE-DATA says whom to thank). "
            "Licence of the documentation and queries: see LICENSE.",
            "",
        ]
    )


def citation(parts: Parts) -> str:
    """Return the citation as a line of text."""
    names = "; ".join(creator.shown for creator in parts.metadata.authors)
    return f"{names} ({parts.metadata.date[:4]}). {parts.title} [Data set]. {parts.identifier}"


def cff(parts: Parts) -> str:
    """Return CITATION.cff (Citation File Format 1.2.0)."""
    about = parts.metadata
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it.",
        f"title: {_quoted(parts.metadata.title)}",
        "type: dataset",
        "authors:",
        *(line for creator in about.authors for line in _author(creator)),
        f"version: {_quoted(parts.made.version)}",
        f"date-released: {_quoted(about.date)}",
        f"license-url: {_quoted(about.license)}",
        f"url: {_quoted(about.homepage)}",
        f"repository-artifact: {_quoted(parts.address)}",
    ]
    if parts.doi:
        lines.append(f"doi: {_quoted(parts.doi)}")
    lines += ["keywords:", *(f"  - {_quoted(word)}" for word in about.keywords)]
    return "\n".join(lines) + "\n"


def _author(creator: Creator) -> Iterator[str]:
    known = {
        "name": creator.name,
        "family-names": creator.family,
        "given-names": creator.given,
        "orcid": creator.orcid and f"https://orcid.org/{creator.orcid}",
        "affiliation": "" if creator.name else creator.affiliation,
    }
    mark = "-"
    for name, value in known.items():
        if value:
            yield f"  {mark} {name}: {_quoted(value)}"
            mark = " "


def _quoted(text: str) -> str:
    """Return a text as YAML has it between quotes; JSON's form is one of those."""
    return json.dumps(text, ensure_ascii=False)
