"""The same query from programs: curl, Python, R and JavaScript."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass


@dataclass(frozen=True)
class Snippet:
    """A piece of a program: its language and its text."""

    name: str
    text: str


def of(query: str, form: str, service: str) -> tuple[Snippet, ...]:
    """Return how programs ask a query; none for a text that has no form."""
    if form not in ACCEPTED:
        return ()
    quoted, address, text = python_text(query), json.dumps(service), js_text(query)
    accept = ACCEPTED[form]
    curl = (
        f"curl -G {shlex.quote(service)} -H 'Accept: {accept}' \\\n"
        f"  --data-urlencode {shlex.quote('query=' + query)}"
    )
    if form != "SELECT":
        python, r, script = OTHER[form == "ASK"]
        return (
            Snippet("curl", curl),
            Snippet("Python (SPARQLWrapper)", python % (address, quoted)),
            Snippet("R", r % (text, address)),
            Snippet("JavaScript", script % (text, address)),
        )
    return (
        Snippet("curl", curl),
        Snippet("Python (SPARQLWrapper)", SPARQLWRAPPER % (address, quoted)),
        Snippet("Python (pandas)", PANDAS % (quoted, address)),
        Snippet("R", R % (text, address)),
        Snippet("JavaScript", JAVASCRIPT % (text, address)),
    )


def js_text(query: str) -> str:
    """Return a query as a literal of JavaScript and R."""
    return json.dumps(query, ensure_ascii=False)


def python_text(query: str) -> str:
    """Return a query as a literal of Python, over several lines where it can be."""
    plain = "\\" not in query and '"""' not in query and not query.endswith('"')
    return f'"""{query}"""' if plain else repr(query)


# What each form is answered in.
ACCEPTED = {
    "SELECT": "text/csv",
    "ASK": "application/sparql-results+json",
    "CONSTRUCT": "application/n-triples",
    "DESCRIBE": "application/n-triples",
}
SPARQLWRAPPER = """\
from SPARQLWrapper import JSON, SPARQLWrapper

service = SPARQLWrapper(%s)
service.setQuery(%s)
service.setReturnFormat(JSON)
for row in service.query().convert()["results"]["bindings"]:
    print({name: cell["value"] for name, cell in row.items()})
"""
PANDAS = """\
import io
import urllib.parse
import urllib.request

import pandas as pd

query = %s
address = %s + "?" + urllib.parse.urlencode({"query": query})
request = urllib.request.Request(address, headers={"Accept": "text/csv"})
with urllib.request.urlopen(request) as answer:
    # Everything as text first: 2018 and 2018-03 are dates of their own precision here.
    table = pd.read_csv(io.BytesIO(answer.read()), dtype="string")
# A column of dates of mixed precision: the earliest day each can mean.
# table["start_day"] = pd.to_datetime(table["start"], format="ISO8601", errors="coerce")
print(table)
"""
R = """\
library(httr2)
query <- %s
answer <- request(%s) |>
  req_url_query(query = query) |>
  req_headers(Accept = "text/csv") |>
  req_perform()
table <- read.csv(text = resp_body_string(answer), colClasses = "character")
print(table)
"""
JAVASCRIPT = """\
const query = %s;
const answer = await fetch(%s + "?" + new URLSearchParams({ query }), {
  headers: { Accept: "application/sparql-results+json" },
});
const { results } = await answer.json();
for (const row of results.bindings) console.log(row);
"""
SPARQLWRAPPER_GRAPH = """\
from SPARQLWrapper import N3, SPARQLWrapper

service = SPARQLWrapper(%s)
service.setQuery(%s)
service.setReturnFormat(N3)
print(service.query().convert().decode())
"""
SPARQLWRAPPER_ASK = """\
from SPARQLWrapper import JSON, SPARQLWrapper

service = SPARQLWrapper(%s)
service.setQuery(%s)
service.setReturnFormat(JSON)
print(service.query().convert()["boolean"])
"""
R_TEXT = """\
library(httr2)
query <- %%s
answer <- request(%%s) |>
  req_url_query(query = query) |>
  req_headers(Accept = "%s") |>
  req_perform()
cat(resp_body_string(answer))
"""
JAVASCRIPT_TEXT = """\
const query = %%s;
const answer = await fetch(%%s + "?" + new URLSearchParams({ query }), {
  headers: { Accept: "%s" },
});
console.log(await answer.text());
"""
# By whether the answer is true or false: Python, R and JavaScript.
OTHER = {
    asks: (python, R_TEXT % ACCEPTED[form], JAVASCRIPT_TEXT % ACCEPTED[form])
    for asks, form, python in (
        (True, "ASK", SPARQLWRAPPER_ASK),
        (False, "CONSTRUCT", SPARQLWRAPPER_GRAPH),
    )
}
