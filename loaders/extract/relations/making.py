"""Makes claims and the mentions of things that only a claim speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.extract.model import Claim, Mention, MentionType, claim_key
from loaders.extract.reading.view import View

Detail = Sequence[tuple[str, str]]
Said = tuple[Mention, Mention, Mention | None]


def named(
    view: View,
    type_: MentionType,
    start: int,
    end: int,
    *,
    value: str | None = None,
    detail: Detail = (),
) -> Mention:
    """Return a mention of ``text[start:end]`` that stands in no list of the text's mentions."""
    return Mention(
        type_, start, end, view.text[start:end], None, None, value, view.language_at(start),
        "relation", 0.8, view.locator_at(start), tuple(detail),
    )  # fmt: skip


def sureness(mention: Mention) -> float:
    """Return how sure it is who is meant: of words that only a claim takes for a name, fully."""
    return mention.confidence if mention.method != "relation" else 1.0


def nearest(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """Return the first of the mentions nearest to a stretch of the text; None of none."""
    return min(mentions, key=lambda m: max(m.start - end, start - m.end), default=None)


def moved(mention: Mention, start: int, end: int) -> Mention:
    """Return a mention at another place of its text; much quicker than ``dataclasses.replace``."""
    return Mention(
        mention.type, start, end, mention.text, mention.link, mention.geonames_id, mention.value,
        mention.language, mention.method, mention.confidence, mention.locator, mention.detail,
    )  # fmt: skip


def term(mention: Mention) -> str:
    """Return what a claim says of a mention: IRI (of a city's government), value or words."""
    if mention.type in {"DATE", "FIGURE"} and mention.value:
        return mention.value
    if mention.link and mention.type == "CITY":
        for kind in ("city", "place"):
            if f"/id/{kind}/" in mention.link:
                return mention.link.replace(f"/id/{kind}/", "/id/government/")
    return mention.link or " ".join(mention.text.split())


def claim(
    view: View,
    predicate: str,
    said: Said,
    span: tuple[int, int],
    sureness: float,
    *,
    method: str = "",
    detail: Detail = (),
) -> Claim:
    """Return the claim that a stretch of the text makes; ``said`` is subject, object and date."""
    (subject, object_, when), (start, end) = said, span
    date = when.value if when is not None else None
    first, second = term(subject), term(object_)
    evidence = (subject, object_) if when is None or when is object_ else (subject, object_, when)
    return Claim(
        claim_key(predicate, first, second, date, view.text[start:end]), predicate, first, second,
        subject.type, object_.type, evidence, start, end, date, view.language_at(start),
        method or f"relation:{predicate}", round(sureness, 3), view.locator_at(start),
        tuple(detail),
    )  # fmt: skip
