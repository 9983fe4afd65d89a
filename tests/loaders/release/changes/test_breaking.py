"""What others rely on may go or get stricter only when it is declared."""

import pytest

from loaders.release.changes.breaking import FILE, KEY, SHAPE, TERM, Breaking, breaking, undeclared
from loaders.release.changes.statements import compare

BASE = "https://w3id.org/urban-solidarity/"
LYON = f"GRAPH cities:lyon {{ <{BASE}id/city/lyon> rdfs:label 'Lyon' . }}"
TERMS = "GRAPH graph:ontology { urb:City a owl:Class . urb:population a owl:DatatypeProperty . }"


@pytest.fixture
def breaks(release):
    def find(old: tuple, new: tuple) -> list[Breaking]:
        before, after = release("1", *old), release("2", *new)
        return list(breaking(before, after, compare(before, after)))

    return find


def test_a_key_that_is_gone_breaks(breaks) -> None:
    assert breaks((LYON,), ("",)) == [Breaking(KEY, "id/city/lyon")]


def test_a_key_that_was_merged_or_withdrawn_is_not_gone(breaks) -> None:
    merged = (
        f"GRAPH graph:registry {{ <{BASE}id/city/lyon> owl:deprecated true ;"
        f" dcterms:isReplacedBy <{BASE}id/city/other> . }}"
    )
    assert breaks((LYON,), (merged,)) == []


@pytest.mark.parametrize(
    "thing", ["claim/report--1", "mention/report--1", "publication/web-0011", "city/lyon#geometry"]
)
def test_what_comes_and_goes_with_what_is_read_breaks_nothing(thing, breaks) -> None:
    assert breaks((f"GRAPH cities:lyon {{ <{BASE}id/{thing}> rdfs:label 'x' . }}",), ("",)) == []


def test_unreviewed_claims_promise_nothing(breaks) -> None:
    claims = f"GRAPH <{BASE}graph/report/claims> {{ <{BASE}id/network/n> rdfs:label 'n' . }}"
    assert breaks((claims,), ("",)) == []


def test_a_changed_label_breaks_nothing(breaks) -> None:
    assert breaks((LYON,), (LYON.replace("'Lyon'", "'Lyons'"),)) == []


def test_a_term_that_is_removed_breaks(breaks) -> None:
    fewer = TERMS.replace("urb:population a owl:DatatypeProperty .", "")
    assert breaks((TERMS,), (fewer,)) == [Breaking(TERM, "ontology#population")]


def test_a_concept_that_is_removed_breaks(breaks) -> None:
    concept = f"GRAPH <{BASE}graph/concepts/theme> {{ <{BASE}id/theme/health> rdfs:label 'h' . }}"
    assert breaks((concept,), ("",)) == [Breaking(KEY, "id/theme/health")]


def test_a_file_that_is_gone_breaks(breaks) -> None:
    files = ("dumps/urban-solidarity.trig", "reports/counts.json")
    found = breaks(("", "", files), ("", "", ()))
    assert found == [Breaking(FILE, "dumps/urban-solidarity.trig")]


def shape(*parameters: str) -> str:
    about = "sh:targetClass urb:City ; sh:path urb:population ; sh:message 'm'"
    return f"shapes:s a sh:PropertyShape ; {' ; '.join((about, *parameters))} ."


STRICTER = [
    ("", "sh:minCount 1", "sh:minCount"),
    ("sh:minCount 1", "sh:minCount 2", "sh:minCount"),
    ("", "sh:maxCount 3", "sh:maxCount"),
    ("sh:maxCount 3", "sh:maxCount 2", "sh:maxCount"),
    ("sh:minInclusive 1", "sh:minInclusive 1.5", "sh:minInclusive"),
    ("", "sh:datatype xsd:integer", "sh:datatype"),
    ("sh:datatype xsd:decimal", "sh:datatype xsd:integer", "sh:datatype"),
    ("sh:pattern 'a'", "sh:pattern 'ab'", "sh:pattern"),
    ("sh:in ( 1 2 3 )", "sh:in ( 1 2 )", "sh:in"),
    ("", "sh:or ( [ sh:datatype xsd:date ] )", "sh:or"),
    ("sh:or ( [ sh:datatype xsd:date ] )", "sh:or ( [ sh:datatype xsd:gYear ] )", "sh:or"),
    ("sh:severity sh:Warning ; sh:minCount 1", "sh:severity sh:Violation ; sh:minCount 1",
     "a violation now"),
    ("sh:severity sh:Warning ; sh:minCount 1", "sh:minCount 1", "a violation now"),
    ("sh:deactivated true ; sh:minCount 1", "sh:minCount 1", "a violation now"),
]  # fmt: skip
LAXER = [
    ("sh:minCount 1", ""),
    ("sh:minCount 2", "sh:minCount 1"),
    ("sh:minCount 1", "sh:minCount 0"),
    ("", "sh:minCount 0"),
    ("sh:maxCount 2", "sh:maxCount 3"),
    ("sh:datatype xsd:integer", ""),
    ("sh:in ( 1 2 )", "sh:in ( 2 3 1 )"),
    ("sh:or ( [ sh:datatype xsd:date ] )", "sh:or ( [ sh:datatype xsd:date ] )"),
    ("sh:minCount 1", "sh:severity sh:Warning ; sh:minCount 1"),
    ("sh:severity sh:Warning", "sh:severity sh:Warning ; sh:minCount 1"),
    ("sh:minCount 1", "sh:deactivated true ; sh:minCount 5"),
    ("sh:description 'a'", "sh:description 'b' ; sh:name 'c' ; sh:order 3"),
]


@pytest.mark.parametrize(("old", "new", "detail"), STRICTER)
def test_a_shape_that_asks_for_more_breaks(old, new, detail, breaks) -> None:
    found = breaks((TERMS, shape(old) if old else shape()), (TERMS, shape(new)))
    assert found == [Breaking(SHAPE, "shapes#s", detail)]


@pytest.mark.parametrize(("old", "new"), LAXER)
def test_a_shape_that_asks_for_less_or_says_it_otherwise_breaks_nothing(old, new, breaks) -> None:
    before, after = (shape(text) if text else shape() for text in (old, new))
    assert breaks((TERMS, before), (TERMS, after)) == []


def test_a_new_shape_breaks_what_was_there_before(breaks) -> None:
    found = breaks((TERMS, ""), (TERMS, shape("sh:minCount 1")))
    assert found == [Breaking(SHAPE, "shapes#s", "new")]


@pytest.mark.parametrize(
    ("terms", "constraint", "broken"),
    [
        ("GRAPH graph:ontology { urb:population a owl:Class . }", "sh:minCount 1", False),
        ("GRAPH graph:ontology { urb:City a owl:Class . }", "sh:datatype xsd:integer", False),
        ("GRAPH graph:ontology { urb:City a owl:Class . }", "sh:minCount 1", True),
    ],
)
def test_a_new_shape_about_new_terms_breaks_nothing(terms, constraint, broken, breaks) -> None:
    found = breaks((terms, ""), (TERMS, shape(constraint)))
    assert bool(found) is broken


def test_what_is_declared_is_not_refused() -> None:
    key, asked = Breaking(KEY, "id/city/lyon"), Breaking(SHAPE, "shapes#a", "new")
    found = [key, asked, Breaking(TERM, "ontology#x")]
    assert undeclared(found, ["id/city/lyon", "shapes#*"]) == (found[2],)
    assert undeclared(found, []) == tuple(found)
    assert undeclared(found, ["*"]) == ()
