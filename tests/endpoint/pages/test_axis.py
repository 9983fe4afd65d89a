"""The numbers at an axis are round and few."""

import pytest

from endpoint.site.pages.sections.axis import round_numbers


@pytest.mark.parametrize(
    ("most", "parts", "expected"),
    [
        (0, 4, [0]),
        (3, 4, [0, 1, 2, 3]),
        (9, 4, [0, 5]),
        (9, 5, [0, 2, 4, 6, 8]),
        (47, 5, [0, 10, 20, 30, 40]),
        (1000, 4, [0, 500, 1000]),
    ],
)
def test_the_numbers_are_round_and_few(most: int, parts: int, expected: list[int]) -> None:
    assert list(round_numbers(most, parts)) == expected
