r"""Reads what a query asks for from its tokens: form, services, what varies, how deep it nests.

A keyword in a string, a comment, an IRI or a prefixed name is not one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from endpoint.sparql.errors import refusal
from endpoint.syntax.reading import say
from endpoint.syntax.tokens import Token, tokens

# An IRI in which a parser may also see the operator < and, after #, a comment.
AMBIGUOUS = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.\-]*://)[^#]*#")
BEFORE_IRI = frozenset({"BASE", "FROM", "NAMED", "GRAPH", "SERVICE", "SILENT"})
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# A query whose form follows comments and prefixes written in the plainest way, as most do.
PLAIN = re.compile(
    r"""(?:[\x20\t\r\n]+ | \#[^\r\n]*
         | PREFIX[\x20\t]+[A-Za-z0-9_-]{0,60}:[\x20\t]*<[^\x00-\x20<>"{}|^`\\]*>)*+
        (SELECT|ASK|CONSTRUCT|DESCRIBE)(?=[\x20\t\r\n{(*<?$\#])""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
)
# Two runs of these over one release may differ, so their answers are neither kept nor tagged.
VARYING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|SERVICE)\b", re.IGNORECASE)
VARYING_PARTS = ("NOW", "RAND", "UUID", "SERVICE")


@dataclass(frozen=True)
class Service:
    """A SERVICE clause: the endpoint (None when it is a variable) and where its name stands.

    ``silent`` tells that SILENT stands before it, plainly written.
    """

    endpoint: str | None
    start: int
    end: int
    silent: bool = False


def unescaped(text: str) -> str:
    r"""Return the text with its ``\u`` escapes resolved (§19.2, before the grammar is applied)."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "�"

    return ESCAPE.sub(character, text)


def form(text: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE, UPDATE for an update, and "" for anything else."""
    plain = PLAIN.match(text) if "\\" not in text else None
    if plain:
        return plain[1].upper()
    stream = tokens(unescaped(text) if "\\" in text else text)
    for token in stream:
        word = token.text.upper()
        if token.kind != "word" or word not in {"PREFIX", "BASE", "VERSION"}:
            break
        if word == "PREFIX":
            next(stream, None)
        next(stream, None)
    else:
        return ""
    if token.kind != "word":
        return ""
    return word if word in FORMS else "UPDATE" if word in UPDATES else ""


def varies(text: str) -> bool:
    """Tell whether two runs over one release may differ; rather too often than too rarely."""
    if "\\u" in text or "\\U" in text:
        return True
    shouted = text.upper()
    return any(part in shouted for part in VARYING_PARTS) and bool(VARYING.search(text))


def check_nesting(text: str, limit: int) -> None:
    """Raise QueryError when brackets nest deeper than the parser has stack for."""
    if opening(text) + text.count("!") <= limit:
        return
    depth = prefix_run = 0
    for token in tokens(text):
        # A run of prefix operators nests the parser just as brackets do.
        prefix_run = prefix_run + 1 if token.text in {"!", "-", "+", "^"} else 0
        depth += (token.kind == "open") - (token.kind == "close")
        if token.kind == "unclosed":
            # A parser that sees no string here may go as deep as there are brackets.
            depth += opening(token.text)
        if max(depth, prefix_run) > limit:
            line = text.count("\n", 0, token.start) + 1
            column = token.start - text.rfind("\n", 0, token.start)
            raise refusal(
                "syntax",
                say("brackets nest deeper than %(num)s", num=limit),
                line=line,
                position=column,
            )


def opening(text: str) -> int:
    """Return how many brackets open in a text."""
    return text.count("(") + text.count("{") + text.count("[")


def may_name_services(text: str) -> bool:
    """Tell whether there may be a SERVICE clause, so that it is worth looking closer."""
    lowered = text.lower()
    return "service" in lowered or "\\u" in lowered


def services(text: str) -> tuple[Service, ...]:
    r"""Return every SERVICE clause of a query.

    A text with ``\u`` escapes is read both with and without resolving them; clauses that only one
    reading shows have no endpoint, so that they are refused.
    """
    if not may_name_services(text):
        return ()
    if "\\u" in text.lower():
        plain, resolved = _services(text), _services(unescaped(text))
        same = [one.endpoint for one in plain] == [one.endpoint for one in resolved]
        return (
            plain
            if same and not resolved
            else tuple(Service(None, one.start, one.end) for one in (*plain, *resolved))
        )
    return _services(text)


def _services(text: str) -> tuple[Service, ...]:
    found: list[Service] = []
    base = ""
    prefixes: dict[str, str] = {}
    stream = list(tokens(text))
    for index, token in enumerate(stream):
        following = stream[index + 1 : index + 3]
        word = token.text.upper()
        if token.kind != "word":
            if _hides_service(token, stream[max(index - 2, 0) : index], following):
                found.append(Service(None, token.start, token.start + len(token.text)))
            continue
        if word == "BASE" and following and following[0].kind == "iri":
            base = urljoin(base, following[0].text[1:-1])
        elif word == "PREFIX" and len(following) == 2 and following[1].kind == "iri":
            prefixes[following[0].text] = urljoin(base, following[1].text[1:-1])
        elif word == "SERVICE" and following:
            silent = following[0].kind == "word" and following[0].text.upper() == "SILENT"
            name = following[-1] if silent and len(following) == 2 else following[0]
            end = name.start + len(name.text)
            named = silent and name.kind in {"iri", "name", "variable"}
            found.append(Service(_endpoint(name, base, prefixes), name.start, end, named))
        elif "SERVICE" in word:
            # Some parsers take a keyword that is glued to the word before it.
            found.append(Service(None, token.start, token.start + len(token.text)))
    return tuple(found)


def _hides_service(token: Token, before: list[Token], following: list[Token]) -> bool:
    """Tell whether a parser might see SERVICE where this token is read as something else."""
    words = [one.text.upper() if one.kind == "word" else "" for one in before]
    if token.kind == "unclosed":
        # Whoever takes the mark for a part of a comment reads on behind it.
        return "SERVICE" in token.text.upper()
    if words and words[-1] in BEFORE_IRI:
        return False
    if token.kind == "iri":
        return bool(AMBIGUOUS.match(token.text)) and words[:1] != ["PREFIX"]
    # SERVICEp:x { is a keyword glued to a name.
    opens = bool(following) and following[0].text == "{"
    return token.kind == "name" and opens and "SERVICE" in token.text.upper()


def _endpoint(name: Token, base: str, prefixes: dict[str, str]) -> str | None:
    if name.kind == "iri":
        return urljoin(base, name.text[1:-1])
    if name.kind == "name":
        prefix, _, local = name.text.partition(":")
        namespace = prefixes.get(f"{prefix}:")
        return None if namespace is None else namespace + re.sub(r"\\(.)", r"\1", local)
    return None
