"""People find things under the names they type: native, foreign, inflected, short, misspelt."""

import csv
import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from endpoint.site.search.distance import distance
from endpoint.site.search.index import opened
from endpoint.site.search.searching import Fit, search
from loaders.naming.variants import allowed, indexed, variants
from loaders.release.searchable.index import write_index
from loaders.settings import DEFAULT_BASE

DATA = Path(__file__).parent.parent / "data"
TYPED = ("typed-names.csv", "typed-names-of-others.csv")
ENDINGS = ("burg", "dorf", "ville", "mo", "no", "ia", "ford", "ton", "heim", "grad")
WORDS = st.text("abcé", max_size=9)
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def first(release: Path, typed: str, kind: str = "") -> str:
    hits = search(release, typed, kind)
    return hits[0].iri.partition("/id/")[2] if hits else ""


def indexed_names(folder: Path, names: dict[str, str]) -> Path:
    """Write an index of things by key and name."""
    quads = [
        Quad(NamedNode(f"{DEFAULT_BASE}id/{key}"), LABEL, Literal(name))
        for key, name in names.items()
    ]
    lines = sorted(serialize([quad], format=RdfFormat.N_QUADS) or b"" for quad in quads)
    write_index(folder / "search.sqlite", lines, DEFAULT_BASE)
    return folder


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Stadt Zürich", "city/zurich"),
        ("in der Stadt München", "city/munich"),
        ("ville de Zürich", "city/zurich"),
        ("της Αθήνας", "city/athens"),
        ("στην πόλη Αθήνα", "city/athens"),
        ("Münchner", "city/munich"),
        ("Zürcher", "city/zurich"),
        ("The Hague", "city/the-hague"),
    ],
)
def test_what_stands_before_a_name_in_a_sentence_does_not_hide_it(
    tmp_path: Path, typed: str, key: str
) -> None:
    names = {
        "city/zurich": "Zürich",
        "city/munich": "München",
        "city/athens": "Αθήνα",
        "city/the-hague": "The Hague",
    }
    hits = search(indexed_names(tmp_path, names), typed)
    assert [hit.iri.partition("/id/")[2] for hit in hits[:1]] == [key]


@pytest.mark.parametrize("name", TYPED)
def test_of_a_list_of_names_at_least_95_percent_find_their_thing_first(
    shipped_release: Path, name: str
) -> None:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 68
    assert {row["sort"] for row in rows} >= {"native", "foreign", "inflected", "acronym", "QID"}
    wrong = [row for row in rows if first(shipped_release, row["typed"]) != row["thing"]]
    assert len(wrong) <= 0.05 * len(rows), wrong


@pytest.mark.parametrize(
    "typed",
    [
        "Q2656",
        "q2656 ",
        "https://www.wikidata.org/wiki/Q2656",
        "2523920",
        "IT_082053",
        "geonames:2523920",
        "city/palermo",
        f"{DEFAULT_BASE}id/city/palermo",
        f"{DEFAULT_BASE}doc/city/palermo.html",
        "Παλέρμο",
    ],
)
def test_an_identifier_or_key_finds_its_thing(typed: str, shipped_release: Path) -> None:
    assert first(shipped_release, typed) == "city/palermo"


@pytest.mark.parametrize(
    ("typed", "thing"),
    [
        ("10.17645/si.v7i2.2063", "publication/agustin-jorgensen-2019"),
        ("https://doi.org/10.17645/SI.V7I2.2063", "publication/agustin-jorgensen-2019"),
        ("zurich-city-id-card", "practice/zurich-city-id-card"),
        ("Athina", "city/athens"),
        ("Thessaloniki", "city/thessaloniki"),
        ("Zuerich", "city/zurich"),
        ("frank furt am main", "city/frankfurt-am-main"),
        ("PALERMO", "city/palermo"),
        ("paler", "city/palermo"),
        ("anvita", "network/anvita"),
    ],
)
def test_a_way_to_write_a_name_finds_its_thing(
    typed: str, thing: str, shipped_release: Path
) -> None:
    assert first(shipped_release, typed) == thing


@pytest.mark.parametrize("typed", ["Q99999999999", "1234567890", "zzzzzz", '"""', "*" * 300, " "])
def test_what_is_nothing_finds_nothing(typed: str, shipped_release: Path) -> None:
    assert first(shipped_release, typed) == ""


def test_a_misspelt_name_is_found_within_its_kind(shipped_release: Path) -> None:
    assert first(shipped_release, "Citi of Palermo", "government") == "government/palermo"
    assert first(shipped_release, "Citi of Palermo", "country") == ""


def test_a_page_that_was_only_read_stands_behind_all_things(tmp_path: Path) -> None:
    release = indexed_names(
        tmp_path,
        {
            "publication/web-1": "Palermo",
            "city/a": "Palermo Nord",
            "act/b": "Palermo asks",
        },
    )
    found = search(release, "Palermo") or ()
    assert [hit.iri.rpartition("/")[2] for hit in found] == ["a", "b", "web-1"]


def test_an_acronym_in_capitals_comes_before_a_city_of_that_name(tmp_path: Path) -> None:
    names = {"city/icorn": "Icorn", "network/i": "Cities of Refuge (ICORN)", "city/c": "Icornville"}
    release = indexed_names(tmp_path, names)
    assert first(release, "ICORN") == "network/i"
    assert first(release, "Icorn") == "city/icorn"
    assert [hit.fit for hit in search(release, "icorn") or ()][-1] == Fit.BEGINS


def test_letters_that_may_differ_grow_with_the_name(tmp_path: Path) -> None:
    release = indexed_names(
        tmp_path, {"city/a": "Bern", "city/b": "Ghent", "city/c": "Barcelona", "city/d": "Leipzig"}
    )
    assert first(release, "Berm") == ""
    assert first(release, "Ghemt") == first(release, "Gehnt") == "city/b"
    assert first(release, "Ghumt") == first(release, "Leipsick") == ""
    assert first(release, "Barzelonna") == "city/c"
    assert first(release, "Barzzelonnaa") == ""


def test_where_a_name_is_one_letter_off_those_two_letters_off_are_not_sought(
    tmp_path: Path,
) -> None:
    names = {"city/a": "Barcelona", "city/b": "Barzelonaa", "city/c": "Marselona"}
    release = indexed_names(tmp_path, names)

    def found(typed: str) -> set[str]:
        return {hit.iri.rpartition("/")[2] for hit in search(release, typed) or ()}

    assert found("Barcelonna") == {"a"}  # b and c differ by two letters
    assert found("Barccelonna") == {"a"}
    assert found("Narzelona") == {"a", "b", "c"}  # nothing is nearer than two letters


def test_of_very_many_names_alike_few_are_compared_with_a_misspelt_one(tmp_path: Path) -> None:
    names = {
        f"city/p{n}": "".join(parts)
        for n, parts in enumerate(product(("Bor", "Ber"), "aeiou", "nmlr", "aeiou", ENDINGS))
    }
    assert len(names) == 2000
    with opened(indexed_names(tmp_path, names)) as index:
        assert index is not None
        compared = {most: list(index.near("beranaubrg", most)) for most in (1, 2)}
    assert "beranaburg" in compared[1]
    assert len(compared[1]) <= 20
    assert len(compared[2]) <= 150


def test_of_very_many_names_the_exact_one_is_first(tmp_path: Path) -> None:
    names = {f"city/p{n}": f"Pa {n}" for n in range(500)} | {"organisation/z": "Pa"}
    assert first(indexed_names(tmp_path, names), "pa") == "organisation/z"


def test_an_index_of_another_format_is_not_read(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "search.sqlite")) as database:
        database.execute("CREATE TABLE labels(iri, kind, lang, label)")
        database.commit()
    assert search(tmp_path, "One") is None


def test_the_search_as_json_says_how_each_thing_was_found(client: FlaskClient) -> None:
    answer = client.get("/search?q=Pallermo&limit=1", headers={"Accept": "application/json"})
    [found] = answer.get_json()["results"]
    assert found["iri"] == f"{DEFAULT_BASE}id/city/palermo"
    assert (found["fit"], found["apart"], found["called"]) == ("misspelt", 1, "Palermo")
    assert found["country"] == f"{DEFAULT_BASE}id/country/it"
    for limit in ("0", "101"):
        assert client.get(f"/search.json?q=a&limit={limit}").status_code == 400


@given(WORDS, WORDS)
def test_words_that_differ_by_what_is_allowed_share_a_variant(one: str, other: str) -> None:
    typed, known = one + "abcdé", other + "abcdé"
    most = allowed(len(typed))
    if distance(typed, known, most) <= most:
        assert variants(typed, most) & indexed(known)


def plain_distance(one: str, other: str) -> int:
    """Fill the whole table of the optimal string alignment."""
    table = {(i, -1): i + 1 for i in range(-1, len(one))}
    table |= {(-1, j): j + 1 for j in range(-1, len(other))}
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            steps = [
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (a != b),
            ]
            if i and j and a == other[j - 1] and one[i - 1] == b:
                steps.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(steps)
    return table[len(one) - 1, len(other) - 1]


@given(WORDS, WORDS, st.integers(1, 3))
def test_the_distance_is_that_of_the_whole_table_up_to_a_limit(
    one: str, other: str, most: int
) -> None:
    assert distance(one, other, most) == min(plain_distance(one, other), most + 1)
