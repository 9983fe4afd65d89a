"""Texts that who runs the site may write: about it, its licence, who answers for it.

``URBSOL_TEXTS`` names a folder with ``about.md``, ``licence.md`` and ``imprint.md``; a text in
another language stands beside it: ``about.de.md``. What it has not is said by the site itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import N_, language
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from loaders.errors import UsageError

LARGEST = 200_000  # bytes of a text
NAMES = {"about": N_("About"), "licence": N_("Licence"), "imprint": N_("Imprint")}


@dataclass(frozen=True)
class TextPage:
    """A text as HTML made from Markdown without raw HTML, or None; what the site says itself."""

    name: str
    title: str
    html: str | None
    lang: str | None
    publisher: str
    description: str


def build(release: Release, name: str, folder: Path | None) -> TextPage:
    """Return a text in the language spoken, else in English, else none of the operator's."""
    found, code = _written(folder, name)
    published = release.published
    return TextPage(
        name,
        _(NAMES[name]),
        rendered(found) if found is not None else None,
        code if code != language().code else None,
        published.publisher,
        published.description,
    )


def stamp(folder: Path | None, name: str) -> str:
    """Return what differs when a text or its translations have changed; '' without any."""
    found = sorted(folder.glob(f"{name}*.md")) if folder else []
    states = ((path.name, path.stat()) for path in found)
    return " ".join(f"{name} {state.st_mtime_ns} {state.st_size}" for name, state in states)


def _written(folder: Path | None, name: str) -> tuple[str | None, str]:
    if folder is None:
        return None, language().code
    own = language().code
    for path, code in ((folder / f"{name}.{own}.md", own), (folder / f"{name}.md", SOURCE.code)):
        if path.is_file():
            if path.stat().st_size > LARGEST:
                raise UsageError(f"{path} has more than {LARGEST:,} bytes", remedy="shorten it")
            return path.read_text(encoding="utf-8"), code
    return None, own


def rendered(text: str) -> str:
    """Return Markdown as HTML; raw HTML in it is shown as text, so that no script gets in."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return str(markdown.render(text)).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
