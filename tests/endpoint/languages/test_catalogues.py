"""Every text of the site is a message, and every message is translated into every language."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from endpoint.languages import catalogues, messages
from endpoint.languages.known import BY_CODE, CODES, Language
from endpoint.languages.messages import (
    TRANSLATED,
    Key,
    alike,
    extracted,
    problems,
    updated,
    written,
)
from endpoint.languages.speaking import gettext, speaking
from loaders.errors import DataError

TEMPLATES = sorted((messages.ENDPOINT / "site" / "templates").rglob("*.html"))
# What is the same in every language: names of formats and commands.
NAMES = {"SPARQL", "sha256", "urb", "Palermo", "Creative", "Commons", "Attribution"}
BLOCKS = (
    r"\{% block body_class %\}\w+",
    r"\{%-? trans.*?endtrans -?%\}",
    r"\{#.*?#\}",
    r"\{\{.*?\}\}",
    r"\{%.*?%\}",
)
GERMAN = BY_CODE["de"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of catalogues of its own."""
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    return tmp_path


def write(language: Language, catalogue: Catalog) -> None:
    catalogues.path(language.code).write_bytes(written(language, catalogue))


@pytest.fixture(scope="module")
def keys() -> set[Key]:
    """All messages of code and templates."""
    return extracted()


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_every_message_is_translated_and_none_is_stale(language: Language, keys: set[Key]) -> None:
    assert len(keys) > 400
    assert problems(language, keys) == [], "run: make messages"


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_catalogues_are_in_their_canonical_form(language: Language, keys: set[Key]) -> None:
    on_disk = catalogues.path(language.code).read_bytes()
    assert on_disk == written(language, updated(language, keys, {})), "run: make messages"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_text_of_a_template_is_left_untranslated(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for block in BLOCKS:
        text = re.sub(block, " ", text, flags=re.DOTALL)
    text = re.sub(r"<(code|textarea|svg).*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r'\b(?:lang|dir|class)=(?:"[^"]*"|[^\s>]*)', " ", text)
    read_out = r'\b(?:aria-label|title|placeholder|alt|data-label)="([^"]*)"'
    attributes = " ".join(re.findall(read_out, text))
    words = re.findall(r"\w{3,}", re.sub(r"<[^>]*>", " ", text) + " " + attributes)
    assert set(words) - NAMES <= {"html", "doctype"}


def test_a_missing_and_a_stale_message_are_reported(folder: Path) -> None:
    write(GERMAN, updated(GERMAN, {"Old", "Kept"}, {"Old": "Alt", "Kept": "Bleibt"}))
    assert problems(GERMAN, {"Kept", "New"}) == [
        "de: not in the catalogue: 'New'",
        "de: shown nowhere: 'Old'",
    ]
    again = updated(GERMAN, {"Kept", "New"}, {})
    assert {one.id: one.string for one in again if one.id} == {"Kept": "Bleibt", "New": ""}
    write(GERMAN, again)
    assert problems(GERMAN, {"Kept", "New"}) == ["de: not translated: 'New'"]


def test_a_plural_needs_all_its_forms(folder: Path) -> None:
    polish, key = BY_CODE["pl"], ("city", "cities")
    write(polish, updated(polish, {key}, {key: "miasto | miasta"}))
    assert problems(polish, {key}) == ["pl: not translated: ('city', 'cities')"]
    write(polish, updated(polish, {key}, {key: "miasto | miasta | miast"}))
    assert problems(polish, {key}) == []


@pytest.mark.parametrize(
    ("source", "form", "right"),
    [
        ("row %(row)s", "Zeile %(row)s", True),
        ("row %(row)s", "Zeile %(zeile)s", False),
        ("row %(row)s", "Zeile", False),
        ("a <b>x</b>", "ein <b>x</b>", True),
        ("a <b>x</b>", "ein <i>x</i>", False),
        ("a", " a", False),
        ("%(n)s of all", "%(n)s % von allen", False),
        (("%(num)s row", "%(num)s rows"), "eine Zeile", True),
        (("%(num)s row of %(x)s", "%(num)s rows of %(x)s"), "eine Zeile", False),
    ],
)
def test_translations_have_the_placeholders_of_their_message(
    source: messages.Key, form: str, *, right: bool
) -> None:
    assert alike(source, form) is right


def test_a_table_of_translations_with_a_short_row_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("message\tde\tfr\tit\tes\tel\tpl\nYes\tJa\n", encoding="utf-8")
    with pytest.raises(DataError, match="row 2"):
        messages.table(path)
    path.write_text("message\tde\nYes\tJa\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column"):
        messages.table(path)


def test_the_command_says_what_is_wrong_with_a_table(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("message\tde\nYes\tJa\n", encoding="utf-8")
    command = [sys.executable, "-m", "endpoint.languages.messages", "--fill", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no column" in done.stderr


@pytest.mark.parametrize("code", CODES)
def test_no_message_is_none_in_every_language(code: str) -> None:
    with speaking(code):
        assert gettext("") == ""
