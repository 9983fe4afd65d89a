"""Chooses a representation from an Accept header, by the rules of HTTP and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - the token of RFC 9110, not a secret
RANGE = re.compile(rf"\s*({TOKEN})/({TOKEN})\s*((?:;.*)?)", re.DOTALL)
PARAMETER = re.compile(rf';\s*({TOKEN})\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s]*)')
ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"|")+')
QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


@dataclass(frozen=True)
class Offer:
    """A media type the server can send, with other names clients use for it."""

    media_type: str
    aliases: tuple[str, ...] = ()

    @property
    def media_types(self) -> tuple[str, ...]:
        """Return every name of the offer, the proper one first."""
        return (self.media_type, *self.aliases)


Offered = TypeVar("Offered", bound=Offer)


@dataclass(frozen=True)
class MediaRange:
    """One element of an Accept header: ``type/subtype`` with its weight and place in the header."""

    type: str
    subtype: str
    quality: float
    position: int

    @property
    def specificity(self) -> int:
        """Return 2 for ``a/b``, 1 for ``a/*``, 0 for ``*/*``."""
        return (self.type != "*") + (self.subtype != "*")

    def matches(self, media_type: str) -> bool:
        """Tell whether a media type falls into the range."""
        main, _, sub = media_type.partition("/")
        return self.type in ("*", main) and self.subtype in ("*", sub)


def parse_accept(header: str | None) -> tuple[MediaRange, ...]:
    """Read an Accept header (RFC 9110 §12.5.1); malformed elements are passed over.

    Parameters other than ``q`` are ignored, for no representation here has any that matters.
    An absent, empty or wholly malformed header accepts everything.
    """
    elements = enumerate(ELEMENT.findall(header or ""))
    ranges = tuple(r for position, text in elements if (r := _range(text, position)) is not None)
    return ranges or (MediaRange("*", "*", 1.0, 0),)


def _range(text: str, position: int) -> MediaRange | None:
    match = RANGE.fullmatch(text)
    if not match or (match[1] == "*" and match[2] != "*"):
        return None
    weight = next((v for k, v in PARAMETER.findall(match[3]) if k.lower() == "q"), "1")
    if not QUALITY.fullmatch(weight):
        return None
    return MediaRange(match[1].lower(), match[2].lower(), float(weight), position)


def choose(header: str | None, offers: Sequence[Offered]) -> Offered | None:
    """Return the offer a client likes best, or None when it accepts none of them (406).

    The most specific range that matches an offer gives its weight, so ``*/*, text/html;q=0``
    refuses HTML. Equal weights go to what is named exactly, then to what is named first, then to
    the server's order of ``offers``.
    """
    ranges = parse_accept(header)
    scored = [(score, offer) for offer in offers if (score := _score(offer, ranges))[0] > 0]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _score(offer: Offer, ranges: Sequence[MediaRange]) -> tuple[float, int, int]:
    """Weigh an offer: wildcards speak of its proper name, an alias counts where it is named."""
    best = (0.0, 0, 0)
    for name in offer.media_types:
        alias = name != offer.media_type
        matching = [r for r in ranges if r.matches(name) and (r.specificity == 2 or not alias)]
        if matching:
            rule = max(matching, key=lambda r: (r.specificity, r.quality, -r.position))
            exact = rule.specificity == 2
            best = max(best, (rule.quality, rule.specificity, -rule.position if exact else 0))
    return best
