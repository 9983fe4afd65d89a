"""Links what a text names otherwise than the registry: in another case, by an acronym it gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from loaders.extract.knowledge.bent import BENDING
from loaders.extract.model import Mention
from loaders.extract.reading.view import View

_MOST = 3


def link_alike(view: View) -> None:
    """Link persons of Polish and Greek sentences and what the text's own acronyms stand for."""
    acronyms = {m.text: m.link for m in view.mentions if m.method == "acronym" and m.link}
    for i, mention in enumerate(view.mentions):
        link = None if mention.link else _link(view, mention, acronyms)
        if link is not None:
            view.mentions[i] = replace(mention, link=link)


def _link(view: View, mention: Mention, acronyms: Mapping[str, str]) -> str | None:
    """Return what a mention means: "prezydenta Pawła Adamowicza", "Netzwerk BSSH"."""
    if mention.type == "PERSON" and mention.language in BENDING:
        person = view.resources.bent.person(mention.text)
        return person.iri if person is not None else None
    words = mention.text.split()
    if mention.type == "ORG" and mention.method != "branch" and len(words) <= _MOST:
        return acronyms.get(words[-1])
    return None
