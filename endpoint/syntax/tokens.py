"""The tokens of SPARQL 1.2 (https://www.w3.org/TR/sparql12-query/#sparqlGrammar, §19)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Order matters: long strings before short ones, IRIs before the operator <. So that reading stays
# linear in the length of any text, the length of prefixes is bounded, strings are read without
# going back, and all that follows a quotation mark which opens no string is one token. Outside of
# strings, IRIs and comments a character beyond ASCII is part of a name, or else the query is wrong.
TOKEN = re.compile(
    r"""
      (?P<space>[\x20\t\r\n]+|\#[^\r\n]*)
    | (?P<string>"{3}(?:"{0,2}(?:[^"\\]|\\.))*+"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}
                |"(?!"")(?:[^"\\\r\n]|\\.)*+"|'(?!'')(?:[^'\\\r\n]|\\.)*+')
    | (?P<unclosed>["'].*)
    | (?P<iri><(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<variable>[?$][\w\x80-\U0010ffff]+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
    | (?P<name>(?:[^\W\d_](?:[\w.\-\x80-\U0010ffff]{0,60}[\w\-\x80-\U0010ffff])?)?:
               (?:(?:[\w:\x80-\U0010ffff]|%[0-9A-Fa-f]{2}|\\.)
                (?:\.*+(?:[\w:\-\x80-\U0010ffff]|%[0-9A-Fa-f]{2}|\\.))*+)?
              |_:[\w\x80-\U0010ffff](?:\.*+[\w\-\x80-\U0010ffff])*+)
    | (?P<word>[^\W\d_]\w*)
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
# The kinds of tokens that are terms.
TERMS = frozenset({"variable", "iri", "name", "string", "number"})


@dataclass(frozen=True)
class Token:
    """One token: its kind (a group of TOKEN), its text and where it begins."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens that are neither white space nor comments."""
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind != "space":
            yield Token(kind, match.group(), match.start())
