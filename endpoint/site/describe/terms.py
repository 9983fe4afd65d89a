"""Shows RDF terms to people: text, language, direction, and where a link leads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar, cast

from pyoxigraph import BlankNode, Literal, NamedNode

from endpoint.languages import forms
from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import gettext as _
from endpoint.languages.speaking import language
from endpoint.site.core import dates, links
from endpoint.site.core.harmless import LONGEST, harmless
from endpoint.site.core.kept import Kept
from endpoint.site.core.state import Release
from endpoint.site.core.wording import FOREIGN, LICENSES
from endpoint.site.describe.model import Labels, Term
from loaders.kinds import ACTORS, PLACES, kind_in
from loaders.vocabulary import RDF, XSD

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "ug", "ur", "yi"}
NUMBERS = {XSD.integer, XSD.decimal, XSD.double, XSD.int, XSD.long, XSD.nonNegativeInteger}
PLAIN = {XSD.string, RDF.langString}
GROUPED_FROM = 10_000  # below it a number may be a year or a row
READ = re.compile(r"(?:[a-z0-9-]+-)?claim-[0-9a-f]+")  # records of accepted claims
DATED = frozenset({*PLACES, *ACTORS, "charter", "list"})  # kinds with pages as of a day
OFTEN, REMEMBERED = 80, 8_000  # characters of literals that come again, and how many are kept
VIEWED = 120_000  # terms and sources that are kept as they are shown: half a kilobyte each
Seen = TypeVar("Seen")
LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"


class TermView(NamedTuple):
    """A term as a page shows it; ``href`` is None when no link may be made of it.

    ``lang`` is '' for words of a language that is not known (HTML §3.2.6.1). A page has hundreds:
    a tuple is made in a fifth of the time of a frozen dataclass.
    """

    text: str
    href: str | None = None
    lang: str | None = None
    dir: str | None = None
    external: bool = False
    datetime: str | None = None
    number: bool = False
    title: str = ""

    @property
    def sort_key(self) -> str:
        """Return what lists are sorted by."""
        return sort_key(self.text)


@dataclass(frozen=True)
class Viewer:
    """Shows the terms of one release with the labels gathered for a page.

    On a page as of a ``day`` the links to things that have such a page lead there.
    """

    release: Release
    labels: Labels
    day: str = ""
    _shown: dict[NamedNode, TermView] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def where(self) -> str:
        """Return what decides beside the data how things are shown: language, and root of links."""
        return " ".join((language().code, *links.roots()))

    def kept(self, key: Hashable, show: Callable[[], Seen]) -> Seen:
        """Return what looks the same on all pages of a language, made once for as many as fit.

        Pages as of a day make it anew, for their links lead to other pages of that day.
        """
        if self.day:
            return show()
        known = self.release.once("kept views", lambda: Kept[Hashable, object](VIEWED))
        return cast(Seen, known.one((self.where, key), show))

    def view(self, term: Term) -> TermView:
        """Show any term."""
        if isinstance(term, Literal):
            return literal(term)
        if isinstance(term, BlankNode):
            return TermView(_("(unnamed)"))
        return self.thing(term)

    def thing(self, iri: NamedNode) -> TermView:
        """Show an IRI by its label, or by a readable part of the IRI; the same one as often."""
        found = self._shown.get(iri)
        if found is None:
            label = self.labels.best(iri)
            found = self.kept((iri, label), lambda: self._thing(iri, label))
            self._shown[iri] = found
        return found

    def _thing(self, iri: NamedNode, label: Literal | None) -> TermView:
        target = links.href(iri.value, self.release.info.base)
        start = f"{self.release.info.base}id/"
        if self.day and target and "#" not in target and kind_in(iri.value, start) in DATED:
            target = f"{target}?asof={self.day}"
        own = iri.value.startswith(self.release.info.base)
        external = not own and target is not None
        if label is None:
            return TermView(self.fallback(iri), target, external=external, title=iri.value)
        shown = literal(label)
        text = _worded(label)
        return shown._replace(text=text, href=target, external=external, title=iri.value)

    def text(self, iri: NamedNode) -> str:
        """Return what an IRI is called, where nothing but that is shown of many."""
        label = self.labels.best(iri)
        if label is None:
            return self.fallback(iri)
        return _worded(label)

    def page(self, iri: NamedNode) -> TermView:
        """Show a cited page: one that is named by its address leads there, not to its record."""
        label = self.labels.best(iri)
        target = links.external_href(label.value) if label and _is_url(label.value) else None
        if label is None or target is None:
            return self.thing(iri)
        return TermView(self.thing(iri).text, target, external=True, title=label.value)

    def title(self, iri: NamedNode) -> TermView:
        """Show what a page is about by its whole name: an address is not cut there."""
        label, shown = self.labels.best(iri), self.thing(iri)
        if label is None or not _is_url(label.value):
            return shown
        return shown._replace(text=links.host(label.value) + _path(label.value, LONGEST))

    def fallback(self, iri: NamedNode) -> str:
        """Return a readable name for an IRI without label."""
        base = self.release.info.base
        if iri.value.startswith(base + "graph/"):
            return _record(iri.value[len(base) + len("graph/") :])
        if iri.value.startswith((base + "id/claim/", base + "id/mention/")):
            return _("statement read in a report") if "/claim/" in iri.value else _("its words")
        if iri.value.startswith(base + "id/"):
            return iri.value.rsplit("/", 1)[-1].replace("-", " ")
        if iri.value == f"{base}dataset":
            return _("Dataset")
        if known := LICENSES.get(iri.value) or FOREIGN.get(iri.value):
            return _(known)
        return self._foreign(iri)

    def _foreign(self, iri: NamedNode) -> str:
        """Return a readable name for an IRI of others: a language, a prefixed name, an address."""
        if iri.value.startswith(LANGUAGE):
            return forms.language_name(iri.value.removeprefix(LANGUAGE))
        compact = self.release.compact(iri)
        if compact != iri.value and ":" in compact:
            return compact
        return links.host(iri.value) + _path(iri.value) if _is_url(iri.value) else iri.value


def _worded(label: Literal) -> str:
    """Return a label as it is shown: an address by its site and path."""
    if _is_url(label.value):
        return links.host(label.value) + _path(label.value)
    return harmless(label.value) if label.datatype in PLAIN else literal(label).text


def _record(name: str) -> str:
    """Return what a named graph is called; the record of a claim without the hash of its key."""
    parts = name.split("/")
    parts[1:] = [_("statement read in it") if READ.fullmatch(one) else one for one in parts[1:]]
    return " / ".join(parts)


def literal(value: Literal) -> TermView:
    """Show a literal: dates as people write them, long numbers grouped, text with its language."""
    # By its code, for a language is looked up as its three texts.
    code = language().code
    if len(value.value) > OFTEN:
        return _literal(value, code)
    return _often(value, code)


def _literal(value: Literal, spoken: str) -> TermView:
    if dates.is_date(value):
        return TermView(dates.human(value), datetime=dates.machine(value), title=value.value)
    if value.datatype in NUMBERS:
        return TermView(number(value.value), number=True)
    if value.datatype == XSD.boolean:
        return TermView(_("yes") if value.value in ("true", "1") else _("no"))
    if value.datatype == XSD.anyURI and (target := links.external_href(value.value)):
        return TermView(value.value, target, external=True)
    text, tag = harmless(value.value), value.language
    if tag:
        direction = "rtl" if tag.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
        return TermView(text, lang=tag, dir=direction)
    # Not in the language of the page, as far as is known; most of them are names or English.
    return TermView(text, lang=None if spoken == SOURCE.code else "", dir="auto")


_often = lru_cache(REMEMBERED)(_literal)


def spoken(values: Iterable[Literal]) -> list[Literal]:
    """Return those of several texts that are in the language spoken, else those in English.

    Texts without a language are taken for English, and each says the same as the others.
    """
    every = list(values)
    for code in (language().code, SOURCE.code):
        found = [v for v in every if (v.language or SOURCE.code) == code]
        if found:
            return found
    return []


def number(lexical: str) -> str:
    """Return a number with its thousands grouped, ``13000`` as ``13,000``."""
    try:
        parsed = Decimal(lexical)
    except InvalidOperation:
        return lexical
    if not parsed.is_finite() or abs(parsed) < GROUPED_FROM or "e" in lexical.lower():
        return lexical
    return forms.number(parsed)


@lru_cache(REMEMBERED)
def sort_key(text: str) -> str:
    """Return a text without marks and case, so that Łódź stands with L and Århus with A."""
    flat = unicodedata.normalize("NFKD", text.casefold().translate(STROKES))
    return "".join(c for c in flat if not unicodedata.combining(c)).lstrip("'’‘\"“„«(")


STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
URL = re.compile(r"https?://\S+")


def _is_url(text: str) -> bool:
    return URL.fullmatch(text) is not None


def _path(url: str, longest: int = 48) -> str:
    path = url.split("://", 1)[-1].partition("/")[2].rstrip("/")
    return f"/{path}" if 0 < len(path) <= longest else f"/{path[:longest]}…" if path else ""
