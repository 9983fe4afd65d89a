"""The links made by hand: sorted, canonical, each to something that exists, each with a basis."""

import csv
from pathlib import Path

import pytest

from loaders.curation import canonical
from loaders.curation.links import Links
from loaders.curation.registry import Registry
from loaders.curation.registry_table import load_registry
from loaders.settings import Settings

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "data/links"
SORTED_BY = {
    "agents.csv": lambda row: (row[0].casefold(), row[1]),
    "statements.csv": lambda row: row[:4],
}


@pytest.mark.parametrize("name", SORTED_BY)
def test_a_table_is_canonical_and_sorted(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    assert canonical.table(header, sorted(rows, key=SORTED_BY[name])) == text
    assert len(rows) == len({tuple(row) for row in rows})


def test_every_statement_points_to_something_and_says_why() -> None:
    registry = Registry.load(ROOT / "data/registry")
    schemes = {path.stem: path.read_text("utf-8") for path in (ROOT / "ontology/schemes").glob("*")}
    links = Links.load(FOLDER)
    assert len(links.statements) > 60
    for context, statements in links.statements.items():
        for link in statements:
            assert link.basis, context
            if not link.kind:
                assert link.key in schemes, context
            elif link.kind in schemes:
                assert f"<id/{link.kind}/{link.key}> a" in schemes[link.kind], link
            else:
                assert registry.entry(link.kind, link.key), link


def test_an_absent_folder_has_no_links(tmp_path: Path) -> None:
    assert Links.load(tmp_path) == Links()


def test_the_texts_that_networks_signed_are_registered() -> None:
    data = Settings.from_environment({}).data
    links, registry = Links.load(data / "links"), load_registry(data / "registry")
    assert links.founding == {"iash": "palermo-declaration-2021"}
    assert links.signed["unhcr-cities-with-refugees"] == "cities-with-refugees-statement"
    assert len(links.signed) >= 5
    for network, charter in (*links.signed.items(), *links.founding.items()):
        assert registry.entry("network", network) or registry.entry("list", network), network
        assert registry.entry("charter", charter), charter


def test_only_links_of_networks_name_what_they_signed(tmp_path: Path) -> None:
    (tmp_path / "statements.csv").write_text(
        "context,property,kind,key,basis\n"
        "networks/a,signedCharter,charter,b,kind\n"
        "networks/a,about,city,c,kind\n"
        "practices/d,signedCharter,charter,e,kind\n",
        encoding="utf-8",
    )
    links = Links.load(tmp_path)
    assert (links.signed, links.founding) == ({"a": "b"}, {})
