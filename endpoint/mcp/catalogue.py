"""The tools: what each is called, what it is for, and what it takes (JSON Schema 2020-12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from endpoint.mcp.rpc import Json
from loaders.kinds import BY_KEY

MOST_ROWS = 1000
FEW_ROWS = 100
LONG, SHORT = 200_000, 1000
READING = {
    "readOnlyHint": True,
    "destructiveHint": False,
    "idempotentHint": True,
    "openWorldHint": False,
}
INSTRUCTIONS = (
    "A graph of cities in solidarity with migrants and refugees: cities, their governments, "
    "networks, memberships, charters, practices, events and publications, each statement with "
    "its source. Ask `questions` first: many are ready, and `ask` answers them. `search` finds "
    "the keys and IRIs of things, `describe` tells all about one with its sources, `query` takes "
    "SPARQL, `examples` shows how, `why_empty` says what is wrong with a query without rows. "
    "What is not recorded here is not thereby false: say `not recorded`, never `no`. Cite the "
    "IRI of a thing, the address of a record, and the release."
)


def text(meaning: str, longest: int = SHORT, **more: object) -> Json:
    """Return the schema of a text."""
    return {"type": "string", "description": meaning, "maxLength": longest, **more}


LIMIT = {
    "type": "integer",
    "description": "rows shown at most",
    "minimum": 1,
    "maximum": MOST_ROWS,
    "default": FEW_ROWS,
}
SPEAKING = text(
    "language of the wording", 2, enum=["en", "de", "fr", "it", "es", "el", "pl"], default="en"
)


@dataclass(frozen=True)
class Tool:
    """A tool; ``required`` names the arguments it cannot do without."""

    name: str
    title: str
    description: str
    arguments: Mapping[str, Json]
    required: tuple[str, ...] = ()

    def document(self) -> Json:
        """Return what a client is told of it."""
        schema: dict[str, Any] = {
            "type": "object",
            "properties": dict(self.arguments),
            "additionalProperties": False,
        }
        if self.required:
            schema["required"] = list(self.required)
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "inputSchema": schema,
            "annotations": {"title": self.title, **READING},
        }


TOOLS = (
    Tool(
        "search",
        "Find things by name",
        "Finds cities, networks, charters and other things by a name in any language, misspelt "
        "too, or by an identifier (Q2656, a GeoNames number, a DOI). Gives IRI, kind and label.",
        {
            "text": text("a name, part of one, or an identifier"),
            "kind": text("only things of a kind", enum=sorted(BY_KEY)),
        },
        ("text",),
    ),
    Tool(
        "describe",
        "Tell all about a thing",
        "Tells what the graph says of one thing, as Markdown: a sentence, its statements, and "
        "behind each the record and the page it was read from. Lists the records' addresses.",
        {
            "thing": text("an IRI, or kind and key such as city/palermo"),
            "language": SPEAKING,
        },
        ("thing",),
    ),
    Tool(
        "questions",
        "List the questions that are ready",
        "Lists questions that `ask` answers: the name of each, its wording, and its slots with "
        "what fits them and the default. `words` narrows the list.",
        {
            "words": text("words that wording, description or tags hold"),
            "language": SPEAKING,
        },
    ),
    Tool(
        "ask",
        "Answer a ready question",
        "Answers one of the `questions`. A slot takes a key (palermo), an IRI or a name, a year "
        "(2018) or a day (2018-06-30); one that is left out keeps its default.",
        {
            "question": text("the name of a question, or its wording"),
            "values": {
                "type": "object",
                "description": "slot and value, such as {\"city\": \"palermo\"}",
                "additionalProperties": {"type": "string", "maxLength": SHORT},
            },
            "language": SPEAKING,
            "limit": LIMIT,
        },
        ("question",),
    ),
    Tool(
        "query",
        "Ask in SPARQL",
        "Answers a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE). Put LIMIT into it.",
        {"query": text("the query", LONG), "limit": LIMIT},
        ("query",),
    ),
    Tool(
        "why_empty",
        "Why a query has no rows",
        "Finds the part of a query that leaves nothing, says why, and what was probably meant.",
        {"query": text("the query", LONG)},
        ("query",),
    ),
    Tool(
        "examples",
        "Show example queries",
        "Shows queries in SPARQL that work here, to change. `words` narrows the list.",
        {
            "words": text("words that title, description, tags or query hold"),
            "language": SPEAKING,
        },
    ),
)  # fmt: skip
BY_NAME = {tool.name: tool for tool in TOOLS}
