"""The pages that the records of a release cite, read from its store."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from pyoxigraph import QuerySolutions, Store

from loaders.checking.judging import Page
from loaders.errors import UsageError
from loaders.manifest import STORE
from loaders.release import folder as releases

QUERY = """BASE <{base}>
PREFIX urb: <ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?page ?url (MAX(?day) AS ?read) WHERE {{
  GRAPH <graph/catalogue> {{
    ?record a urb:Record ; dcterms:source ?page .
    OPTIONAL {{ ?record dcterms:isPartOf/urb:dateRead ?day }}
  }}
  ?page urb:website ?url .
}}
GROUP BY ?page ?url ORDER BY ?page ?url"""


def cited_pages(root: Path, base: str) -> list[Page]:
    """Return the cited pages of the current release of a folder; raise UsageError without one."""
    current = releases.current(root)
    if current is None:
        raise UsageError("no release is here whose pages could be asked", "run: urbsol build")
    return pages_of(Store.read_only(str(current / STORE)), base)


def pages_of(store: Store, base: str) -> list[Page]:
    """Return the pages that the records of a store cite, each with the day it was last read."""
    rows = cast("QuerySolutions", store.query(QUERY.format(base=base)))
    start, found = f"{base}id/publication/", dict[str, Page]()
    for row in rows:
        page, url, read = row["page"].value, row["url"].value, row["read"]
        key = page.removeprefix(start)
        if page.startswith(start):  # of a work with several addresses the first is asked
            found.setdefault(key, Page(key, url, read.value if read else ""))
    return list(found.values())
