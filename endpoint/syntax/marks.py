"""Mistakes of signs: quotation marks, blanks, brackets, IRIs, operators of other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from endpoint.syntax.reading import PAIRS, Mistake, Reading

CURLY = frozenset("“”„‟‘’‚«»`´")
BLANKS = {
    "\u00a0": "a no-break space",
    "\u200b": "a zero-width space",
    "\u2007": "a figure space",
    "\u202f": "a narrow no-break space",
    "\u3000": "an ideographic space",
    "\ufeff": "a byte order mark",
}
HTML = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SCHEME = re.compile(r"(?:https?|urn|mailto|file|ftp):", re.IGNORECASE)
LOOSE_IRI = re.compile(r"[^>\r\n]{0,2000}")
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
ESCAPED = frozenset("tbnrf\"'\\uU")
OTHERS = {"==": "=", "AND": "&&", "OR": "||"}
NAMES = {"(": "a )", "{": "a }", "[": "a ]"}


def signs(reading: Reading) -> Iterator[Mistake]:
    """Yield signs that only look like those of SPARQL."""
    for token in reading.stream:
        if token.text in CURLY:
            yield Mistake(
                f"{token.text} is not a quotation mark of SPARQL", token.start, "write \" or '"
            )
        for sign, name in BLANKS.items():
            if token.kind in {"other", "variable", "name"} and sign in token.text:
                place = token.start + token.text.index(sign)
                yield Mistake(f"there is {name}", place, "put a plain space in its place")


def html(reading: Reading) -> Iterator[Mistake]:
    """Yield signs written as HTML."""
    for index, token in enumerate(reading.stream):
        name = reading.at(index + 1).lower()
        if token.text == "&" and name in HTML and reading.at(index + 2) == ";":
            yield Mistake(f"&{name}; is HTML", token.start, f"write {HTML[name]}")


def strings(reading: Reading) -> Iterator[Mistake]:
    """Yield strings that do not end, and escapes that there are not."""
    for token in reading.stream:
        if token.kind == "unclosed":
            mark = token.text[0]
            over = "\n" in token.text and mark in token.text[1:]
            remedy = f"a text of several lines stands between {mark * 3}" if over else ""
            yield Mistake(
                f"the string that begins here has no {mark} at its end on the same line",
                token.start,
                remedy or f"close it with {mark}",
            )
        elif token.kind == "string" and "\\" in token.text:
            for found in ESCAPE.finditer(token.text):
                if found[1] not in ESCAPED:
                    yield Mistake(
                        f"{found[0]} is not an escape",
                        token.start + found.start(),
                        f"write \\{found[0]} for a backslash in a string",
                    )


def addresses(reading: Reading) -> Iterator[Mistake]:
    """Yield IRIs that are not closed, or hold what an IRI cannot."""
    for token in reading.stream:
        if token.text != "<" or not SCHEME.match(reading.text, token.start + 1):
            continue
        found = LOOSE_IRI.match(reading.text, token.start + 1)
        rest = found[0] if found else ""
        end = token.start + 1 + len(rest)
        closed = reading.text[end : end + 1] == ">"
        wrong = next((sign for sign in rest if sign in ' "{}|^`\\<'), "")
        if closed:
            shown = "a space" if wrong == " " else wrong
            yield Mistake(
                f"an IRI cannot hold {shown}",
                token.start + 1 + rest.index(wrong) if wrong else token.start,
                "write %20 for a space" if wrong == " " else "write it with a percent sign",
            )
        else:
            yield Mistake("the IRI that begins here is not closed", token.start, "close it with >")


def brackets(reading: Reading) -> Iterator[Mistake]:
    """Yield brackets that are missing, or too many."""
    stack: list[int] = []
    for index, token in enumerate(reading.stream):
        if token.kind == "open":
            stack.append(index)
        elif token.kind == "close":
            if not stack:
                yield Mistake(f"there is a {token.text} too many", token.start, "take it away")
                return
            opened = reading.at(stack[-1])
            if PAIRS[opened] != token.text:
                line, column = reading.tells(reading.start(stack[-1]))
                yield Mistake(
                    f"{NAMES[opened]} is missing before {token.text}",
                    token.start,
                    f"close the {opened} of line {line}, column {column}",
                )
                return
            stack.pop()
    if stack and not reading.cut:
        opened = reading.at(stack[-1])
        line, column = reading.tells(reading.start(stack[-1]))
        remedy = f"close the {opened} of line {line}, column {column}"
        last = reading.text[reading.start(len(reading.stream) - 1) :]
        if "#" in last and PAIRS[opened] in last.partition("#")[2]:
            remedy += "; what stands behind # is a comment"
        yield Mistake(f"{NAMES[opened]} is missing at the end", len(reading.text.rstrip()), remedy)


def operators(reading: Reading) -> Iterator[Mistake]:
    """Yield operators of other languages."""
    for index, token in enumerate(reading.stream):
        after = reading.at(index + 1)
        glued = reading.start(index + 1) == token.start + 1
        if token.text == "=" and after == "=" and glued:
            yield Mistake("== is not an operator", token.start, "write =")
        elif token.text == "<>" and reading.kind(index - 1) == "variable":
            yield Mistake("<> is not an operator", token.start, "write !=")
        elif reading.word(index) in OTHERS and reading.kind(index - 1) != "open":
            word = reading.word(index)
            yield Mistake(f"{word} is not an operator", token.start, f"write {OTHERS[word]}")
