"""A longer text costs as much more as it is longer, whatever it is full of."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from loaders.extract.model import Extraction

pytestmark = pytest.mark.xdist_group("extract")
FEW, TIMES = 150, 4


@pytest.mark.parametrize(
    "sentence",
    [
        "Last November the council met. A year after Leeds joined the City of Sanctuary network"
        " in 2015, Hull joined it.\n",
        "The project “Open Kitchen{}” opened in 2015. There was a protest against the closure of"
        " the centre.\n",
    ],
)
def test_a_text_costs_calls_in_proportion_to_its_length(
    read: Callable[..., Extraction], sentence: str
) -> None:
    def calls(count: int) -> int:
        text, seen = "".join(sentence.format(n) for n in range(count)), 0

        def note(_frame: FrameType, event: str, _arg: object) -> None:
            nonlocal seen
            seen += event == "call"

        sys.setprofile(note)
        try:
            read(text, "en")
        finally:
            sys.setprofile(None)
        return seen

    read(sentence.format(0), "en")  # what is read once is read now
    assert calls(FEW * TIMES) < calls(FEW) * TIMES * 1.2
