"""Looks at the terms of a triple that matches nothing: unknown ones, wrong ways, other literals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches

from pyoxigraph import Literal, NamedNode

from endpoint.languages.speaking import N_
from endpoint.site.empty.finding import Asks, Finding, found
from endpoint.site.empty.patterns import RDF_TYPE, Element, Pattern, Triple
from endpoint.site.empty.survey import Survey
from loaders.vocabulary import RDFS, SKOS, XSD

LONGEST = 120  # characters of a name that are compared
UNUSED = {
    "property": N_("no statement has the property %(name)s"),
    "class": N_("nothing has the class %(name)s"),
}
SWAPPED = {
    "property": N_("%(name)s is a class, not a property"),
    "class": N_("%(name)s is a property, not a class"),
}
TYPED = {XSD.string.value: "", XSD.integer.value: "xsd:integer"}


def prefixes(pattern: Pattern, survey: Survey) -> Iterator[Finding]:
    """Say of prefixes whose namespace is nearly, but not quite, one that the release uses."""
    known = set(survey.prefixes.values())
    for name, namespace in pattern.prefixes.items():
        if namespace in known or any(iri.startswith(namespace) for iri in survey.properties):
            continue
        meant = survey.prefixes.get(name) or nearest(namespace, known, 0.85)
        if meant and _alike(namespace, meant) > 0.6:
            yield found(
                "prefix",
                N_("the prefix %(name)s: stands for %(namespace)s, which nothing here begins with"),
                f"PREFIX {name}: <{meant}>",
                name=name,
                namespace=f"<{namespace}>",
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
    yield from _kinds(pattern, triple, before, survey, asker)


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
        if iri and not is_said(iri, asker):
            yield unknown_thing(text, iri, asker)


def is_said(iri: str, asker: Asks) -> bool:
    """Tell whether a release says anything of an IRI."""
    node = NamedNode(iri)
    return asker.ask(f"ASK {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }}")


def _unknown(kind: str, name: str, iri: str, known: Mapping[str, int], survey: Survey) -> Finding:
    """Say that a class or property is not used, with the one that was probably meant."""
    shown = survey.short(iri)
    others = survey.classes if kind == "property" else survey.properties
    if iri in others:
        return found(f"{kind}-unknown", SWAPPED[kind], name=name)
    by_local: dict[str, str] = {}
    for one in sorted(known, key=lambda one: known[one]):
        by_local[_local(one)] = one
    exact = nearest(_local(iri), by_local, 0.99)
    meant = exact or nearest(_local(iri), by_local, 0.6)
    instead = survey.short(by_local[meant]) if meant else ""
    return found(f"{kind}-unknown", UNUSED[kind], instead, name=shown)


def _local(iri: str) -> str:
    return iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def unknown_thing(text: str, iri: str, asker: Asks) -> Finding:
    """Say that a thing is not in the release, with one whose address is like it."""
    meant = _respelt(iri, asker) or _like(iri, asker)
    message = N_("nothing is said of %(thing)s")
    return found("thing-unknown", message, f"<{meant}>" if meant else "", thing=text)


def _respelt(iri: str, asker: Asks) -> str:
    """Return the same address as others write it, of which something is said."""
    scheme, _, rest = iri.partition("://")
    other = {"http": "https", "https": "http"}.get(scheme, scheme)
    known = rest.replace("//wiki/", "//entity/").replace("/wiki/", "/entity/", 1)
    start, slash, key = rest.rpartition("/")
    tries = (
        f"{other}://{rest}", f"{scheme}://{known}", f"{other}://{known}",
        f"{scheme}://{start}{slash}{key.lower()}", iri.rstrip("/"), f"{iri}/",
    )  # fmt: skip
    written = dict.fromkeys(one for one in tries if one != iri)
    return next((one for one in written if is_said(one, asker)), "")


def _like(iri: str, asker: Asks) -> str:
    """Return the address of a thing whose key has words in common with one."""
    start, _, key = iri.rpartition("/")
    words = [word for word in key.lower().replace("_", "-").split("-") if len(word) > 2]
    if not words:
        return ""
    tests = " || ".join(f"CONTAINS(LCASE(STR(?thing)), {Literal(word[:12])})" for word in words[:3])
    rows = asker.select(
        "SELECT DISTINCT ?thing WHERE { ?thing a ?class . FILTER(CONTAINS(STR(?thing), "
        f'"/id/") && ({tests})) }} LIMIT 200'
    )
    every = [str(row["thing"].value) for row in rows if isinstance(row["thing"], NamedNode)]
    near = [one for one in every if one.startswith(f"{start}/")] or every
    return nearest(iri, near, 0.5) or ""


def _together(pattern: Pattern, before: Sequence[Element], more: str) -> str:
    body = "\n".join(one.text for one in before)
    return f"{pattern.prologue}\nASK {{ {body}\n{more} }}"


def _direction(
    pattern: Pattern, triple: Triple, before: Sequence[Element], asker: Asks
) -> Iterator[Finding]:
    turned = f"{triple.object} {triple.predicate} {triple.subject} ."
    literal = triple.object[:1] in {'"', "'", "[", "("} or triple.object[:1].isdigit()
    if triple.plain and not literal and asker.ask(_together(pattern, before, turned)):
        message = N_("%(property)s leads the other way")
        yield found("direction", message, turned, property=triple.predicate)


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
            message = N_("the value is written %(value)s, not %(written)s")
            yield found("literal", message, shown(value), value=shown(value), written=written)
            return
    rows = asker.select(
        f"{pattern.prologue}\nSELECT ?value WHERE {{ {body}\n{triple.subject} "
        f"{triple.predicate} ?value }} LIMIT 1"
    )
    if rows:
        yield _other(triple, text, rows[0]["value"], asker)


def _other(triple: Triple, text: str, value: object, asker: Asks) -> Finding:
    """Say what the values are: things, which have names, or other texts."""
    written = triple.object
    if isinstance(value, NamedNode):
        named = _called(text, asker)
        return found(
            "type",
            N_("the values of %(property)s are things such as %(example)s, not texts"),
            str(named) if named else f"{triple.predicate}/rdfs:label",
            property=triple.predicate,
            example=str(value),
        )
    name = _called(text, asker, "?name") if "label" in triple.predicate.lower() else None
    if name is not None:
        message = N_("%(written)s is a further name, which rdfs:label does not give")
        instead = f"skos:prefLabel|skos:altLabel {shown(name)}"
        return found("literal", message, instead, written=written)
    message = N_("no value is %(written)s; one that there is: %(value)s")
    return found("value", message, written=written, value=shown(value))


def _called(text: str, asker: Asks, what: str = "?thing") -> object:
    """Return the thing that has a name, or the name as it is written; None for no such name."""
    names = f"<{RDFS.label.value}>|<{SKOS.prefLabel.value}>|<{SKOS.altLabel.value}>"
    rows = asker.select(
        f'SELECT {what} WHERE {{ ?thing {names} ?name . FILTER(CONTAINS(STR(?thing), "/id/") '
        f"&& LCASE(STR(?name)) = {Literal(text.lower())}) }} LIMIT 1"
    )
    return rows[0][what[1:]] if rows else None


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
        message = N_("no %(class)s has %(property)s")
        if having:
            message = N_("no %(class)s has %(property)s; things of these classes do: %(others)s")
        of = {"class": survey.short(class_), "property": triple.predicate, "others": having}
        yield Finding("class-property", message, meant, of)


def _kinds(
    pattern: Pattern, triple: Triple, before: Sequence[Element], survey: Survey, asker: Asks
) -> Iterator[Finding]:
    """Say which classes a thing has that is asked to be of another."""
    if pattern.iri(triple.predicate) != RDF_TYPE or not triple.plain or not before:
        return
    body = "\n".join(one.text for one in before)
    rows = asker.select(
        f"{pattern.prologue}\nSELECT DISTINCT ?class WHERE {{ {body}\n{triple.subject} a ?class }}"
        " LIMIT 12"
    )
    classes = [str(row["class"].value) for row in rows if isinstance(row["class"], NamedNode)]
    if classes:
        yield found(
            "class",
            N_("no %(thing)s here is a %(class_)s; they are: %(others)s"),
            thing=triple.subject,
            class_=triple.object,
            others=", ".join(sorted(survey.short(one) for one in classes)),
        )
