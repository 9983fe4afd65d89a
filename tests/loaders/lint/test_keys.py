"""``urbsol lint --add-keys`` registers what new rows need; retired keys stay answerable."""

import pytest

from loaders.curation.registry import PUBLISHED
from loaders.curation.registry_table import load_registry
from loaders.errors import GroupedError, UrbsolError
from loaders.lint.curated import find_faults, fix_form
from loaders.lint.keys import add_keys, publish_keys
from loaders.mapping.base import Context
from loaders.pipeline.mapping import map_source
from loaders.vocabulary import DCTERMS, OWL, SKOS

NEW = (
    "lyon,Lyon,Lyon,FR,France,45.74906,4.84789",
    "riace,Riace,Riace,IT,Italy,38.4,16.5,,,,,,,,,no,,https://example.org/,verified,kind: county\n"
    "lyon,Lyon,Lyon,FR,France,45.74906,4.84789",
)


def test_new_rows_get_their_keys_and_the_old_stay(miniature) -> None:
    registry = miniature.settings.data / "registry"
    before = load_registry(registry)
    miniature.edit("cities", *NEW)
    added = add_keys(miniature.settings)
    assert [(one.kind, one.key, one.label, one.country) for one in added] == [
        ("place", "riace", "Riace", "IT"),
        ("government", "riace", "Government of Riace", "IT"),
    ]
    after = load_registry(registry)
    assert set(after.keys("place")) == {"riace"}
    assert set(before.keys("city")) == set(after.keys("city"))
    assert after.keys("place")["riace"].since == "2026-11-22"
    assert add_keys(miniature.settings) == ()
    assert list(find_faults(miniature.settings.data)) == []


def test_no_keys_are_added_while_a_source_is_at_fault(miniature) -> None:
    miniature.edit("cities", *NEW)
    miniature.edit("cities", ",FR,France", ",XX,France")
    with pytest.raises(GroupedError, match="no keys were added") as caught:
        add_keys(miniature.settings)
    assert "unknown country code 'XX'" in str(caught.value)
    assert "riace" not in load_registry(miniature.settings.data / "registry").keys("place")


def test_published_keys_only_grow(miniature) -> None:
    path = miniature.settings.data / "registry" / PUBLISHED
    path.write_text("city/lyon\n", encoding="utf-8")
    publish_keys(miniature.settings)
    lines = path.read_text(encoding="utf-8").split()
    assert lines == sorted(lines)
    assert {"city/lyon", "city/palermo", "country/it"} <= set(lines)


def retire(miniature, old: str, new: str) -> None:
    path = miniature.settings.data / "registry" / "city.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def registry_statements(miniature) -> set[tuple[str, str, str]]:
    folder = miniature.settings.data / "sources" / "registry"
    folder.mkdir(parents=True, exist_ok=True)
    text = miniature.description("cities").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.split(":")[0] in {"title", "license"}]
    lines += ["publisher: Nobody", "urls: []", "date_read: 2026-11-22", "files: []"]
    (folder / "source.yml").write_text("\n".join([*lines, "mapper: registry", ""]), "utf-8")
    context = Context.load(miniature.settings)
    mapped = map_source(folder, context)
    return {
        (quad.subject.value.rpartition("/")[2], quad.predicate.value, quad.object.value)
        for record in mapped.records
        for quad in record.quads
    }


def test_a_replaced_key_says_by_which(miniature) -> None:
    retire(
        miniature,
        "lyon,Lyon,FR,,,,,2026-11-22\n",
        "lugdunum,Lugdunum,FR,,lyon,,the same city,2026-11-22\nlyon,Lyon,FR,,,,,2026-11-22\n",
    )
    statements = registry_statements(miniature)
    assert ("lugdunum", OWL.deprecated.value, "true") in statements
    assert ("lugdunum", SKOS.changeNote.value, "the same city") in statements
    target = f"{miniature.settings.base}id/city/lyon"
    assert ("lugdunum", DCTERMS.isReplacedBy.value, target) in statements


def test_a_withdrawn_key_says_when_and_no_row_may_use_it(miniature) -> None:
    retire(miniature, "lyon,Lyon,FR,,,,,", "lyon,Lyon,FR,,,2026-12-01,never existed,")
    statements = registry_statements(miniature)
    assert ("lyon", DCTERMS.modified.value, "2026-12-01") in statements
    context = Context.load(miniature.settings)
    with pytest.raises(UrbsolError, match="the city 'lyon' is withdrawn"):
        map_source(miniature.settings.data / "sources" / "cities", context)


def test_lint_mends_form_order_and_checksums(miniature) -> None:
    data = miniature.settings.data
    table = miniature.table("cities")
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes().replace(b"648260", b'"648260 "'))
    path = data / "registry" / "city.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\r\n".join([header, *reversed(rows), ""]), encoding="utf-8")
    faults = list(find_faults(data))
    assert [fault.path.name for fault in faults] == ["city.csv", "cities.csv"]
    assert "urbsol lint --fix" in faults[0].error.remedy
    for fault in faults:
        fix_form(fault)
    assert list(find_faults(data)) == []
    assert [line.split(",")[0] for line in path.read_text("utf-8").split()] == [
        "key",
        "lyon",
        "palermo",
    ]


def test_lint_puts_the_checksum_of_a_meant_change(miniature) -> None:
    table = miniature.table("cities")
    table.write_bytes(table.read_bytes().replace(b"648260", b"648261"))
    [fault] = find_faults(miniature.settings.data)
    assert fault.path.name == "source.yml"
    assert fault.error.line is not None
    fix_form(fault)
    assert list(find_faults(miniature.settings.data)) == []


def test_the_shipped_files_are_in_canonical_form(settings) -> None:
    assert list(find_faults(settings.data)) == []
