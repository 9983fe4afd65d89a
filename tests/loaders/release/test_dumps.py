"""All dumps say the same, and the hash is that of RDFC-1.0."""

import hashlib
import json
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from loaders import manifest
from loaders.rdf.nquads import dataset_hash

DUMPS = "dumps/urban-solidarity"
FORMS = {"trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}


@pytest.fixture(scope="module")
def quads(shipped_release: Path) -> list[Quad]:
    path = shipped_release / f"{DUMPS}.nq"
    return list(parse(path=str(path), format=RdfFormat.N_QUADS))


def test_the_lines_are_sorted_and_each_stands_once(shipped_release: Path) -> None:
    lines = (shipped_release / f"{DUMPS}.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == manifest.read(shipped_release).quads


def test_the_hash_is_that_of_the_canonical_dataset(shipped_release: Path, quads) -> None:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    canonical = "".join(sorted(f"{quad} .\n" for quad in dataset))
    expected = hashlib.sha256(canonical.encode()).hexdigest()
    assert manifest.read(shipped_release).hash == expected
    assert dataset_hash(shipped_release / f"{DUMPS}.nq") == expected


@pytest.mark.parametrize("form", FORMS)
def test_what_is_read_back_is_what_was_written(form, shipped_release: Path, quads) -> None:
    path = shipped_release / f"{DUMPS}.{form}"
    assert set(parse(path=str(path), format=FORMS[form])) == set(quads)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")
def test_another_reader_understands_the_dumps_too(built_miniature) -> None:
    release = built_miniature.settings.releases / "current"
    expected = parse(path=str(release / f"{DUMPS}.nq"), format=RdfFormat.N_QUADS)
    count = len({(str(q.subject), str(q.predicate), str(q.graph_name)) for q in expected})
    for suffix, form in (("trig", "trig"), ("jsonld", "json-ld")):
        dataset = rdflib.Dataset()
        dataset.parse(data=(release / f"{DUMPS}.{suffix}").read_bytes(), format=form)
        found = {(s.n3(), p.n3(), f"<{g}>") for s, p, _, g in dataset.quads()}
        assert len(found) == count, suffix


def test_the_context_is_inside_and_the_nodes_are_compact(shipped_release: Path) -> None:
    document = json.loads((shipped_release / f"{DUMPS}.jsonld").read_text(encoding="utf-8"))
    shipped = json.loads((shipped_release / "dumps/context.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == shipped["@context"]
    names = [graph["@id"] for graph in document["@graph"]]
    assert len(names) == len(set(names)) == len(manifest.read(shipped_release).graphs)
    keys = {key for graph in document["@graph"] for node in graph["@graph"] for key in node}
    starts = tuple(v for v in document["@context"].values() if isinstance(v, str) and v[-1] in "/#")
    assert not [key for key in keys if key.startswith(starts)]


def test_trig_names_each_graph_once(shipped_release: Path) -> None:
    text = (shipped_release / f"{DUMPS}.trig").read_text(encoding="utf-8")
    graphs = [line for line in text.splitlines() if line.endswith(" {")]
    assert len(graphs) == len(set(graphs)) == len(manifest.read(shipped_release).graphs)


@pytest.mark.parametrize("name", ["ontology", "shapes", "void", "dcat"])
def test_the_descriptions_are_turtle(name, shipped_release: Path) -> None:
    path = shipped_release / "dumps" / f"{name}.ttl"
    assert len(list(parse(path=str(path), format=RdfFormat.TURTLE))) > 50
