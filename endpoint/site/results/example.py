"""The page of one example query: what it gave, and how programs ask it."""

from __future__ import annotations

from dataclasses import dataclass

from endpoint.site.changes.following import watching
from endpoint.site.core.state import Release
from endpoint.site.pages import examples
from endpoint.site.pages.examples import Example
from endpoint.site.pages.model import Link
from endpoint.site.results import snippets
from endpoint.site.results.snippets import Snippet
from endpoint.site.results.table import service_address
from loaders.rdf.queryrun import Outcome


@dataclass(frozen=True)
class ExamplePage:
    """One example query, to read and to run.

    ``outcome`` is what it gave when the release was built, None where that is not known;
    ``compare`` is the command that computes the hash of the answer.
    """

    example: Example
    previous: Example | None
    next: Example | None
    snippets: tuple[Snippet, ...] = ()
    outcome: Outcome | None = None
    compare: str = ""
    feeds: tuple[Link, ...] = ()


def one(release: Release, name: str) -> ExamplePage | None:
    """Return the page of one example query, or None when there is none of that name."""
    every = examples.read(release)
    place = next((n for n, example in enumerate(every) if example.name == name), None)
    if place is None:
        return None

    def at(number: int) -> Example | None:
        return every[number] if 0 <= number < len(every) else None

    example, outcome = every[place], examples.outcomes(release).get(name)
    programs = snippets.of(example.text, example.form, service_address())
    hashed = outcome is not None and outcome.sha256
    return ExamplePage(
        example,
        at(place - 1),
        at(place + 1),
        programs,
        outcome,
        f"{programs[0].text} |\n  LC_ALL=C sort | sha256sum" if hashed and programs else "",
        watching(release, "query", name=name),
    )
