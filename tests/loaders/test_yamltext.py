"""YAML is read as people write it; what makes readers slow or fall is an error with its line."""

import datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.curation.yamlfile import read_yaml
from loaders.errors import DataError
from loaders.rdf.queryfiles import read_query
from loaders.release.description.metadata import read_metadata
from loaders.yamltext import MAX_CHARACTERS, MAX_DEPTH, parse_yaml

NINES = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]\n" for n in range(1, 9)
)
HOSTILE = {
    "aliases of nine levels": (NINES, 2, "aliases"),
    "an alias of itself": ("a: 1\nb: &b [*b]\n", 2, "aliases"),
    "merged aliases": ("a: &a {x: 1}\nb:\n  <<: *a\n", 3, "aliases"),
    "nested lists": ("a: 1\nb: " + "[" * 20_000, 2, f"deeper than {MAX_DEPTH}"),
    "nested mappings": ("a: " + "{a: " * 20_000, 1, f"deeper than {MAX_DEPTH}"),
    "nested blocks": ("- " * 20_000, 1, f"deeper than {MAX_DEPTH}"),
    "nested keys": ("? " * 20_000, 1, f"deeper than {MAX_DEPTH}"),
    "a long number": ("a: 1\nb: " + "9" * 500_000, 2, "digits"),
    "a long number to base sixty": ("a: 1" + ":1" * 200_000, 1, "digits"),
    "too long": ("a: " + "x" * MAX_CHARACTERS, None, "more than"),
    "an impossible date": ("a: 1\nb: 2019-13-45\n", 2, "timestamp"),
    "a date that is not one": ("a: !!timestamp x\n", 1, "timestamp"),
    "a number that is not one": ("a: !!int x\n", 1, "int"),
    "an empty number": ("a: !!int ''\n", 1, "int"),
    "a truth that is not one": ("a: !!bool x\n", 1, "bool"),
    "a key that is a list": ("a: 1\n? [b]\n: 2\n", 2, "unhashable"),
    "an object": ("a: !!python/object/apply:os.system [ls]\n", 1, "constructor"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "document"),
    "a bell": ("a: \x07\n", 1, "special characters"),
    "a tab": ("a:\n\t- b\n", 2, "token"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_yaml_is_refused_with_its_line(name, tmp_path) -> None:
    text, line, what = HOSTILE[name]
    path = tmp_path / "source.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=what) as caught:
        read_yaml(path, "source.yml")
    if line is not None:
        assert caught.value.line == line
    with pytest.raises(DataError):
        read_metadata(path)
    query = tmp_path / "query.rq"
    query.write_text("".join(f"#+ {row}\n" for row in text.split("\n")) + "ASK {}")
    with pytest.raises(DataError):
        read_query(query)


def test_plain_yaml_keeps_its_values_and_lines() -> None:
    read = parse_yaml(
        "a: 1\nb: [x, 2.5, true, null]\nc:\n  d: 2019-05-03\n  e: |\n    two\n    lines\n"
    )
    assert read.value == {
        "a": 1,
        "b": ["x", 2.5, True, None],
        "c": {"d": datetime.date(2019, 5, 3), "e": "two\nlines\n"},
    }
    assert read.key_lines() == {"a": 1, "b": 2, "c": 3}
    assert parse_yaml("").value is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=100, deadline=None)
@given(VALUES)
def test_what_is_written_is_read(value: object) -> None:
    written = yaml.safe_dump(value, allow_unicode=True)
    if "&id" not in written:
        assert parse_yaml(written).value == yaml.safe_load(written)


@settings(max_examples=300, deadline=None)
@given(st.text("ab1:-?![]{}&*|>'\"#% ,\n\t~=<@`.", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = parse_yaml(text)
    except DataError as error:
        told = str(error)
    else:
        told = "line" if read.value is None or read.node is not None else ""
    assert "line" in told
