"""Looks at the terms of a triple that matches nothing: unknown ones, wrong ways, other literals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches

from pyoxigraph import Literal, NamedNode

from endpoint.site.empty.finding import Asks, Finding
from endpoint.site.empty.patterns import RDF_TYPE, Element, Pattern, Triple
from endpoint.site.empty.survey import Survey
from loaders.vocabulary import XSD

LONGEST = 120  # characters of a name that are compared
TYPED = {XSD.string.value: "", XSD.integer.value: "xsd:integer"}


def prefixes(pattern: Pattern, survey: Survey) -> Iterator[Finding]:
    """Say of prefixes whose namespace is nearly, but not quite, one that the release uses."""
    known = set(survey.prefixes.values())
    for name, namespace in pattern.prefixes.items():
        if namespace in known or any(iri.startswith(namespace) for iri in survey.properties):
            continue
        meant = survey.prefixes.get(name) or nearest(namespace, known, 0.85)
        if meant and _alike(namespace, meant) > 0.6:
            yield Finding(
                "prefix",
                f"the prefix {name}: stands for <{namespace}>, which nothing here begins with",
                f"PREFIX {name}: <{meant}>",
            )


def nearest(text: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """Return the most similar of some texts, compared without case."""
    by_lower = {one.lower(): one for one in known if len(one) <= LONGEST}
    found = get_close_matches(text[:LONGEST].lower(), by_lower, 1, least)
    return by_lower[found[0]] if found else None


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:LONGEST].lower(), other[:LONGEST].lower()).ratio()


def of_triple(
    pattern: Pattern, triple: Triple, before: Sequence[Element], survey: Survey, asker: Asks
) -> Iterator[Finding]:
    """Yield what is wrong with a triple, the surest first."""
    wrong = list(_terms(pattern, triple, survey, asker))
    yield from wrong
    if wrong:
        return
    yield from _direction(pattern, triple, before, asker)
    yield from _literal(pattern, triple, before, asker)
    yield from _class(pattern, triple, before, survey)


def _terms(pattern: Pattern, triple: Triple, survey: Survey, asker: Asks) -> Iterator[Finding]:
    for name in triple.names:
        iri = pattern.iri(name)
        if iri and iri not in survey.properties:
            yield _unknown("property", name, iri, survey.properties, survey)
    is_type = triple.plain and pattern.iri(triple.predicate) == RDF_TYPE
    value = pattern.iri(triple.object)
    if is_type and value:
        if value not in survey.classes:
            yield _unknown("class", triple.object, value, survey.classes, survey)
        return
    for text in (triple.subject, triple.object):
        iri = pattern.iri(text)
        if iri and not asker.ask(
            f"ASK {{ {{ {NamedNode(iri)} ?p ?o }} UNION {{ ?s ?p {NamedNode(iri)} }} }}"
        ):
            yield _thing(text, iri, asker)


def _unknown(kind: str, name: str, iri: str, known: Mapping[str, int], survey: Survey) -> Finding:
    """Say that a class or property is not used, with the one that was probably meant."""
    shown = survey.short(iri)
    others = survey.classes if kind == "property" else survey.properties
    if iri in others:
        other = "class" if kind == "property" else "property"
        return Finding(f"{kind}-unknown", f"{name} is a {other}, not a {kind}")
    by_local: dict[str, str] = {}
    for one in sorted(known, key=lambda one: known[one]):
        by_local[_local(one)] = one
    exact = nearest(_local(iri), by_local, 0.99)
    meant = exact or nearest(_local(iri), by_local, 0.6)
    instead = survey.short(by_local[meant]) if meant else ""
    return Finding(f"{kind}-unknown", f"no statement has the {kind} {shown}", instead)


def _local(iri: str) -> str:
    return iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _thing(text: str, iri: str, asker: Asks) -> Finding:
    """Say that a thing is not in the release, with one whose address is like it."""
    start, _, key = iri.rpartition("/")
    words = [word for word in key.lower().replace("_", "-").split("-") if len(word) > 2]
    meant = ""
    if words:
        tests = " || ".join(
            f"CONTAINS(LCASE(STR(?thing)), {Literal(word[:12])})" for word in words[:3]
        )
        rows = asker.select(
            "SELECT DISTINCT ?thing WHERE { ?thing a ?class . FILTER(CONTAINS(STR(?thing), "
            f'"/id/") && ({tests})) }} LIMIT 200'
        )
        found = [str(row["thing"].value) for row in rows if isinstance(row["thing"], NamedNode)]
        near = [one for one in found if one.startswith(f"{start}/")] or found
        meant = nearest(iri, near, 0.5) or ""
    return Finding("thing-unknown", f"nothing is said of {text}", f"<{meant}>" if meant else "")


def _together(pattern: Pattern, before: Sequence[Element], more: str) -> str:
    body = "\n".join(one.text for one in before)
    return f"{pattern.prologue}\nASK {{ {body}\n{more} }}"


def _direction(
    pattern: Pattern, triple: Triple, before: Sequence[Element], asker: Asks
) -> Iterator[Finding]:
    turned = f"{triple.object} {triple.predicate} {triple.subject} ."
    literal = triple.object[:1] in {'"', "'", "[", "("} or triple.object[:1].isdigit()
    if triple.plain and not literal and asker.ask(_together(pattern, before, turned)):
        yield Finding("direction", f"{triple.predicate} leads the other way", turned)


def _literal(
    pattern: Pattern, triple: Triple, before: Sequence[Element], asker: Asks
) -> Iterator[Finding]:
    """Look for the same text with another language, datatype, case or precision."""
    written = triple.object
    if written[:1] not in {'"', "'"} and not written[:1].isdigit():
        return
    text = content(written)
    body = "\n".join(one.text for one in before)
    for test in (
        f"STR(?value) = {Literal(text)}",
        f"LCASE(STR(?value)) = {Literal(text.lower())}",
        f"STRSTARTS(STR(?value), {Literal(text)})",
    ):
        rows = asker.select(
            f"{pattern.prologue}\nSELECT ?value WHERE {{ {body}\n{triple.subject} "
            f"{triple.predicate} ?value . FILTER(isLiteral(?value) && {test}) }} LIMIT 1"
        )
        if rows:
            value = rows[0]["value"]
            yield Finding(
                "literal", f"the value is written {shown(value)}, not {written}", shown(value)
            )
            return
    rows = asker.select(
        f"{pattern.prologue}\nSELECT ?value WHERE {{ {body}\n{triple.subject} "
        f"{triple.predicate} ?value }} LIMIT 1"
    )
    if rows:
        yield Finding(
            "value", f"no value is {written}; one that there is: {shown(rows[0]['value'])}"
        )


def content(written: str) -> str:
    """Return the text of a literal as a query writes it."""
    for quote in ('"""', "'''", '"', "'"):
        if written.startswith(quote):
            end = written.rfind(quote)
            return written[len(quote) : end] if end >= len(quote) else written
    return written


def shown(term: object) -> str:
    """Return a term as a query would write it, datatypes of XML Schema with their prefix."""
    if isinstance(term, Literal) and term.language is None and term.datatype != XSD.string:
        return f'"{term.value}"^^xsd:{_local(term.datatype.value)}'
    return str(term)


def _class(
    pattern: Pattern, triple: Triple, before: Sequence[Element], survey: Survey
) -> Iterator[Finding]:
    """Say that the things of the subject's class do not have the property."""
    for one in before:
        known = one.triple
        if known is None or known.subject != triple.subject or not triple.plain:
            continue
        class_ = pattern.iri(known.object) or ""
        if pattern.iri(known.predicate) != RDF_TYPE or class_ not in survey.by_class:
            continue
        iri = pattern.iri(triple.predicate) or ""
        own = survey.by_class[class_]
        if iri in own or iri not in survey.properties:
            continue
        users = sorted(
            (name for name, has in survey.by_class.items() if iri in has),
            key=lambda name: -survey.by_class[name][iri],
        )
        having = ", ".join(survey.short(name) for name in users[:3])
        like = nearest(_local(iri), [_local(name) for name in own], 0.6)
        meant = next((survey.short(name) for name in own if _local(name) == like), "")
        yield Finding(
            "class-property",
            f"no {survey.short(class_)} has {triple.predicate}"
            + (f"; things of these classes do: {having}" if having else ""),
            meant,
        )
