"""What a page says of the body that it speaks for as "we": its founders and networks."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")

_TYNE = "Open Hands Tyneside\nWhat we do\n\nWe run a kitchen and our door is open. "
_BRABANT = "Vluchtelingenplatform Midden-Brabant\nOver ons\n\nWij zijn blij, en onze buren ook. "
_LAHNTAL = "Willkommen im Lahntal e. V.\nRundbrief\n\nUnser Haus ist offen, und wir freuen uns. "


@pytest.mark.parametrize(
    ("text", "language", "kind", "what"),
    [
        (f"{_TYNE}The charity was set up in 2003 by the Tyne Law Centre and the Anglican Diocese.",
         "en", "founding", {("Open Hands Tyneside", "Tyne Law Centre"),
                            ("Open Hands Tyneside", "Anglican Diocese")}),
        (f"{_TYNE}We joined the Northern Welcome Alliance, mostly so that we would get mail.", "en",
         "membership", {("Open Hands Tyneside", "Northern Welcome Alliance")}),
        (f"{_BRABANT}Ons platform werd in 1988 opgericht door de Raad van Kerken.", "nl",
         "founding", {("Vluchtelingenplatform Midden-Brabant", "Raad van Kerken")}),
        (f"{_LAHNTAL}Neu ist, dass wir im Oktober Mitglied im Netzwerk Offenes Hessen sind.", "de",
         "membership", {("Willkommen im Lahntal e. V.", "Netzwerk Offenes Hessen")}),
    ],
)  # fmt: skip
def test_we_are_the_body_that_the_first_lines_name(
    read: Read, text: str, language: str, kind: str, what: set[tuple[str, str]]
) -> None:
    assert what <= told(read(text, language), kind)


@pytest.mark.parametrize(
    "text",
    [
        f"{_TYNE}We would like to join the Northern Welcome Alliance.",
        f"{_TYNE}Our friends of Harbour Aid joined the Northern Welcome Alliance.",
        "Leeds City Council\nMinutes\n\nWe met. Our group joined the Northern Welcome Alliance.",
        "The kettle\nA story\n\nIt is plain. The charity joined the Northern Welcome Alliance.",
    ],
)
def test_nobody_belongs_who_wishes_to_or_whose_page_it_is_not(read: Read, text: str) -> None:
    found = told(read(text, "en"), "membership")
    assert not any(who == "Open Hands Tyneside" or "Council" in who for who, _ in found)
    assert not any(who in {"The kettle", "A story", "leeds"} for who, _ in found)
