"""Rows of practices that name no city are not lost without a word."""

from pathlib import Path

import pytest

from loaders.documents.sandbox.formats import read_bytes
from loaders.extract.knowledge.resources import Resources
from loaders.extract.recognise.pipeline import extract
from loaders.reports.loading import Loader, Wishes
from loaders.reports.output import summary
from loaders.reports.placeless import placeless_rows
from loaders.settings import Settings

pytestmark = pytest.mark.xdist_group("extract")
ROWS = "City card,2019,Open Harbour\nNight shelter,2020,Quay Friends\n"


def test_rows_of_practices_without_a_city_are_named_with_what_to_add(
    resources: Resources, tmp_path: Path
) -> None:
    path = tmp_path / "measures.csv"
    path.write_text(f"Measure,Start,Carrier\n{ROWS}", encoding="utf-8")
    loader = Loader(Settings.from_environment({}))
    vars(loader)["resources"] = resources
    told = "\n".join(summary(loader.load(path, Wishes()), None))
    assert "warning: rows 2, 3 name a practice but no city" in told
    assert 'add a column "City" to the table' in told


@pytest.mark.parametrize(
    "table",
    [
        "City,Measure,Start\nPalermo,City card,2019\nLyon,Night shelter,2020\n",
        "Measure,Start,Carrier\nCity card,2019,City of Palermo\nNight shelter,2020,City of Lyon\n",
    ],
)
def test_rows_with_a_city_or_its_government_give_no_warning(
    resources: Resources, table: str
) -> None:
    document = read_bytes(table.encode(), "measures.csv")
    assert not list(placeless_rows(extract(document, resources)))
