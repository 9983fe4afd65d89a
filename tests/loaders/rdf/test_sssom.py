"""Tables of mappings (SSSOM) are read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import DataError
from loaders.rdf.ontology import MAPPINGS, ontology_quads
from loaders.rdf.sssom import read_mappings
from loaders.settings import DEFAULT_BASE, Settings

HEAD = """#curie_map:
#  schema: "https://schema.org/"
#  skos: "http://www.w3.org/2004/02/skos/core#"
#  urb: "https://w3id.org/urban-solidarity/ontology#"
subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification
"""


def table(folder: Path, row: str) -> Path:
    path = folder / "table.sssom.tsv"
    path.write_text(HEAD + row + "\n", encoding="utf-8")
    return path


def test_a_row_is_a_mapping(tmp_path: Path) -> None:
    path = table(tmp_path, "urb:Act\tact\tskos:closeMatch\tschema:Action\tsemapv:Manual")
    (mapping,) = read_mappings(path, "http://localhost/")
    assert mapping.subject.value == "http://localhost/ontology#Act"
    assert mapping.predicate.value.endswith("#closeMatch")
    assert mapping.object.value == "https://schema.org/Action"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("urb:Act\tact\tskos:closeMatch\t\tsemapv:Manual", "object_id is missing"),
        ("urb:Act\tact\tskos:closeMatch\tfoo:Bar\tx", "'foo:Bar' has a prefix that is not in"),
        ("urb:Act", "predicate_id is missing"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        read_mappings(table(tmp_path, row), DEFAULT_BASE)
    assert caught.value.line == 6


def test_the_shipped_table_is_about_terms_and_concepts_that_exist() -> None:
    settings = Settings.from_environment({})
    known = {quad.subject for quad in ontology_quads(settings)}
    mappings = read_mappings(settings.ontology / MAPPINGS, DEFAULT_BASE)
    assert len(mappings) > 70
    assert {one.subject for one in mappings} <= known
    assert len({(one.subject, one.object) for one in mappings}) == len(mappings)
