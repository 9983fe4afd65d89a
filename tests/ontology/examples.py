"""Examples of the ontology, made from the graph: each is a statement that a release holds.

``python -m tests.ontology.examples DUMP`` rewrites those of ``ontology/urban-solidarity.ttl`` that
are missing or no longer true.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from loaders.rdf.ontology import MAIN
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import RDF, XSD, prefixes, urb

NAMESPACE = urb(DEFAULT_BASE).iri
PREFIXES = prefixes(DEFAULT_BASE)
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
UNUSED = "No statement of the graph uses it yet."
# What a reader knows already; the first of these that has an example gives it.
KNOWN = ("palermo", "anvita", "zurich-city-id-card", "berlin", "barcelona", "seebruecke", "athens")
LONGEST = 60


def parsed(example: str) -> set[Triple]:
    """Return the triples of an example, written as Turtle with the prefixes of the project."""
    text = f"{HEAD}{example} ."
    return {quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)}


def used_terms(triples: Iterable[Triple]) -> dict[NamedNode, list[Triple]]:
    """Return the statements by the term of ours that they use, as property or as class."""
    found: dict[NamedNode, list[Triple]] = {}
    for triple in triples:
        term = triple.object if triple.predicate == RDF.type else triple.predicate
        if isinstance(term, NamedNode) and term.value.startswith(NAMESPACE):
            found.setdefault(term, []).append(triple)
    return found


def choose(statements: Iterable[Triple]) -> str:
    """Return one of the statements as Turtle: the best known and shortest."""
    return turtle(min(statements, key=_rank))


def _rank(triple: Triple) -> tuple[bool, bool, int, int, str]:
    subject = str(triple.subject)
    known = next((n for n, name in enumerate(KNOWN) if f"{name}>" in subject), len(KNOWN))
    long = isinstance(triple.object, Literal) and len(triple.object.value) > LONGEST
    return "/id/" not in subject, long, known, len(subject), f"{subject} {triple.object}"


def turtle(triple: Triple) -> str:
    """Write a triple as Turtle: things of ours in full, terms of vocabularies with prefixes."""
    predicate = "a" if triple.predicate == RDF.type else _term(triple.predicate)
    return f"{_term(triple.subject)} {predicate} {_term(triple.object)}"


def _term(term: object) -> str:
    if isinstance(term, Literal):
        quoted = str(Literal(term.value))
        if term.language:
            return f"{quoted}@{term.language}"
        plain = term.datatype == XSD.string
        return quoted if plain else f"{quoted}^^{_term(term.datatype)}"
    assert isinstance(term, NamedNode), term
    for name, iri in PREFIXES.items():
        local = term.value.removeprefix(iri)
        if local != term.value and re.fullmatch(r"[A-Za-z]\w*", local):
            return f"{name}:{local}"
    return f"<{term.value}>"


def rewrite(text: str, statements: dict[NamedNode, list[Triple]]) -> str:
    """Return the text of the ontology with an example from the graph for every term it uses."""

    def mend(match: re.Match[str]) -> str:
        term, block = urb(DEFAULT_BASE)(match["name"]), match[0]
        if _holds(block, statements.get(term, [])):
            return block
        if term in statements:
            quoted = str(Literal(choose(statements[term])))
            line = f"    skos:example {quoted} ;\n"
        else:
            line = f'    skos:scopeNote "{UNUSED}"@en ;\n'
        old = re.compile(rf'    skos:(?:example ".*"|scopeNote "{re.escape(UNUSED)}"@en) ;\n')
        block = old.sub("", block)
        return block.replace("    rdfs:isDefinedBy", f"{line}    rdfs:isDefinedBy")

    pattern = re.compile(
        r"^urb:(?P<name>\w+) a .*?rdfs:isDefinedBy <ontology> \.\n", re.MULTILINE | re.DOTALL
    )
    return pattern.sub(mend, text)


def _holds(block: str, statements: list[Triple]) -> bool:
    match = re.search(r'    skos:example ("(?:[^"\\]|\\.)*") ;\n', block)
    if match is None:
        return not statements and UNUSED in block
    (quad,) = parse(f"<x:s> <x:p> {match[1]} .".encode(), format=RdfFormat.N_TRIPLES)
    try:
        found = parsed(str(getattr(quad.object, "value", "")))
    except SyntaxError:
        return False
    return bool(found) and found <= set(statements)


def triples_of(dump: Path) -> Iterator[Triple]:
    """Yield the triples of a dump, without those that no example can show."""
    for quad in parse(path=str(dump), format=RdfFormat.N_QUADS):
        if isinstance(quad, Quad) and BlankNode not in {type(quad.subject), type(quad.object)}:
            yield quad.triple


if __name__ == "__main__":
    path = Settings.from_environment().ontology / MAIN
    known = used_terms(triples_of(Path(sys.argv[1])))
    path.write_text(rewrite(path.read_text(encoding="utf-8"), known), encoding="utf-8")
