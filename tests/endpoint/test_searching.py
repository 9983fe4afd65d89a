"""What people type becomes words to look for, never orders to the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.site.search.searching import expression, spellings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("*** \" '", ""),
        ("zurich", '("zurich"*)'),
        ("safe harbour", '("safe"*) AND ("harbour"* OR "harbøur"*)'),
        ("a OR b", '("a"*) AND ("OR"* OR "or"* OR "ør"*) AND ("b"*)'),
    ],
)
def test_expressions(text: str, expected: str) -> None:
    assert expression(text) == expected


def test_strokes_may_be_left_out() -> None:
    assert {"lodz", "łodz", "łødz"} <= set(spellings("lodz"))
    assert "włocławek" in spellings("wlocławek")


@given(st.text(max_size=400))
def test_expressions_stay_short_and_quoted(text: str) -> None:
    found = expression(text)
    assert len(found) < 40_000
    assert found.count('"') % 2 == 0
