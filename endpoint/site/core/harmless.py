"""Texts of the data as pages show them: bounded, and without signs that turn other text around."""

from __future__ import annotations

LONGEST = 2000
# Embeddings, overrides and isolates reach beyond the text they stand in
# (https://www.unicode.org/reports/tr9/); controls are for no reader.
TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
CONTROLS = (*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF)
DROPPED = dict.fromkeys((*TURNING, *CONTROLS))


def harmless(text: str, longest: int = LONGEST) -> str:
    """Return a text that fits on a page and leaves what stands beside it as it is."""
    cut = text if len(text) <= longest else text[:longest] + " …"
    return cut.translate(DROPPED)
