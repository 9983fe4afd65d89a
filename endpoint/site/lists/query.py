"""The queries of a list, all made from its table of relations.

``values`` asks for one relation of all things (what pages are made of), ``query`` for the rows that
are shown: the same patterns are in both, so that who takes the query along gets the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode

from endpoint.site.core.periods import Days
from endpoint.site.core.relations import Column, Relation, columns, declared
from endpoint.site.lists.asked import Asked
from endpoint.site.lists.folding import pattern

STARTS = ("Start", "Date")  # of ties; a network begins when it was founded too
OWN_STARTS = ("Start", "Date", "Founded")
LATEST = {"Start": "urb:latestStart", "Date": "urb:latestDate", "Founded": "urb:latestFounded"}
# Of what happened: the first day it may have been on.
EARLIEST = {"End": "urb:earliestEnd", "Date": "urb:earliestDate", "Start": "urb:earliestStart"}
NAMES = "rdfs:label|skos:prefLabel|skos:altLabel"
VARIABLE = re.compile(r"\?(value|tie|link)\b")
PREFIXED = re.compile(r"(?<![\w<?])([a-z]+):[A-Za-z]")


def values(kind_class: str, relation: Relation, base: str, prefixes: Mapping[str, str]) -> str:
    """Return the query for the values of a relation, with the bounds of its dates."""
    found = f"  ?thing a {kind_class} .\n  {relation.pattern}\n"
    names = "?thing" if relation.own else "?thing ?value"
    if relation.tie:
        found += _dates(relation, f"?{relation.tie}", "?begun", "?ended", "  ")
        names += " ?begun ?ended"
    return whole(f"SELECT DISTINCT {names} WHERE {{\n{found}}}\n", base, prefixes)


def rows(
    kind_class: str,
    relations: Sequence[Relation],
    things: Sequence[NamedNode],
    base: str,
    prefixes: Mapping[str, str],
) -> str:
    """Return the query for the values of relations of some things; ``?column`` counts from 0."""
    parts = []
    for number, relation in enumerate(relations):
        found = (
            f"    ?thing a {kind_class} .\n    {relation.pattern}\n    BIND({number} AS ?column)\n"
        )
        if relation.tie:
            found += _dates(relation, f"?{relation.tie}", "?begun", "?ended", "    ")
        parts.append(f"  {{\n{found}  }}\n")
    shown, every = " ".join(map(str, things)), "  UNION\n".join(parts)
    text = (
        "SELECT DISTINCT ?column ?thing ?value ?begun ?ended WHERE {\n"
        f"  VALUES ?thing {{ {shown} }}\n{every}}}\n"
    )
    return whole(text, base, prefixes)


def query(asked: Asked, base: str, prefixes: Mapping[str, str]) -> str:
    """Return the query for the rows of a list: names, columns, in the order shown."""
    kind = asked.kind
    parts = [_narrowed(asked, base)]
    shown = columns(kind)
    parts += [_column(column, kind.class_, asked.days) for column in shown]
    names = " ".join(f"?{column.relation.name}" for column in shown)
    order = {"name": "?name"}.get(asked.sorted_by, f"?{asked.sorted_by}")
    order = f"DESC({order})" if asked.descending else order
    text = (
        f"SELECT ?thing ?name {names} WHERE {{\n{''.join(parts)}}}\n"
        f"ORDER BY {order}{'' if order == '?name' else ' ?name'} ?thing\n"
    )
    return whole(text, base, prefixes)


def _narrowed(asked: Asked, base: str) -> str:
    """Return the pattern of the things that are shown, each once."""
    kind = asked.kind
    start = Literal(f"{base}id/{kind.key}/")
    lines = [
        f"    ?thing a {kind.class_} .\n    FILTER(STRSTARTS(STR(?thing), {start}))\n"
        "    FILTER NOT EXISTS { ?thing owl:deprecated true }\n"
    ]
    if asked.q:
        wanted = Literal(pattern(asked.q))
        lines.append(
            f'    ?thing {NAMES} ?called .\n    FILTER(REGEX(STR(?called), {wanted}, "i"))\n'
        )
    lines += [_facet(relation, key, asked.days, base) for relation, key in asked.chosen]
    if (days := asked.days) and not any(relation.tie for relation, _ in asked.chosen):
        living = declared(kind).living
        if living is not None:
            lines.append(renamed(living, "held") + during(living, "held", days))
    inner = "".join(lines)
    return (
        f"  {{ SELECT DISTINCT ?thing WHERE {{\n{inner}  }} }}\n"
        "  OPTIONAL { ?thing rdfs:label ?name }\n"
    )


def _facet(relation: Relation, key: str, days: Days | None, base: str) -> str:
    name = relation.name
    text = renamed(relation, name)
    bucket = next((one for one in relation.buckets if one[0] == key), None)
    if bucket:
        text += f"    FILTER(?{name} >= {bucket[1]} && ?{name} <= {bucket[2]})\n"
    else:
        path = key if "/" in key else f"{relation.scheme}/{key}"
        text += f"    FILTER(?{name} = {NamedNode(f'{base}id/{path}')})\n"
    return text + (during(relation, name, days) if days and relation.tie else "")


def renamed(relation: Relation, name: str) -> str:
    """Return a pattern with variables of its own."""
    text = VARIABLE.sub(lambda one: _variable(one[1], name), relation.pattern)
    return f"    {text}\n" if text else ""


def _variable(role: str, name: str) -> str:
    return f"?{name}" if role == "value" else f"?{name}{role.capitalize()}"


def during(relation: Relation, name: str, days: Days) -> str:
    """Return what keeps those ties that certainly held, or happened, on one of some days.

    The first and the last day that there are leave a side open.
    """
    first, last = days
    tie = "?thing" if relation.own else _variable(relation.tie, name)
    begun, ended = f"?{name}Begun", f"?{name}Ended"
    text = _dates(relation, tie, begun, ended, "    ")
    tests = [f"{begun} <= {_day(last)}" if last < date.max else f"BOUND({begun})"]
    since = [f"{ended} >= {_day(first)}"] if first > date.min else []
    if relation.happens:
        tests += since
    else:
        lasting = since if first == last else [f"{ended} >= {begun}", *since]
        over = " && ".join(lasting)
        tests.append(f"(!BOUND({ended}) || {f'({over})' if len(lasting) > 1 else over})")
    return f"{text}    FILTER({' && '.join(tests)})\n"


def _day(day: date) -> str:
    return f'"{day.isoformat()}"^^xsd:date'


def _dates(relation: Relation, tie: str, begun: str, ended: str, indent: str) -> str:
    """Return the pattern of the bounds that are certain: the latest begin, the earliest end.

    What happens has its earliest day for an end, where none is stated.
    """
    starts = OWN_STARTS if relation.own else STARTS
    lines = [f"OPTIONAL {{ {tie} {LATEST[one]} {begun}{one} }}" for one in starts]
    lines.append(f"BIND(COALESCE({', '.join(f'{begun}{one}' for one in starts)}) AS {begun})")
    if relation.happens:
        lines += [f"OPTIONAL {{ {tie} {term} {ended}{one} }}" for one, term in EARLIEST.items()]
        lines.append(f"BIND(COALESCE({', '.join(f'{ended}{one}' for one in EARLIEST)}) AS {ended})")
    else:
        lines.append(f"OPTIONAL {{ {tie} urb:earliestEnd {ended} }}")
    return "".join(f"{indent}{line}\n" for line in lines)


def _column(column: Column, class_: str, days: Days | None) -> str:
    """Return the part that gives a column: counts, or names joined by semicolons."""
    relation = column.relation
    name = relation.name
    text = f"      ?thing a {class_} .\n  {renamed(relation, f'{name}One')}"
    if days and relation.tie:
        text += during(relation, f"{name}One", days)
    if column.counts:
        given = f"(COUNT(DISTINCT ?{name}One) AS ?{name})"
    else:
        text += (
            f"      OPTIONAL {{ ?{name}One rdfs:label ?{name}Label }}\n"
            f"      BIND(COALESCE(?{name}Label, STR(?{name}One)) AS ?{name}Text)\n"
        )
        given = f'(GROUP_CONCAT(DISTINCT ?{name}Text; separator="; ") AS ?{name})'
    inner = f"    SELECT ?thing {given} WHERE {{\n{text}    }}\n    GROUP BY ?thing\n"
    return f"  OPTIONAL {{\n{inner}  }}\n"


def whole(text: str, base: str, prefixes: Mapping[str, str]) -> str:
    """Return a query with the prefixes that it uses."""
    used = sorted(set(PREFIXED.findall(text)) & prefixes.keys())
    lines = [f"PREFIX {name}: <{prefixes[name]}>" for name in used]
    start = [f"BASE <{base}>"] if "<id/>" in text else []
    return "\n".join((*start, *lines, text))
