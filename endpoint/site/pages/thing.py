"""Makes the page of one thing out of its description."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from flask import request, url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import first_upper, language
from endpoint.languages.speaking import gettext as _
from endpoint.site.claims import reading
from endpoint.site.claims.terms import predicate_label
from endpoint.site.core import formats, links
from endpoint.site.core.respond import with_suffix
from endpoint.site.core.state import Release, current
from endpoint.site.core.wording import ELSEWHERE, FIRST, HEAD, HEADINGS, TECHNICAL
from endpoint.site.describe import gaps
from endpoint.site.describe.describe import kind_of
from endpoint.site.describe.model import Description, Statement
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.site.pages.model import Fact, Link, Shown, ThingPage
from endpoint.site.pages.notes import Notes
from endpoint.site.pages.tables import OUTGOING, Tables, by_rule
from endpoint.site.sentences import gather as sentences
from endpoint.site.statements import correct
from endpoint.site.statements.correct import Wrong
from loaders.kinds import BY_KEY, Kind
from loaders.vocabulary import RDF

CLAIMED = ("rdf:subject", "rdf:predicate", "rdf:object")
PLACES = {"city", "place", "country"}  # what happens there matters more than their figures
FIRST_RANK = {name: place for place, name in enumerate(FIRST)}


def build(
    release: Release,
    description: Description,
    document: str,
    *,
    viewer: Viewer | None = None,
    told: Description | None = None,
) -> ThingPage:
    """Return the page of a thing; ``document`` is the path its other formats hang on.

    ``told`` is what of the description stands in tables, if that is not everything.
    """
    viewer = viewer or Viewer(release, description.labels)
    notes = Notes(description, viewer)
    page = _Builder(release, description, viewer, notes)
    kind = BY_KEY.get(kind_of(release, description.thing))
    head = {name: page.values(name) for name in HEAD}
    facts = page.facts()
    tables = Tables(told or description, viewer, notes)
    outgoing, incoming = tables.outgoing(), tables.incoming()
    title = page.title()
    return ThingPage(
        title=title,
        title_notes=next((one for one in head["rdfs:label"] if one.term.text == title.text), None),
        iri=description.thing.value,
        kind=kind,
        types=page.types(),
        names=_others((*head["rdfs:label"], *head["skos:prefLabel"]), title.text),
        also=head["skos:altLabel"],
        lead=tuple(
            one
            for name in ("urb:tagline", "dcterms:description", "skos:definition")
            for one in _spoken(head[name])
        ),
        remarks=head["skos:note"],
        facts=facts,
        elsewhere=page.elsewhere(),
        technical=page.technical(),
        tables=(*incoming, *outgoing) if kind and kind.key in PLACES else (*outgoing, *incoming),
        notes=notes.listed(),
        formats=format_links(document),
        trail=trail(kind, page.values("skos:inScheme")),
        summary=sentences.of(release, description),
        all_href=page.all_href() if description.truncated else None,
        query_href=page.all_href(),
        correct_href=page.correct_href(title.text),
        reading=page.reading(),
        missing=tuple(_(HEADINGS[one]) for one in gaps.missing(release, description)),
    )


def format_links(document: str) -> tuple[Link, ...]:
    """Return the links to the data formats of a document."""
    return tuple(
        Link(one.title, with_suffix(document, one), one.media_type) for one in formats.DATA
    )


def trail(kind: Kind | None, schemes: tuple[Shown, ...]) -> tuple[Link, ...]:
    """Return the way from the home page to a thing; to a concept it leads through its scheme."""
    if kind is None:
        above = [Link(one.term.text, one.term.href) for one in schemes if one.term.href]
        return (Link(_("Concept schemes"), url_for("schemes.index")), *above) if above else ()
    return (Link(_(first_upper(kind.plural)), url_for("things.browse", kind=kind.key)),)


class _Builder:
    """Sorts the statements of a thing into the parts of its page."""

    def __init__(
        self, release: Release, description: Description, viewer: Viewer, notes: Notes
    ) -> None:
        self.release = release
        self.description = description
        self.viewer = viewer
        self.notes = notes
        self.by_name: dict[str, list[Statement]] = defaultdict(list)
        for statement in description.statements:
            self.by_name[release.compact(statement.predicate)].append(statement)

    def title(self) -> TermView:
        """Return what the page is called; a claim by what it says."""
        thing = self.description.thing
        said = [self.by_name[name] for name in CLAIMED]
        if self.viewer.labels.best(thing) is None and all(said):
            subject, _property, value = (self.viewer.view(one[0].value).text for one in said)
            held = self.by_name.get("urb:status")
            predicate = predicate_label(self.viewer, said[1][0].value, held)
            return TermView(f"{subject} – {predicate} – {value}", dir="auto")
        return self.viewer.title(thing)

    def values(self, name: str) -> tuple[Shown, ...]:
        """Show the values of a property, those in the language spoken first, then English ones."""
        return tuple(self.notes.shown(s) for s in sorted(self.by_name[name], key=_language_rank))

    def types(self) -> tuple[TermView, ...]:
        """Return the classes of this project's ontology the thing has."""
        found = []
        for statement in self.by_name["rdf:type"]:
            compact = self.release.compact(str(statement.value.value))
            if compact.startswith("urb:") and isinstance(statement.value, NamedNode):
                target = links.href(statement.value.value, self.release.info.base)
                found.append(TermView(self.release.term_label(compact), target))
        return tuple(sorted(found, key=lambda view: view.text))

    def facts(self) -> tuple[Fact, ...]:
        """Return what is said of the thing itself, the most asked for first."""
        apart = {*HEAD, *TECHNICAL, *ELSEWHERE}
        names = [
            name
            for name in self.by_name
            if self.by_name[name]
            and name not in apart
            and not self._in_table(name)
            and not self._by_rule(name)
        ]
        names.sort(key=lambda n: (FIRST_RANK.get(n, len(FIRST)), self.release.term_label(n)))
        return tuple(self.fact(name) for name in names)

    def _by_rule(self, name: str) -> bool:
        """Tell whether a property only repeats what others say: an inverse or a short cut."""
        return all(by_rule(statement, self.release) for statement in self.by_name[name])

    def _in_table(self, name: str) -> bool:
        parts = self.description.parts
        return name in OUTGOING and all(s.value in parts for s in self.by_name[name])

    def fact(self, name: str) -> Fact:
        """Return one property with its values."""
        own = name.startswith("urb:")
        target = links.href(self.release.expand(name).value, self.release.info.base)
        label = self.release.term_label(name)
        return Fact(label, target if own else None, name, self.values(name))

    def elsewhere(self) -> tuple[Fact, ...]:
        """Return identifiers and pages of others, those that lead somewhere first."""
        return tuple(self.fact(n) for n in sorted(ELSEWHERE) if self.by_name.get(n))

    def technical(self) -> tuple[Fact, ...]:
        """Return what queries need more than people do."""
        derived = {n for n in self.by_name if self.by_name[n] and self._by_rule(n)}
        names: Iterable[str] = (
            n
            for n in sorted((TECHNICAL | derived) - {*HEAD, *ELSEWHERE, "rdf:type"})
            if self.by_name.get(n)
        )
        facts = [self.fact(name) for name in names]
        other = [
            s
            for s in self.by_name["rdf:type"]
            if not self.release.compact(str(s.value.value)).startswith("urb:")
        ]
        if other:
            shown = tuple(self.notes.shown(s) for s in other)
            facts.append(Fact(_("also a"), None, self.release.compact(RDF.type), shown))
        return tuple(facts)

    def reading(self) -> reading.Reading | None:
        """Return what was read in the thing when it is a text that claims are read from."""
        publication = self.release.urb.Publication
        types = {statement.value for statement in self.by_name["rdf:type"]}
        if publication not in types or not self.by_name["urb:checksum"]:
            return None
        return reading.of(self.release, report=self.description.thing)

    def correct_href(self, name: str) -> str:
        """Return where to say that something about the thing is wrong or missing."""
        wrong = Wrong(
            thing=self.description.thing.value,
            name=name,
            release=self.release.info.version,
            page=correct.here(request.path),
        )
        return correct.href(current().config.corrections, wrong)

    def all_href(self) -> str:
        """Return the link to the query for everything said of the thing, with its graphs."""
        query = self.release.queries.shown("show-statements", thing=[self.description.thing])
        return links.sparql_href(query)


def _others(names: Iterable[Shown], title: str) -> tuple[Shown, ...]:
    """Return names beside the title, each once in a language; one without says no more."""
    found = {(one.term.text, one.term.lang): one for one in reversed(list(names))}
    tagged = {text for text, lang in found if lang}
    return tuple(
        one
        for (text, lang), one in reversed(found.items())
        if text != title and (lang or text not in tagged)
    )


def _spoken(texts: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """Return the texts in the language spoken, else those in English or without a language.

    Those in other languages say the same.
    """
    for codes in ((language().code,), (SOURCE.code, None, "")):
        found = tuple(one for one in texts if one.term.lang in codes)
        if found:
            return found
    return texts


def _language_rank(statement: Statement) -> tuple[int, str]:
    value = statement.value
    tag = value.language if isinstance(value, Literal) else None
    return {language().code: 0, SOURCE.code: 1, None: 2}.get(tag, 3), f"{tag}{value.value}"
