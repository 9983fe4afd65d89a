"""A difference is told by things people know with their sources; the rest is folded."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import manifest
from loaders.manifest import DUMP
from loaders.release.changes import things
from loaders.release.changes.dump import Dump
from loaders.release.changes.patch import patch
from loaders.release.changes.statements import compare
from loaders.release.changes.things import Change, Property, Teller, Told

BASE = "https://w3id.org/urban-solidarity/"
PALERMO = """
GRAPH cities:palermo {
  <{BASE}id/city/palermo> a urb:City ; rdfs:label "Palermo" ; urb:population 648260 .
  <{BASE}id/network/iash> rdfs:label "International Alliance of Safe Harbours"@en .
}
GRAPH graph:ontology { urb:population rdfs:label "population"@en . }
GRAPH graph:catalogue {
  cities:palermo a urb:Record ; urb:file "data/sources/cities/raw/cities.csv" ; urb:row 2 ;
    dcterms:source <{BASE}id/publication/web-1> .
  <{BASE}id/publication/web-1> rdfs:label "https://example.org/palermo" .
}
""".replace("{BASE}", BASE)
MEMBERSHIP = """
GRAPH members:iash--palermo {
  <{BASE}id/membership/iash--palermo> a urb:Membership ;
    rdfs:label "Palermo: International Alliance of Safe Harbours"@en ;
    urb:place <{BASE}id/city/palermo> ; org:organization <{BASE}id/network/iash> .
}
GRAPH graph:catalogue {
  members:iash--palermo a urb:Record ; urb:row 55 ;
    urb:file "data/sources/memberships/raw/memberships.csv" ;
    dcterms:source <{BASE}id/publication/web-2> .
  <{BASE}id/publication/web-2> rdfs:label "https://iash.example/" .
}
GRAPH <{BASE}graph/rules/member-of> {
  <{BASE}id/government/palermo> org:memberOf <{BASE}id/network/iash> .
}
""".replace("{BASE}", BASE)
EVIDENCE = """
GRAPH <{BASE}graph/report/claims> {
  <{BASE}id/claim/report--1> a urb:Claim .
  <{BASE}id/claim/report--1#position> oa:start OFFSET .
}
GRAPH <{BASE}graph/report/claim-2> {
  <{BASE}id/mention/report--2#position> oa:start OFFSET .
}
""".replace("{BASE}", BASE)


def told(old: Path, new: Path) -> Told:
    return Teller(BASE, Dump(old / DUMP), Dump(new / DUMP)).explain(compare(old, new))


def test_a_membership_of_palermo_is_added_with_its_source(release) -> None:
    found = told(release("1", PALERMO), release("2", PALERMO + MEMBERSHIP))
    [change] = found.changes
    assert (change.sign, change.kind) == ("+", "membership")
    assert change.label == "Palermo: International Alliance of Safe Harbours"
    assert change.iri == f"{BASE}id/membership/iash--palermo"
    assert change.sources == ("memberships.csv, row 55: https://iash.example/",)
    named = {one.name: one.added for one in change.properties}
    assert named["org:organization"] == ("International Alliance of Safe Harbours",)
    assert named["urb:place"] == ("Palermo",)
    assert found.folded == {things.PAGES: (1, 0), things.DERIVED: (1, 0), things.PLACES: (4, 0)}
    assert found.counts() == {"membership": {"added": 1, "changed": 0, "gone": 0}}


def test_what_is_gone_is_told_with_where_it_was_read(release) -> None:
    found = told(release("1", PALERMO + MEMBERSHIP), release("2", PALERMO))
    [change] = found.changes
    assert (change.sign, change.label) == ("-", "Palermo: International Alliance of Safe Harbours")
    assert change.sources == ("memberships.csv, row 55: https://iash.example/",)


def test_a_changed_value_is_told_with_both_values_and_the_new_source(release) -> None:
    found = told(release("1", PALERMO), release("2", PALERMO.replace("648260", "630000")))
    assert found.changes == (
        Change(
            "~",
            "city",
            f"{BASE}id/city/palermo",
            "Palermo",
            (Property("population", ("648260",), ("630000",)),),
            ("cities.csv, row 2: https://example.org/palermo",),
        ),
    )
    assert not found.folded


def test_text_offsets_claims_and_mentions_are_folded(release) -> None:
    old, new = (EVIDENCE.replace("OFFSET", number) for number in ("12", "345"))
    found = told(release("1", old), release("2", new))
    assert found.changes == ()
    assert found.folded == {things.CLAIMS: (2, 2)}


def test_rows_that_moved_are_folded(release) -> None:
    moved = PALERMO.replace("urb:row 2", "urb:row 3")
    found = told(release("1", PALERMO), release("2", moved))
    assert found.changes == ()
    assert found.folded == {things.PLACES: (1, 1)}


def test_a_part_of_a_thing_is_told_with_the_thing(release) -> None:
    part = f"GRAPH cities:palermo {{ <{BASE}id/city/palermo#geometry> urb:accuracy 1 . }}"
    found = told(release("1", PALERMO), release("2", PALERMO + part))
    [change] = found.changes
    assert (change.sign, change.iri) == ("~", f"{BASE}id/city/palermo")
    assert change.properties == (Property("geometry: urb:accuracy", (), ("1",)),)


def test_terms_and_concepts_are_named_as_such(release) -> None:
    more = (
        "GRAPH graph:ontology { urb:new a owl:Class ; rdfs:label 'new'@en . }"
        f"GRAPH <{BASE}graph/concepts/theme> {{ <{BASE}id/theme> rdfs:label 'Themes'@en ."
        f"  <{BASE}id/theme/health> rdfs:label 'health'@en . }}"
    )
    found = told(release("1", PALERMO), release("2", PALERMO + more))
    assert [(change.kind, change.label) for change in found.changes] == [
        ("concept of Themes", "health"),
        ("concept scheme", "Themes"),
        ("term", "new"),
    ]


def test_many_rows_of_a_file_are_one_source(release) -> None:
    rows = "".join(
        f"GRAPH cities:{n} {{ <{BASE}id/city/palermo> urb:name 'n{n}' . }}"
        f"GRAPH graph:catalogue {{ cities:{n} urb:row {n} ; urb:file 'raw/names.csv' . }}"
        for n in range(3, 15)
    )
    found = told(release("1", PALERMO), release("2", PALERMO + rows))
    assert found.changes[0].sources == ("names.csv, rows 3, 4, 5, 6, 7 and 7 more",)


def test_the_same_release_has_no_changes(release) -> None:
    same = release("1", PALERMO + MEMBERSHIP)
    assert told(same, same) == Told((), {})


WORDS = st.text(alphabet="ab-#", min_size=1, max_size=3)
LINES = st.sets(st.tuples(WORDS, WORDS), max_size=30)


def lines(pairs: set[tuple[str, str]]) -> list[bytes]:
    return sorted(f'<urn:{a}> <urn:p> "{b}" <urn:g> .\n'.encode() for a, b in pairs)


@given(LINES, WORDS)
def test_a_subject_is_found_in_any_dump(tmp_path_factory, pairs, word: str) -> None:
    path = tmp_path_factory.mktemp("dump") / "dump.nq"
    path.write_bytes(b"".join(lines(pairs)))
    dump = Dump(path)
    for subject in {word, *(a for a, _ in pairs)}:
        expected = [line for line in lines(pairs) if line.startswith(f"<urn:{subject}> ".encode())]
        assert list(dump.lines(f"urn:{subject}")) == expected
        assert dump.holds(f"urn:{subject}") == bool(expected)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (PALERMO, PALERMO + MEMBERSHIP),
        (PALERMO + MEMBERSHIP, PALERMO),
        (PALERMO, EVIDENCE),
        ("", ""),
    ],
)
def test_a_patch_makes_the_new_dataset_of_the_old(old, new, release) -> None:
    before, after = (
        release(name, trig.replace("OFFSET", "1")) for name, trig in (("1", old), ("2", new))
    )
    made = [manifest.read(folder) for folder in (before, after)]
    written = list(patch(compare(before, after), *made))
    assert written[:3] == [
        f"H id <{BASE}release/2> .",
        f"H prev <{BASE}release/1> .",
        "TX .",
    ]
    assert written[-1] == "TC ."
    dataset = set((before / DUMP).read_text(encoding="utf-8").splitlines())
    for line in written[3:-1]:
        verb, quad = line.split(" ", 1)
        if verb == "D":
            dataset.remove(quad)
        else:
            assert verb == "A"
            assert quad not in dataset
            dataset.add(quad)
    assert dataset == set((after / DUMP).read_text(encoding="utf-8").splitlines())
