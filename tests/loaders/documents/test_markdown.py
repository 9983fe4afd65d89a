"""Markdown: plain words that lead back to the characters of the source."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.documents.builder import Builder
from loaders.documents.text.markdown import read_markdown

SOURCE = """---
title: Bericht über Städte
language: de
authors: [A. Beispiel, B. Muster]
---

# Städte *der* Zuflucht

Die **Stadt** [Gdańsk](https://example.org/Gda_sk) und
Łódź \\*nahmen\\* Menschen auf &amp; halfen.

- Bologna
  - `Zona` Nord

> „Αθήνα“

| Stadt | Jahr |
|---|---|
| Riace | 1998 |

## Literatur

Muster, B. (2016): *Städte*. Berlin.
"""


def test_blocks_and_head(read, is_traceable):
    document = read("bericht.md", SOURCE)
    assert [(b.kind, b.level, b.text) for b in document.blocks] == [
        ("heading", 1, "Städte der Zuflucht"),
        ("paragraph", 0, "Die Stadt Gdańsk und Łódź *nahmen* Menschen auf & halfen."),
        ("list", 1, "Bologna"),
        ("list", 2, "Zona Nord"),
        ("quote", 0, "„Αθήνα“"),
        ("table-row", 0, "Stadt | Jahr"),
        ("table-row", 0, "Riace | 1998"),
        ("heading", 2, "Literatur"),
        ("reference", 0, "Muster, B. (2016): Städte. Berlin."),
    ]
    assert document.title == "Bericht über Städte"
    assert document.language == "de"
    assert document.metadata["authors"] == "A. Beispiel; B. Muster"
    assert document.blocks[1].locator.line == 9
    is_traceable(document, {"": SOURCE})


def test_a_quote_leads_to_its_characters(read):
    for source in (SOURCE, SOURCE.replace("\n", "\r\n")):
        document = read("bericht.md", source)
        for name in ("Gdańsk", "Łódź", "Αθήνα", "Riace"):
            start = document.text.index(name)
            (origin,) = document.origins(start, start + len(name))
            assert source[origin.start : origin.end] == name
        assert "](" not in document.text


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab *_`[]()<>#\n\r-|!&;\\~:é1.", max_size=80))
def test_any_markup_is_traceable(source):
    builder = Builder("text/markdown", "")
    read_markdown(source, builder)
    for run in builder.runs:
        words = "".join(builder._texts)[run.start : run.end]
        assert source[run.origin : run.origin + len(words)] == words


@pytest.mark.parametrize(
    ("front", "warning"),
    [
        ("a: &a [x]\nb: [*a, *a]", "line 3: not proper YAML: aliases"),
        ("a: 1\nb: " + "[" * 20_000, "line 3: not proper YAML: nested deeper"),
        ("b: 2019-13-45", "line 2: not proper YAML: '2019-13-45'"),
        ("b: " + "9" * 10_000, "line 2: not proper YAML: a number of more than"),
        ("b: [c", "line 2: not proper YAML: "),
    ],
)
def test_front_matter_that_is_not_proper_is_left_out_with_a_warning(read, front, warning):
    document = read("report.md", f"---\n{front}\n---\n\nPalermo signed a charter.\n")
    assert document.text == "Palermo signed a charter."
    assert [one for one in document.warnings if warning in one]


def test_front_matter_has_the_lines_of_its_keys(read):
    document = read("report.md", "---\ntitle: A\n\nauthor: [B, C]\n---\nPalermo signed.\n")
    lines = {removed.text: removed.locator.line for removed in document.removed}
    assert lines == {"title: A": 2, "author: B; C": 4}


def test_the_star_within_a_word_is_no_emphasis(read, is_traceable):
    source = "Alle **Einwohner*innen** und Bürger*innen, *auch Gäste* und *Freund*innen*.\n"
    document = read("bericht.md", source)
    assert document.text == "Alle Einwohner*innen und Bürger*innen, auch Gäste und Freund*innen."
    is_traceable(document, {"": source})
