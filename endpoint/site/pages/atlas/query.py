"""The query for the places of a view of the map, made of the patterns that lists are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode

from endpoint.site.core.relations import PLACE, Relation
from endpoint.site.lists.query import during, renamed, whole
from endpoint.site.maps.asked import Asked
from endpoint.site.maps.atlas import FEATURED, SIZES

NETWORK, CHARTER, LIST = (
    next(one for one in PLACE if one.name == name) for name in ("network", "charter", "list")
)
PRACTICE = Relation("practice", "", "?value a urb:Practice ; urb:place ?thing .", tie="value")
TIES = (NETWORK, LIST, CHARTER)
COUNTED = {"networks": NETWORK, "signatures": CHARTER, "practices": PRACTICE}


def query(asked: Asked, base: str, prefixes: Mapping[str, str]) -> str:
    """Return the query for the places of a view, with what colours them."""
    measure = asked.measure
    if measure == "population":
        colour = "  OPTIONAL { ?thing urb:population ?population }\n"
    else:
        inner = f"      ?thing a urb:Place .\n{_counted(asked, base)}"
        colour = (
            f"  OPTIONAL {{\n    SELECT ?thing (COUNT(DISTINCT ?one) AS ?{measure}) WHERE {{\n"
            f"{inner}    }}\n    GROUP BY ?thing\n  }}\n"
        )
    text = (
        f"SELECT ?thing ?name ?latitude ?longitude ?{measure} WHERE {{\n"
        f"  {{ SELECT DISTINCT ?thing WHERE {{\n{''.join(_places(asked, base))}  }} }}\n"
        "  OPTIONAL { ?thing rdfs:label ?name }\n"
        "  OPTIONAL { ?thing wgs:lat ?latitude ; wgs:long ?longitude }\n"
        f"{colour}}}\nORDER BY ?name ?thing\n"
    )
    return whole(text, base, prefixes)


def _places(asked: Asked, base: str) -> Iterator[str]:
    yield "    ?thing a urb:Place .\n    FILTER NOT EXISTS { ?thing a urb:Country }\n"
    if box := asked.box:
        yield (
            "    ?thing wgs:lat ?south ; wgs:long ?west .\n"
            f"    FILTER(?south >= {box.south:f} && ?south <= {box.north:f})\n"
            f"    FILTER(?west >= {box.west:f} && ?west <= {box.east:f})\n"
        )
    if asked.country:
        yield f"    ?thing urb:country {_iri(base, 'country', asked.country)} .\n"
    if asked.size:
        low, high = SIZES[asked.size]
        yield (
            "    ?thing urb:population ?people .\n"
            f"    FILTER(?people >= {low} && ?people < {high})\n"
        )
    groups = list(_groups(asked, base))
    if asked.days and not groups:
        groups = [_counted(asked, base)]
    yield from groups


def _groups(asked: Asked, base: str) -> Iterator[str]:
    """Yield a pattern for each tie that is asked for, at the time if one is."""
    for relation in TIES:
        if key := getattr(asked, relation.name):
            yield _tied(relation, relation.name, _iri(base, relation.scheme, key), asked)
    if asked.show == "featured":
        yield _tied(LIST, "featured", _iri(base, LIST.scheme, FEATURED), asked)
    if asked.theme or asked.type:
        yield _practised(asked, base, "practice")


def _tied(relation: Relation, name: str, value: NamedNode, asked: Asked) -> str:
    found = renamed(relation, name) + f"    FILTER(?{name} = {value})\n"
    return found + _when(relation, name, asked)


def _practised(asked: Asked, base: str, name: str) -> str:
    found = renamed(PRACTICE, name)
    if asked.theme:
        found += f"    ?{name} urb:theme {_iri(base, 'theme', asked.theme)} .\n"
    if asked.type:
        found += f"    ?{name} urb:practiceType {_iri(base, 'practice-type', asked.type)} .\n"
    return found + _when(PRACTICE, name, asked)


def _counted(asked: Asked, base: str) -> str:
    """Return the pattern of what is counted, as ``?one``."""
    relation = COUNTED.get(asked.measure, NETWORK)
    if relation is PRACTICE:
        return _practised(asked, base, "one")
    return renamed(relation, "one") + _when(relation, "one", asked)


def _when(relation: Relation, name: str, asked: Asked) -> str:
    """Return what keeps the ties that held on the day or in the period, '' when neither is."""
    return during(relation, name, asked.days) if asked.days else ""


def _iri(base: str, scheme: str, key: str) -> NamedNode:
    return NamedNode(f"{base}id/{scheme}/{key}")
