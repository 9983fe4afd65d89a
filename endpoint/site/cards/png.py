"""Turns a drawing into pixels, with resvg: no scripts, no other files, no network."""

from __future__ import annotations

import resvg_py


def png(drawing: str, width: int) -> bytes:
    """Return an SVG as a PNG of a width in pixels."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing,
            width=width,
            font_family="DejaVu Sans",
            sans_serif_family="DejaVu Sans",
            serif_family="DejaVu Serif",
        )
    )
