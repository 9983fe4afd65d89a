"""What each tool does: requests to the other doors, and an answer with IRIs, records, release."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from pyoxigraph import NamedNode

from endpoint.mcp import answers, slots
from endpoint.mcp.inner import Asking, RefusedError, whole
from endpoint.mcp.library import Library
from endpoint.mcp.rpc import Json
from endpoint.questions import fill
from endpoint.sparql.backend import Term, bind
from endpoint.sparql.formats import HTML, MARKDOWN
from loaders.errors import UsageError

NOTHING = "No row means that nothing is recorded here, not that the answer is no."
MOST_HITS = 30
MOST_RECORDS = 50
HOPS = 3
MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Told:
    """What a tool has found; ``text`` is what people would read, else the JSON says it."""

    document: Json
    text: str = ""


@dataclass(frozen=True)
class Tools:
    """The tools, for one client."""

    library: Library
    asking: Asking

    async def call(self, name: str, given: Mapping[str, object]) -> Told:
        """Return what a tool finds; raise UsageError, QueryError or RefusedError."""
        tools: Mapping[str, Callable[..., Awaitable[Told]]] = {
            "search": self.search,
            "describe": self.describe,
            "questions": self.questions,
            "ask": self.ask,
            "query": self.query,
            "why_empty": self.why_empty,
            "examples": self.examples,
        }
        told = await tools[name](**given)
        release = answers.of_release(self.asking.doors.release())
        return Told({**told.document, "release": release}, told.text)

    async def search(self, text: str, kind: str = "") -> Told:
        """Find things by name."""
        hits = await slots.found(text, kind, self.asking)
        shown = [{**hit, "document": self._document(hit["iri"])} for hit in hits[:MOST_HITS]]
        return Told({"found": shown, "count": len(hits)})

    async def describe(self, thing: str, language: str) -> Told:
        """Tell all about a thing, as its page in Markdown does."""
        base = self.asking.doors.release().base
        place = slots.path_of(thing, base)
        if not place:
            place = slots.path_of(await slots.named(thing, "", self.asking), base)
        if not place:
            raise UsageError("this is not a thing", remedy="write kind and key: city/palermo")
        path = f"/doc/{quote(place)}"
        text = await self._followed(f"{path}.{MARKDOWN.suffix}", language)
        iri = NamedNode(f"{base}id/{place}")
        found: Json = {
            "iri": iri.value,
            "document": self.asking.address(path),
            "data": [self.asking.address(f"{path}.{suffix}") for suffix in ("ttl", "jsonld")],
            "records": await self._records([iri]),
        }
        return Told(found, text)

    async def questions(self, language: str, words: str = "") -> Told:
        """List the questions that are ready."""
        found = self.library.questions(words, language)
        return Told({"questions": found, "count": len(found)})

    async def ask(
        self,
        question: str,
        language: str,
        limit: int,
        values: Mapping[str, str] | None = None,
    ) -> Told:
        """Answer a ready question."""
        form = self.library.form(question)
        if form is None:
            raise UsageError(
                f"there is no question {question[:80]!r}", remedy="list them with questions"
            )
        base = self.asking.doors.release().base
        fitted = await slots.fitted(form, values or {}, self.asking)
        filled = fill(form, fitted, base)
        table = answers.read(*await self.asking.query(filled.text))
        about = [term for term in filled.terms.values() if isinstance(term, NamedNode)]
        shown = {name: term.value for name, term in filled.terms.items()}
        more = await self._named(table.rows[:limit], about)
        called = {one["iri"]: one.get("label", "") for one in more["things"]}
        wording = {name: called.get(value) or value for name, value in shown.items()}
        found: Json = {
            "question": form.name,
            "asked": form.asked(wording, language),
            "values": shown,
            **table.document(limit),
            **more,
            "query": filled.text,
            "page": self._sparql(filled.text),
        }
        if table.boolean is None and not table.rows:
            found["note"] = NOTHING
            found["unknown"] = [one.value for one in about if not await self._known(one)]
        return Told(found)

    async def query(self, query: str, limit: int) -> Told:
        """Answer a query in SPARQL."""
        table = answers.read(*await self.asking.query(query))
        found = {**table.document(limit), **await self._named(table.rows[:limit], [])}
        if not table.rows and table.boolean is None and not table.text:
            found["note"] = f"{NOTHING} Ask why_empty what in the query leaves nothing."
        return Told({**found, "page": self._sparql(query)})

    async def why_empty(self, query: str) -> Told:
        """Say why a query has no rows."""
        found = await self.asking.json("/explain", query=query)
        return Told(dict(found))

    async def examples(self, language: str, words: str = "") -> Told:
        """Show example queries."""
        found = self.library.shown(words, language)
        return Told({"examples": found, "count": len(found)})

    async def _followed(self, path: str, language: str) -> str:
        """Return a page as Markdown; a thing that was merged leads to the other."""
        accept = f"{MARKDOWN.media_type}, {HTML.media_type};q=0.1"
        for _ in range(HOPS):
            response = await self.asking.page(path, accept, language)
            if response.status not in MOVED:
                return whole(response).decode()
            prefix = self.asking.request.prefix
            path = response.header("location").partition("?")[0].removeprefix(prefix)
        raise RefusedError({"title": "The thing leads in a circle", "status": 508})

    async def _named(self, rows: Sequence[answers.Binding], about: Sequence[NamedNode]) -> Json:
        """Return the things that rows name, by IRI, and the records that speak of them."""
        base = self.asking.doors.release().base
        names = answers.named(rows, base)
        iris = list(dict.fromkeys((*about, *names.iris)))
        things = {iri.value: "" for iri in iris}
        if iris or names.labels:
            values: dict[str, Sequence[Term]] = {"label": names.labels, "thing": iris}
            for row in await self.asking.rows(bind(self.library.pages["things-named"], values)):
                if row["thing"]["value"].startswith(f"{base}id/"):
                    things[row["thing"]["value"]] = row["label"]["value"]
        shown = [
            {"iri": iri, **({"label": label} if label else {}), "document": self._document(iri)}
            for iri, label in things.items()
        ]
        records = await self._records([NamedNode(iri) for iri in list(things)[:MOST_RECORDS]])
        return {"things": shown, "records": records}

    async def _records(self, things: Sequence[NamedNode]) -> list[str]:
        """Return the addresses of the records that say something of things, no more than 50."""
        if not things:
            return []
        text = bind(self.library.pages["records-of"], {"thing": things})
        return [row["record"]["value"] for row in await self.asking.rows(text)]

    async def _known(self, thing: NamedNode) -> bool:
        _, body = await self.asking.query(bind(self.library.pages["exists"], {"thing": [thing]}))
        return bool(json.loads(body)["boolean"])

    def _document(self, iri: str) -> str:
        base = self.asking.doors.release().base
        rest = iri.removeprefix(f"{base}id/")
        return self.asking.address(f"/doc/{quote(rest)}") if rest != iri else iri

    def _sparql(self, query: str) -> str:
        return f"{self.asking.address('/sparql')}?{urlencode({'query': query})}"
