"""Mistakes of signs: quotation marks, blanks, brackets, IRIs, operators of other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from endpoint.syntax.reading import PAIRS, Mistake, Reading, say

CURLY = frozenset("“”„‟‘’‚«»`´")
BLANKS = {
    "\u00a0": say("there is a no-break space"),
    "\u200b": say("there is a zero-width space"),
    "\u2007": say("there is a figure space"),
    "\u202f": say("there is a narrow no-break space"),
    "\u3000": say("there is an ideographic space"),
    "\ufeff": say("there is a byte order mark"),
}
HTML = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SCHEME = re.compile(r"(?:https?|urn|mailto|file|ftp):", re.IGNORECASE)
LOOSE_IRI = re.compile(r"[^>\r\n]{0,2000}")
ESCAPE = re.compile(r"\\(.)", re.DOTALL)
ESCAPED = frozenset("tbnrf\"'\\uU")
OTHERS = {"==": "=", "AND": "&&", "OR": "||"}


def signs(reading: Reading) -> Iterator[Mistake]:
    """Yield signs that only look like those of SPARQL."""
    for token in reading.stream:
        if token.text in CURLY:
            yield Mistake(
                say("%(sign)s is not a quotation mark of SPARQL", sign=token.text),
                token.start,
                say("write \" or '"),
            )
        for sign, what in BLANKS.items():
            if token.kind in {"other", "variable", "name"} and sign in token.text:
                place = token.start + token.text.index(sign)
                yield Mistake(what, place, say("put a plain space in its place"))


def html(reading: Reading) -> Iterator[Mistake]:
    """Yield signs written as HTML."""
    for index, token in enumerate(reading.stream):
        name = reading.at(index + 1).lower()
        if token.text == "&" and name in HTML and reading.at(index + 2) == ";":
            yield Mistake(
                say("&%(name)s; is HTML", name=name),
                token.start,
                say("write %(code)s", code=HTML[name]),
            )


def strings(reading: Reading) -> Iterator[Mistake]:
    """Yield strings that do not end, and escapes that there are not."""
    for token in reading.stream:
        if token.kind == "unclosed":
            mark = token.text[0]
            over = "\n" in token.text and mark in token.text[1:]
            remedy = (
                say("a text of several lines stands between %(mark)s", mark=mark * 3)
                if over
                else None
            )
            yield Mistake(
                say(
                    "the string that begins here has no %(mark)s at its end on the same line",
                    mark=mark,
                ),
                token.start,
                remedy or say("close it with %(mark)s", mark=mark),
            )
        elif token.kind == "string" and "\\" in token.text:
            for found in ESCAPE.finditer(token.text):
                if found[1] not in ESCAPED:
                    yield Mistake(
                        say("%(escape)s is not an escape", escape=found[0]),
                        token.start + found.start(),
                        say("write \\%(escape)s for a backslash in a string", escape=found[0]),
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
            what = say("an IRI cannot hold %(sign)s", sign=wrong)
            if wrong == " ":
                what = say("an IRI cannot hold a space")
            yield Mistake(
                what,
                token.start + 1 + rest.index(wrong) if wrong else token.start,
                say("write %(code)s for a space", code="%20")
                if wrong == " "
                else say("write it with a percent sign"),
            )
        else:
            yield Mistake(
                say("the IRI that begins here is not closed"), token.start, say("close it with >")
            )


def brackets(reading: Reading) -> Iterator[Mistake]:
    """Yield brackets that are missing, or too many."""
    stack: list[int] = []
    for index, token in enumerate(reading.stream):
        if token.kind == "open":
            stack.append(index)
        elif token.kind == "close":
            if not stack:
                yield Mistake(
                    say("there is a %(sign)s too many", sign=token.text),
                    token.start,
                    say("take it away"),
                )
                return
            opened = reading.at(stack[-1])
            if PAIRS[opened] != token.text:
                line, column = reading.tells(reading.start(stack[-1]))
                yield Mistake(
                    say(
                        "a %(sign)s is missing before %(other)s",
                        sign=PAIRS[opened],
                        other=token.text,
                    ),
                    token.start,
                    say(
                        "close the %(opened)s of line %(line)s, column %(column)s",
                        opened=opened,
                        line=line,
                        column=column,
                    ),
                )
                return
            stack.pop()
    if stack and not reading.cut:
        opened = reading.at(stack[-1])
        line, column = reading.tells(reading.start(stack[-1]))
        remedy = say(
            "close the %(opened)s of line %(line)s, column %(column)s",
            opened=opened,
            line=line,
            column=column,
        )
        last = reading.text[reading.start(len(reading.stream) - 1) :]
        if "#" in last and PAIRS[opened] in last.partition("#")[2]:
            remedy = say(
                "close the %(opened)s of line %(line)s, column %(column)s; "
                "what stands behind # is a comment",
                **remedy.values,
            )
        yield Mistake(
            say("a %(sign)s is missing at the end", sign=PAIRS[opened]),
            len(reading.text.rstrip()),
            remedy,
        )


def operators(reading: Reading) -> Iterator[Mistake]:
    """Yield operators of other languages."""
    for index, token in enumerate(reading.stream):
        after = reading.at(index + 1)
        glued = reading.start(index + 1) == token.start + 1
        if token.text == "=" and after == "=" and glued:
            yield Mistake(
                say("%(word)s is not an operator", word="=="),
                token.start,
                say("write %(code)s", code="="),
            )
        elif token.text == "<>" and reading.kind(index - 1) == "variable":
            yield Mistake(
                say("%(word)s is not an operator", word="<>"),
                token.start,
                say("write %(code)s", code="!="),
            )
        elif reading.word(index) in OTHERS and reading.kind(index - 1) != "open":
            word = reading.word(index)
            yield Mistake(
                say("%(word)s is not an operator", word=word),
                token.start,
                say("write %(code)s", code=OTHERS[word]),
            )
