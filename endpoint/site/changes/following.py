"""Links to the feeds of an answer: "watch this"."""

from __future__ import annotations

from flask import url_for

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import language
from endpoint.site.changes import feeds
from endpoint.site.core.state import Release
from endpoint.site.pages.model import Link

LANGUAGE = "lang"
WATCHED = 2000  # rows of an answer whose changes are told, at most
SUFFIXES = {
    "atom": ("Atom", feeds.ATOM_TYPE),
    "feed.json": ("JSON Feed", feeds.JSON_TYPE),
}


def watching(release: Release, view: str, **values: str) -> tuple[Link, ...]:
    """Return the links to the feeds of a view, none where no earlier releases can be kept.

    ``values`` name what is watched; a feed speaks the language of the page it is found on.
    """
    if not release.kept_here:
        return ()
    given = {name: value for name, value in values.items() if value}
    if language() is not SOURCE:
        given[LANGUAGE] = language().code
    return tuple(
        Link(title, url_for(f"watch.{view}", suffix=suffix, **given), media_type)  # type: ignore[arg-type]
        for suffix, (title, media_type) in SUFFIXES.items()
    )
