"""Recognises what stands in saved web pages without belonging to them: navigation and spam."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

NAVIGATION_WORDS = frozenset(
    (Path(__file__).parent / "navigation.txt").read_text(encoding="utf-8").split()
)
WHOLE_LINES = re.compile(
    r"(?:skip to (?:main )?content|zum inhalt springen|aller au contenu(?: principal)?|"
    r"vai al contenuto|saltar al contenido|przejdź do treści|ga naar de inhoud|toggle navigation|"
    r"read more|mehr lesen|weiterlesen|lire la suite|leggi tutto|leer más|czytaj więcej|lees meer|"
    r"ordering advice|related files?|related (?:posts?|articles?|content)|you may also like|"
    r"accept (?:all )?cookies?|alle akzeptieren|cookie settings|all rights reserved.*|©.*|"
    r"share (?:this|on) .*|follow us.*|subscribe to .*newsletter|back to top|nach oben|"
    r"(?:previous|next) (?:post|article|page).*)",
    re.IGNORECASE,
)
SPAM_WORDS = re.compile(
    r"(?<!\w)(?:casinos?|casin[òo]|kasyn[oa]|slots? (?:machines?|online|games?)|free spins?|"
    r"jackpots?|"
    r"poker online|online poker|betting|bookmakers?|sportsbook|wettanbieter|sportwetten|scommesse|"
    r"apuestas|paris sportifs|roulette online|blackjack|viagra|cialis|levitra|kamagra|tramadol|"
    r"xanax|essay writ\w+|write my essay|buy essays?|payday loans?|prestamos r[áa]pidos|"
    r"replica (?:watches|handbags|rolex)|cheap (?:jerseys|nike|louis vuitton|viagra|flights)|"
    r"escorts?(?: service)?|porno?|xxx|sex ?cams?|seo (?:services|backlinks?)|backlinks?|"
    r"bitcoin (?:casino|profit|trader)|crypto ?trading|forex|binary options|bonus ohne einzahlung|"
    r"no deposit bonus|weight loss pills?|keto gumm\w+|cbd (?:oil|gummies)|hack(?:ed)? by|"
    r"situs slot|slot gacor|judi online|togel|онлайн казино|казино|ставки на спорт|"
    r"φρουτάκια)(?!\w)",
    re.IGNORECASE,
)
# What every expression above holds: looking for these first is ten times faster.
_SPAM_STEMS = (
    "casin", "kasyn", "slot", "spin", "jackpot", "poker", "betting", "bookmaker", "sportsbook",
    "wett", "scommesse", "apuestas", "paris sportif", "roulette", "blackjack", "viagra", "cialis",
    "levitra", "kamagra", "tramadol", "xanax", "essay", "payday", "prestamos", "replica", "cheap",
    "escort", "porn", "xxx", "sex", "seo ", "backlink", "bitcoin", "crypto", "forex", "binary",
    "bonus", "pills", "keto", "cbd", "hack", "judi", "togel", "казино", "ставки", "φρουτάκια",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_SEPARATORS = re.compile(r"\s[|/›»>·•–-]\s|\s\|\s?")
_SENTENCE = re.compile(r".+?(?:[.!?…]+[\"”’»)\]]*(?=\s|\Z)|\Z)\s*", re.DOTALL)
_ENDS = (".", "!", "?", "…", ":", ";", "”", '."', ".»")


def is_navigation(line: str, position: int = 0) -> bool:
    """Tell whether a line is a menu, a bread crumb or a button; ``position`` counts lines.

    Only short lines that are not a sentence can be; near the start of a page less proof is needed.
    """
    text = line.strip()
    if not text or len(text) > 400 or text.endswith(_ENDS):
        return False
    if WHOLE_LINES.fullmatch(text):
        return True
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < 3:
        return False
    known = sum(word in NAVIGATION_WORDS for word in words) / len(words)
    if known >= 0.5 and "," not in text:
        return True
    crumbs = len(_SEPARATORS.findall(text))
    return (crumbs >= 3 and position < 12 and crumbs * 6 >= len(words)) or (
        crumbs >= 2 and known >= 0.25
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` of a text, and whether they are spam."""

    start: int
    end: int
    spam: bool


def spam_stretches(text: str) -> list[Stretch]:
    """Split a paragraph into what belongs to the report and injected advertising, in order.

    One word alone proves nothing (a report may speak of betting shops): a sentence is spam with
    two such expressions, or with one and a link, or beside a sentence that is.
    """
    low = text.lower()
    if not any(map(low.__contains__, _SPAM_STEMS)):
        return [Stretch(0, len(text), spam=False)]
    hits = SPAM_WORDS.findall(text)
    if not hits or (len(hits) < 2 and not re.search(r"https?://|www\.", text)):
        return [Stretch(0, len(text), spam=False)]
    sentences = [match.span() for match in _SENTENCE.finditer(text)] or [(0, len(text))]
    scores = [_score(text[start:end]) for start, end in sentences]
    flags = [
        score >= 2 or (score == 1 and max(scores[max(0, i - 1) : i + 2]) >= 2)
        for i, score in enumerate(scores)
    ]
    stretches: list[Stretch] = []
    for (start, end), spam in zip(sentences, flags, strict=True):
        if stretches and stretches[-1].spam == spam:
            stretches[-1] = Stretch(stretches[-1].start, end, spam)
        else:
            stretches.append(Stretch(start, end, spam))
    return stretches


def _score(sentence: str) -> int:
    found = len(SPAM_WORDS.findall(sentence))
    return found + (1 if found and re.search(r"https?://|www\.", sentence) else 0)
