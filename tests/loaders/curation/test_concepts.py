"""Concepts are found by the words of tables and templates."""

from pathlib import Path

import pytest

from loaders.curation.concepts import Concepts
from loaders.errors import DataError

HEAD = """@base <https://w3id.org/urban-solidarity/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<id/pet> a skos:ConceptScheme ; skos:prefLabel "Pets"@en .
"""
PETS = """
<id/pet/house-cat> a skos:Concept ; skos:notation "house-cat" ;
    skos:prefLabel "house cat"@en , "Hauskatze"@de ; skos:altLabel "domestic cat"@en ;
    skos:hiddenLabel "cat", "cat (tame)" .
<id/pet/dog> a skos:Concept ; skos:prefLabel "dog"@en , "Hund"@de , "chien"@fr ;
    skos:hiddenLabel "Dog show" .
<id/pet/hamster> a skos:Concept ; skos:prefLabel "hamster"@en , "Hamster"@de , "chien"@pl .
"""


def concepts(folder: Path, text: str = PETS) -> Concepts:
    (folder / "pet.ttl").write_text(HEAD + text, encoding="utf-8")
    return Concepts.load(folder)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("cat", "house-cat"),
        ("cat (tame)", "house-cat"),
        ("House Cat", "house-cat"),
        ("house-cat", "house-cat"),
        ("HAUSKATZE", "house-cat"),
        ("domestic cat", "house-cat"),
        ("Hund", "dog"),
        ("hamster", "hamster"),
        ("Cat", None),  # a string of the tables is compared letter by letter
        ("chien", None),  # two languages mean two concepts
        ("", None),
        ("bird", None),
    ],
)
def test_words_mean_one_concept_or_none(tmp_path: Path, words: str, key: str | None) -> None:
    assert concepts(tmp_path).find("pet", words) == key


def test_an_unknown_scheme_has_no_concepts(tmp_path: Path) -> None:
    assert concepts(tmp_path).find("plant", "cat") is None
    assert concepts(tmp_path).keys("plant") == []
    assert concepts(tmp_path).keys("pet") == ["dog", "hamster", "house-cat"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The DOG SHOW and the cat", "dog"),
        ("A cat at the dog show", "house-cat"),
        ("A caterpillar", None),
        ("nothing", None),
    ],
)
def test_the_string_that_stands_first_decides(tmp_path: Path, text: str, key: str | None) -> None:
    assert concepts(tmp_path).scheme("pet").first_in(text) == key


def test_a_collection_is_a_scheme_of_its_members(tmp_path: Path) -> None:
    text = PETS + "<id/pet#indoors> a skos:Collection ; skos:member <id/pet/house-cat> ."
    found = concepts(tmp_path, text)
    assert found.keys("pet#indoors") == ["house-cat"]
    assert found.find("pet#indoors", "cat") == "house-cat"
    assert found.find("pet#indoors", "Hund") is None
    assert found.keys("pet") == ["dog", "hamster", "house-cat"]


def test_two_concepts_may_not_claim_one_string(tmp_path: Path) -> None:
    text = (
        PETS + '<id/pet/lion> a skos:Concept ; skos:prefLabel "lion"@en ; skos:hiddenLabel "cat" .'
    )
    with pytest.raises(DataError, match="'cat' is a skos:hiddenLabel of house-cat and of lion"):
        concepts(tmp_path, text)


def test_a_file_that_is_not_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        concepts(tmp_path, "this is not Turtle")
    assert caught.value.file == "ontology/schemes/pet.ttl"
    assert caught.value.line == 4


def strings(folder: Path, *rows: str) -> Path:
    path = folder / "concepts.csv"
    path.write_text("\n".join(["scheme,concept,words", *rows, ""]), encoding="utf-8")
    return path


def test_strings_of_a_table_mean_concepts_too(tmp_path: Path) -> None:
    concepts(tmp_path, PETS + "<id/pet#indoors> a skos:Collection ; skos:member <id/pet/hamster> .")
    rows = ("pet,hamster,small rodent", "pet,hamster,Teddy Bear", "pet,house-cat,cat")
    found = Concepts.load(tmp_path, strings(tmp_path, *rows))
    assert found.find("pet", "small rodent") == "hamster"
    assert found.find("pet", "teddy bear") is None  # letter by letter
    assert found.find("pet", "cat (tame)") == "house-cat"
    assert found.find("pet#indoors", "Teddy Bear") == "hamster"
    assert found.scheme("pet").first_in("a teddy bear and a cat") == "hamster"


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ("plant,hamster,rodent", "scheme", "there is no such scheme"),
        ("pet#indoors,hamster,rodent", "scheme", "there is no such scheme"),
        ("pet,lion,rodent", "concept", "'lion' is not a concept of pet"),
        ("pet,hamster,cat", "words", "'cat' is a skos:hiddenLabel of house-cat"),
        ("pet,dog,known", "words", "row 2"),
        ("pet,dog,", "words", "empty"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, column: str, what: str) -> None:
    concepts(tmp_path, PETS + "<id/pet#indoors> a skos:Collection ; skos:member <id/pet/hamster> .")
    with pytest.raises(DataError) as caught:
        Concepts.load(tmp_path, strings(tmp_path, "pet,hamster,known", row))
    assert (caught.value.file, caught.value.row) == ("data/links/concepts.csv", 3)
    assert caught.value.column == column
    assert what in caught.value.what
