"""The registry keeps every key for ever."""

import pytest

from loaders.curation.registry import COLUMNS, PUBLISHED, Entry, Registry
from loaders.curation.registry_table import load_registry
from loaders.errors import DataError, GroupedError

ROOT_HEADER = ",".join(COLUMNS)


def registry(tmp_path, *rows: str, published: str = "", kind: str = "city"):
    text = "\n".join([ROOT_HEADER, *rows, ""])
    (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
    if published:
        (tmp_path / PUBLISHED).write_text(published, encoding="utf-8")
    return load_registry(tmp_path)


def test_entries_are_read(tmp_path) -> None:
    found = registry(tmp_path, "gent,Ghent,BE,Gent; Gand,,,,2026-11-22")
    entry = found.entry("city", "gent")
    assert entry is not None
    assert (entry.label, entry.aliases, entry.row) == ("Ghent", ("Gent", "Gand"), 2)
    assert found.named("gand", ("place", "city")) == entry
    assert found.named("Gent", ("city",), country="DE") is None
    assert entry.cells == ("gent", "Ghent", "BE", "Gent; Gand", "", "", "", "2026-11-22")


def test_an_ambiguous_name_names_nothing() -> None:
    known = Registry.of(
        [Entry("city", "bergen-de", "Bergen", "DE"), Entry("city", "bergen-nl", "Bergen", "NL")]
    )
    assert known.named("Bergen", ("city",)) is None
    found = known.named("Bergen", ("city",), country="NL")
    assert found is not None
    assert found.key == "bergen-nl"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "a,A,,,b,,merged,2026",
            "row 2, column replaced_by: 'b' is not the key of a standing city",
        ),
        (
            "a,A,,,a,,merged,2026",
            "row 2, column replaced_by: 'a' is not the key of a standing city",
        ),
        ("a,A,,,place/b,,moved,2026", "'place/b' is not the key of a standing place"),
        ("a,A,,,,2026-01-01,,2026", "row 2, column reason: say why"),
        ("a,A,,,,2026-02-30,gone,2026", "row 2, column withdrawn: '2026-02-30' is an impossible"),
        ("a,A,XX,,,,,2026", "row 2, column country: unknown country code"),
        ("a,A,,,,,,", "row 2, column since: the cell is empty"),
    ],
)
def test_what_is_wrong_is_told(tmp_path, row, message) -> None:
    with pytest.raises((DataError, GroupedError)) as caught:
        registry(tmp_path, row)
    assert message in str(caught.value)


def test_a_merge_leads_to_a_standing_key(tmp_path) -> None:
    found = registry(
        tmp_path,
        "a,A,,,b,,merged into b,2026",
        "b,B,,,c,,merged into c,2026",
        "c,C,,,,,,2026",
    )
    assert [key for key, entry in found.keys("city").items() if entry.current] == ["c"]


def test_a_thing_may_turn_out_to_be_of_another_kind(tmp_path) -> None:
    (tmp_path / "act.csv").write_text(f"{ROOT_HEADER}\na,A,,,,,,2026-11-22\n", encoding="utf-8")
    found = registry(tmp_path, "a,A,,,act/a,,it is an act,2026-11-22", kind="membership")
    entry = found.keys("membership")["a"]
    assert not entry.current
    assert entry.replacement == ("act", "a")


def test_a_published_key_may_never_disappear(tmp_path) -> None:
    with pytest.raises(DataError, match="the published key 'city/b' is gone") as caught:
        registry(tmp_path, "a,A,,,,,,2026", published="city/a\ncity/b\n")
    assert "withdrawn" in caught.value.remedy


def test_no_published_key_of_the_shipped_registry_is_gone(settings) -> None:
    folder = settings.data / "registry"
    published = (folder / PUBLISHED).read_text(encoding="utf-8").split()
    assert len(published) > 2000
    assert published == sorted(set(published))
    known = load_registry(folder)
    for line in published:
        kind, _, key = line.partition("/")
        assert key in known.keys(kind)
