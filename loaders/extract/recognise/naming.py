"""Links what claims name to the registry, by the words and the city that stand beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.office_places import page_city
from loaders.extract.knowledge.called import year_of
from loaders.extract.knowledge.registered import Entity
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.naming.whole import Whole
from loaders.extract.reading.shapes import ARTICLES
from loaders.extract.reading.view import View
from loaders.extract.recognise.affiliations import only_affiliated
from loaders.extract.recognise.antecedents import joined_over_clauses
from loaders.extract.recognise.bystanders import bystander
from loaders.extract.recognise.mistaken import as_sure, mistaken
from loaders.extract.recognise.unsaid import unsaid
from loaders.extract.relations.agents import CITY_WORDS
from loaders.extract.relations.making import term
from loaders.extract.relations.things import whole_practice

_NAMED = frozenset({"ORG", "PRACTICE", "EVENT", "CHARTER"})
# A noun before a name that may belong to it: "la cooperativa Camelot".
_NOUN = re.compile(r"(?P<noun>[^\W\d_]{3,20})\.?\s$")
_BACK, _AHEAD, _MOST = 24, 80, 7
_WORDS = re.compile(r"\s[^\s,;:.()]+")


def with_known_names(view: View, finds: Finds, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims, what they only name linked where the registry knows it, each once."""
    names = Whole(view, finds)
    found: dict[tuple[str, str, str, str | None], Claim] = {}
    for one in claims:
        beside = only_affiliated(view, finds, one) or bystander(view, finds, one)
        beside = beside or joined_over_clauses(view, finds, one) or unsaid(view, one)
        if beside or mistaken(view, finds, one):
            continue
        linked = _linked(view, finds, as_sure(view, one), names)
        if linked is not None:
            key = linked.predicate, linked.subject, linked.object, linked.date
            found.setdefault(key, linked)
    return tuple(sorted(found.values(), key=lambda c: (c.start, c.predicate, c.key)))


def _linked(view: View, finds: Finds, one: Claim, names: Whole) -> Claim | None:
    """Return a claim with whole names, linked where the registry knows its subject and object.

    None when only a word such as "the municipality" says who does it, and no city is meant.
    """
    said, evidence = [one.subject, one.object], list(one.evidence)
    for i, mention in enumerate(one.evidence[:2]):
        if said[i] == " ".join(mention.text.split()):
            evidence[i] = names.of(mention, one.evidence)
            said[i] = " ".join(evidence[i].text.split())
        said[i] = _meant(view, finds, one, evidence[i], said[i])
    if said == [one.subject, one.object]:
        return one
    if "" in said:
        return None
    subject, object_ = said
    key = claim_key(one.predicate, subject, object_, one.date, view.text[one.start : one.end])
    pointing = tuple(_pointing(mention, said[i : i + 1]) for i, mention in enumerate(evidence))
    return replace(one, key=key, subject=subject, object=object_, evidence=pointing)


def _pointing(mention: Mention, said: Sequence[str]) -> Mention:
    """Return a mention with the link that a claim has for it."""
    if not said or mention.type not in _NAMED:
        return mention
    return replace(mention, link=said[0] if "://" in said[0] else None)


def _meant(view: View, finds: Finds, one: Claim, mention: Mention, said: str) -> str:
    """Return what a claim means by a name: an IRI, else the words; '' when it is no name."""
    if "://" in said:
        here = mention.type != "PRACTICE" or _of_here(view, finds, one, said)
        return said if here else mention.text
    if mention.type == "ORG" and said.casefold() in CITY_WORDS:
        home = page_city(view, finds)
        return term(home) if home is not None else ""
    known = _known(view, finds, one, mention)
    if known is None and mention.method == "practice-words":
        return whole_practice(view, mention, one.end, finds).text
    return known or said


def _of_here(view: View, finds: Finds, one: Claim, iri: str) -> bool:
    """Tell whether a practice is of a city that is spoken of, where a text has one city."""
    city = view.resources.called.city_of(iri)
    home = page_city(view, finds)
    return not city or home is None or city in _cities(view, finds, one)


def _known(view: View, finds: Finds, one: Claim, mention: Mention) -> str | None:
    """Return the IRI of what a mention names, when only one registered thing can be meant."""
    if mention.type not in _NAMED or mention.method == "branch":
        return None
    for name in _spellings(view, finds, mention):
        thing = view.resources.called.thing(name, mention.type)
        if thing is not None and _at_its_time(thing, one) and _near(view, finds, one, thing):
            return thing.iri
    if mention.type == "PRACTICE":
        short = view.resources.called.practice(mention.text, _cities(view, finds, one))
        return short.iri if short is not None else None
    return None


def _near(view: View, finds: Finds, one: Claim, thing: Entity) -> bool:
    return thing.type != "PRACTICE" or _of_here(view, finds, one, thing.iri or "")


def _spellings(view: View, finds: Finds, mention: Mention) -> Iterator[str]:
    """Yield the name, the longer one it begins, it without its article, with the noun before it."""
    yield mention.text
    for other in finds.between(mention.start, mention.start + 1):
        if other.link and other.end > mention.end:
            yield other.text
    line = view.text[mention.start : mention.end + _AHEAD].partition("\n")[0]
    for word in list(_WORDS.finditer(line, len(mention.text)))[:_MOST]:
        yield line[: word.end()]
    first, _, rest = mention.text.partition(" ")
    if first.lower() in ARTICLES and rest:
        yield rest
    noun = _NOUN.search(view.text, max(0, mention.start - _BACK), mention.start)
    if noun is not None:
        yield f"{noun['noun']} {mention.text}"


def _at_its_time(thing: Entity, one: Claim) -> bool:
    """Tell whether an event may be the registered one: that has no other year."""
    year = year_of(thing.iri or "") if thing.type == "EVENT" else ""
    return not year or one.date is None or one.date.startswith(year)


def _cities(view: View, finds: Finds, one: Claim) -> Iterator[str]:
    """Yield the keys of the cities that a claim may speak of."""
    for said in (one.subject, one.object):
        if "/government/" in said:
            yield said.rpartition("/")[2]
    inside = [m for m in finds.between(one.start, one.end) if m.type == "CITY"]
    home = page_city(view, finds)
    for city in (*inside, *([home] if home is not None else [])):
        yield (city.link or "").rpartition("/")[2]
    if view.city:
        yield view.city
