"""``urbsol evaluate``: prints how well extraction reads a folder of annotated texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from loaders.console import say
from loaders.documents.model import Document
from loaders.errors import UsageError
from loaders.evaluation.gold import Annotated, read_folder
from loaders.evaluation.plain import plain_document
from loaders.evaluation.score import Scores, Tally, score_text
from loaders.extract.knowledge.resources import Resources, load_resources
from loaders.extract.recognise.pipeline import extract
from loaders.settings import Settings

MEASURED = ("CITY", "COUNTRY", "GOVERNMENT", "ORG", "PERSON", "CHARTER", "DATE", "FIGURE",
            "PRACTICE", "EVENT", "REFERENCE", "CITATION", "PLACE")  # fmt: skip

HELD_OUT = "held out"
_PARTS = {"to develop with": False, HELD_OUT: True}


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
@click.option("--misses", is_flag=True, help="List every span and claim that was wrong or missed.")
def evaluate(folder: Path, as_json: bool, misses: bool) -> None:
    """Compare extraction with the annotated texts of FOLDER.

    A text is NAME.txt with NAME.gold.json ({type, start, end, text} spans, IGNORE counts neither
    way; optional link, language, claims), or a .marked file with inline marks. A predicted span
    counts as found when it overlaps a span of its type by half of their joint length. Only types
    that FOLDER annotates are judged. Texts under a folder named held-out are judged apart, and
    their misses are never listed: whoever looks at them cannot measure with them again.
    """
    texts = list(read_folder(folder))
    if not texts:
        raise UsageError(f"no annotated text in {folder}", "put NAME.txt and NAME.gold.json there")
    resources = load_resources(Settings.from_environment())
    apart = {name: [t for t in texts if t.held_out is out] for name, out in _PARTS.items()}
    found = {name: evaluate_texts(part, resources) for name, part in apart.items() if part}
    if as_json:
        told = {name: as_dict(scores) for name, scores in found.items()}
        click.echo(json.dumps(told if len(told) > 1 else next(iter(told.values())), indent=1))
        return
    for name, scores in found.items():
        if len(found) > 1:
            say(f"== {name}", "")
        say(*table(scores))
        if misses and (name != HELD_OUT or len(found) == 1):
            say(*scores.misses)


def evaluate_texts(texts: Sequence[Annotated], resources: Resources) -> Scores:
    """Extract every text and return the scores over all of them."""
    types = [t for t in MEASURED if any(s.type == t for text in texts for s in text.spans)]
    scores = Scores(predicates=frozenset(c.predicate for text in texts for c in text.claims or ()))
    for text in texts:
        document = as_document(text)
        extraction = extract(document, resources, home_country=text.home_country or None)
        known = replace(text, language=text.language or document.language or "")
        score_text(known, extraction, types, scores)
    return scores


def as_document(text: Annotated) -> Document:
    """Return an annotated text as the reader of plain text gives it, every character kept."""
    return plain_document(text.text, text.language or None)


def as_dict(scores: Scores) -> dict[str, object]:
    """Return the scores as plain values for JSON."""
    return {
        "types": {name: _values(tally) for name, tally in scores.types.items()},
        "languages": {
            f"{name}/{language}": _values(tally)
            for (name, language), tally in sorted(scores.languages.items())
        },
        "claims": {name: _values(tally) for name, tally in sorted(scores.claims.items())},
        "claims by language": {
            f"{name}/{language}": _values(tally)
            for (name, language), tally in sorted(scores.claim_languages.items())
        },
        "confidence": {
            name: {"predicted": tally.predicted, "right": tally.found}
            for name, tally in sorted(scores.sureness.items())
        },
    }


def _values(tally: Tally) -> dict[str, float | int | None]:
    return {
        "gold": tally.gold, "predicted": tally.predicted, "found": tally.found,
        "precision": round(tally.precision, 4), "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4), "link_accuracy": tally.link_accuracy,
    }  # fmt: skip


def table(scores: Scores) -> Iterator[str]:
    """Yield the lines of the tables: by type, by type and language, by claim."""
    yield from _section("type", scores.types.items())
    named = ((f"{name} {language}", t) for (name, language), t in sorted(scores.languages.items()))
    yield from _section("type and language", named)
    if scores.claims:
        claims = [*sorted(scores.claims.items()), ("all claims", scores.all_claims())]
        yield from _section("claim", claims)
        languages = sorted(scores.claim_languages.items())
        told = ((f"{name} {language}", t) for (name, language), t in languages)
        yield from _section("claim and language", told)
        yield from _sureness(scores)


def _sureness(scores: Scores) -> Iterator[str]:
    """Yield how many claims of each band of confidence are right."""
    yield f"{'confidence':<22}{'pred':>6}{'right':>6}{'share':>8}"
    for name, tally in sorted(scores.sureness.items(), reverse=True):
        yield f"{name:<22}{tally.predicted:>6}{tally.found:>6}{tally.precision:>8.3f}"
    yield ""


def _section(title: str, rows: Iterable[tuple[str, Tally]]) -> Iterator[str]:
    yield f"{title:<22}{'gold':>6}{'pred':>6}{'found':>6}{'P':>8}{'R':>8}{'F1':>8}{'link':>8}"
    for name, tally in rows:
        link = "" if tally.link_accuracy is None else f"{tally.link_accuracy:.3f}"
        if tally.gold or tally.predicted:
            yield (
                f"{name:<22}{tally.gold:>6}{tally.predicted:>6}{tally.found:>6}"
                f"{tally.precision:>8.3f}{tally.recall:>8.3f}{tally.f1:>8.3f}{link:>8}"
            )
    yield ""
