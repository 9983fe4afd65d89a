"""Tells which body a page speaks as "we", and which networks it says that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.bodies.networks import unknown_networks
from loaders.extract.claims.clauses import Clause, Finds, clause_at
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim, named
from loaders.tables.patterns import any_of

BELONGS = 0.66
_LINES, _HEAD, _WORDS, _SAYS, _NEAR, _RIGHT, _BESIDE = 2, 300, 7, 2, 70, 14, 6
_QUOTED = re.compile(r"[„“\"«]\s?(?P<name>[^„“”\"«»\n]{3,60}?)\s?[“”\"»]")
_SEGMENT = re.compile(r"[^\n|·–—>():;,!?]{4,70}(?![:;,!?])")
_LEGAL = re.compile(rf"\s(?:{any_of('bodies.legal-form')})\.?$")
_PAPER = re.compile(rf"(?<!\w)\w*{any_of('front.periodical')}(?!\w)", re.IGNORECASE)
_ACRONYM = re.compile(r"\s\((?P<name>[^\W\d_]{2,8})\)")
_NO_BODY = frozenset({"CITY", "GOVERNMENT", "DATE", "COUNTRY", "EVENT"})


def own_body(view: View, finds: Finds) -> Mention | None:
    """Return the association whose page it is: named in the first lines, and speaking as "we"."""
    if "own body" not in finds.known:
        found = _own(view, finds)
        finds.known["own body"] = _as_used(view, found) if found is not None else None
    return finds.known["own body"]


def _as_used(view: View, body: Mention) -> Mention:
    """Return a body by the shorter name that its page uses: its acronym, or without its noun."""
    text, end = view.text, body.end
    acronym = _ACRONYM.match(text, end)
    if acronym is not None and text.find(acronym["name"], acronym.end()) >= 0:
        return named(view, "ORG", *acronym.span("name"))
    for space in re.finditer(r"\s(?=\w)", body.text):
        short = body.text[space.end() :]
        if " " in short and short[0].isupper() and text.count(short) > text.count(body.text):
            return named(view, "ORG", body.start + space.end(), end)
    return body


def _own(view: View, finds: Finds) -> Mention | None:
    start = 0
    for _ in range(_LINES):
        stop = view.text.find("\n", start, _HEAD)
        if stop < 0:
            return None
        found = _named(view, finds, start, stop)
        if found is not None:
            return found if _says_we(view) else None
        start = stop + 1
    return None


def _says_we(view: View) -> bool:
    """Tell whether a text says "we" more than once."""
    language = view.document.language or view.language_at(0) or ""
    we = topic("gist.we", language).finditer(view.text)
    return sum(1 for _, _ in zip(range(_SAYS), we, strict=False)) == _SAYS


def _named(view: View, finds: Finds, start: int, stop: int) -> Mention | None:
    """Return the body that a line at the head of a page names, if it names one."""
    inside = finds.between(start, stop)
    bodies = [m for m in inside if m.type == "ORG" and not is_network(m)]
    if any(m.type in {"GOVERNMENT", "DATE"} for m in inside) and not bodies:
        return None
    segment = _SEGMENT.match(view.text, start, stop)
    words = segment.group().rstrip() if segment is not None else ""
    if bodies:
        quoted = _QUOTED.search(view.text, bodies[0].start, bodies[0].end + 1)
        if quoted is not None:
            return named(view, "ORG", *quoted.span("name"))
        if not words.endswith(f" {bodies[0].text}") or not view.text[start].isupper():
            return bodies[0]
    elif start > 0 or not view.text[start].isupper():
        return None
    legal = _LEGAL.search(words)
    name = words[: legal.start()] if legal is not None else words
    whole = any(m.type in _NO_BODY and m.start <= start and m.end >= start + len(name)
                for m in inside) or _PAPER.search(words) is not None  # fmt: skip
    capitals = sum(word[0].isupper() for word in name.split())
    if not name or whole or not 1 < len(name.split()) <= _WORDS or capitals < 2 or name.isupper():
        return None
    return named(view, "ORG", start, start + len(name))


def means_us(view: View, start: int, end: int, language: str) -> bool:
    """Tell whether the words that end at an offset are "we" or "our association"."""
    words = view.text[max(start, end - _NEAR) : end].rstrip()
    return any(said.end() == len(words) for said in topic("gist.ours", language).finditer(words))


def belonging(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield the networks that the body of a page says it belongs to: "we joined the X Alliance"."""
    body = own_body(view, finds)
    if body is None:
        return
    for sentence in view.sentences:
        language = sentence.language or ""
        tie = topic("gist.we-belong", language).search(view.text, sentence.start, sentence.end)
        clause = clause_at(view, *tie.span(), finds) if tie is not None else None
        if tie is None or clause is None or not _by_us(view, clause, tie.start(), body):
            continue
        network = _network(view, clause, tie)
        if network is None or _until(clause, network).doubted(*tie.span(), passive=True):
            continue
        when = clause.only_date()
        yield claim(view, "membership", (body, network, when), (sentence.start, sentence.end),
                    BELONGS, method="deeds:membership")  # fmt: skip


def _network(view: View, clause: Clause, tie: re.Match[str]) -> Mention | None:
    """Return the one network named beside words of belonging, or the body right behind them."""
    found = [m for m in clause.of("ORG") if is_network(m)]
    found += unknown_networks(view, clause.mentions, clause.start, clause.end)
    near = [m for m in found if 0 <= m.start - tie.end() < _NEAR]
    near += [m for m in clause.of("ORG") if 0 <= m.start - tie.end() < _RIGHT]
    if clause.language in {"de", "nl"}:  # the verb ends the sentence
        near += [m for m in clause.of("ORG") if 0 < tie.start() - m.end < _BESIDE]
    return min(near, key=lambda m: m.start, default=None)


def _until(clause: Clause, network: Mention) -> Clause:
    """Return a clause up to a network and what ends its verb: what follows may be a wish."""
    end = clause.end if clause.language in {"de", "nl"} else network.end
    inside = [m for m in clause.mentions if m.end <= end]
    return Clause(clause.start, end, clause.language, clause.text, clause.sentence, inside,
                  names=[network])  # fmt: skip


def _by_us(view: View, clause: Clause, offset: int, body: Mention) -> bool:
    """Tell whether "we" or "our association" is who belongs: no other body stands before."""
    others = clause.of("CITY", "GOVERNMENT", "ORG", "PERSON")
    if any(m.end <= offset and m.text != body.text for m in others):
        return False
    if any(m.text == body.text and m.end <= offset for m in others):
        return True
    low, high = clause.start, clause.end
    said = topic("gist.ours", clause.language).search(view.text, low, min(high, offset + _NEAR))
    bound = topic("gist.we-belong-us", clause.language).match(view.text, offset, high)
    return said is not None or bound is not None
