"""Small releases written by hand: the dump, the shapes and the manifest."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from loaders.manifest import DUMP, FileEntry, Manifest
from loaders.rdf.nquads import canonical_lines

BASE = "https://w3id.org/urban-solidarity/"
HEAD = f"""
@prefix urb: <{BASE}ontology#> .
@prefix id: <{BASE}id/> .
@prefix graph: <{BASE}graph/> .
@prefix members: <{BASE}graph/memberships/> .
@prefix cities: <{BASE}graph/cities/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shapes: <{BASE}shapes#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
Release = Callable[..., Path]


@pytest.fixture
def release(tmp_path) -> Release:
    """Write releases: ``release("one", trig, shapes, files)``."""

    def write(name: str, trig: str = "", shapes: str = "", files: tuple[str, ...] = ()) -> Path:
        folder = tmp_path / name
        (folder / "dumps").mkdir(parents=True)
        lines = canonical_lines(parse((HEAD + trig).encode(), format=RdfFormat.TRIG))
        (folder / DUMP).write_bytes(b"".join(lines))
        (folder / "dumps" / "shapes.ttl").write_text(HEAD + shapes, encoding="utf-8")
        entries = {file: FileEntry("", 0, "") for file in files}
        Manifest(name, BASE, "0" * 64, "", "", len(lines), len(lines), files=entries).write(folder)
        return folder

    return write
