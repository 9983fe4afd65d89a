"""From what somebody typed to expressions of FTS5: words, their beginnings, and what was meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from endpoint.site.search.distance import distance
from endpoint.site.search.index import Index
from loaders.naming.spelling import MOST_SQUEEZED, romanised
from loaders.naming.variants import LONGEST, allowed
from loaders.text import folded

WORDS = 8
LONGEST_TEXT = 200
SHORT = 2
MEANT = 12  # words that one typed word may have meant
# Endings of a declined name: what may stand behind a word that is known.
STEM, ENDING = 5, 3
# What comes of the end of a name when people of the place are meant: Münchner, Zürcher.
DEMONYMS = (("ner", "en"), ("cher", "ich"))
# Words that stand before a name in a sentence or a title, and are of no name alone.
BEFORE = frozenset(
    folded(
        "the of from and city town der die das dem den des und aus bei nach von zur zum stadt "
        "kanton les aux dans pour ville canton commune mairie del della dello degli delle nel "
        "nella comune città provincia las los una ciudad ayuntamiento municipio het van voor "
        "gemeente stad dla oraz przez miasto miasta mieście της του των την τον στη στην στον στο "
        "στους πόλη δήμος δήμου"
    ).split()
)


@dataclass(frozen=True)
class Meant:
    """What a text may have meant: for each of its words, words of names with letters that differ.

    ``beginnings`` tells which words may go on, as the last one of a text that is being typed.
    """

    groups: tuple[Mapping[str, int], ...]
    most: int

    def expression(self) -> str:
        """Return the FTS5 expression; every word is quoted, so nothing typed is an order."""
        parts = ("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in self.groups)
        return " AND ".join(parts)

    def apart(self, words: Sequence[str]) -> int:
        """Return how many letters the words of a name differ by, the nearest for each typed one."""
        total = 0
        for group in self.groups:
            total += min((group[word] for word in words if word in group), default=self.most + 1)
        return total


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, a bounded number of them."""
    return tuple(folded(text[:LONGEST_TEXT]).split()[:WORDS])


def beginnings(words: Sequence[str]) -> str:
    """Return the FTS5 expression for words in any order, each as a beginning; '' without words."""
    return " AND ".join(f'"{word}"*' for word in words)


def longer(words: Sequence[str]) -> tuple[str, ...]:
    """Leave out short words, which may be of a sentence: ``w Gdańsku``."""
    return tuple(word for word in words if len(word) > SHORT)


def without_sentence(words: Sequence[str]) -> tuple[str, ...]:
    """Leave out articles and what a place is called by: ``της Αθήνας``, ``in der Stadt Bern``."""
    return tuple(word for word in longer(words) if word not in BEFORE)


def reach(words: Sequence[str]) -> int:
    """Return how many letters misspelt words may differ by: 1 of five letters, 2 of nine."""
    return allowed(sum(map(len, words)) + len(words) - 1) if words else 0


def meant(index: Index, words: Sequence[str], most: int) -> Meant | None:
    """Return what words misspelt by up to ``most`` letters may have meant.

    All of them may be in one word of several. Return None when one of the words is like no word.
    """
    groups = []
    for word in words:
        group = _alternatives(index, word, most)
        if not group:
            return None
        groups.append(group)
    return Meant(tuple(groups), most)


def as_one(words: Sequence[str]) -> tuple[str, ...]:
    """Return two or three words as one: ``frank furt``; nothing for one or many."""
    return ("".join(words),) if 1 < len(words) <= MOST_SQUEEZED else ()


def _alternatives(index: Index, word: str, most: int) -> dict[str, int]:
    plain = romanised(word)
    own = most if len(word) < STEM else allowed(len(word))
    own = min(own, 1 if len(word) < STEM else most)
    found = dict.fromkeys(index.terms(list({word, plain})), 0)
    if len(plain) <= LONGEST and len(plain) > SHORT and not plain.isdigit():
        for one in {word, plain}:
            for term in index.near(one, own):
                apart = distance(one, term, own)
                if apart <= own:
                    found[term] = min(apart, found.get(term, apart))
    stems = [plain[:-n] for n in range(1, ENDING + 1) if len(plain) - n >= STEM]
    for end, instead in DEMONYMS:
        if plain.endswith(end) and len(plain) > STEM:
            stems.append(plain.removesuffix(end) + instead)
    for stem in index.terms(stems) if stems else ():
        found.setdefault(stem, min(len(plain) - len(stem), most))
    nearest = sorted(found.items(), key=lambda pair: (pair[1], pair[0]))[:MEANT]
    return dict(nearest)
