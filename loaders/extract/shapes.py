"""Follows capitalised words to the left and to the right, as names of organisations and charters run."""

from __future__ import annotations

import re

from loaders.extract.haystack import upper_class

UPPER = upper_class()
CONNECTORS = frozenset(
    "of for the and on in against to with at & de des du d la le les l et pour à en contre sur aux "
    "di del della delle dei degli dell per e contro al alla sul sulla y para por los las el von der die das "
    "den dem des für und gegen zur zum im van voor tegen op te het een του της των για την τις τα το τους στη στην ζ και "
    "na rzecz w we z ds. do spraw dla i przeciwko im. im da dos do".split()
)
# Capitalised words that open a sentence or phrase and are no part of a name.
OPENERS = frozenset(
    "The This That These Those Our Their His Her Its A An In On At By For From With When While Since After "
    "Before As And But Or If Both Each Some Many All One Two Three Under Within Between During Also However Today "
    "Now There Here It They We You He She According Together Like Thanks Although Because Through About Other Such "
    "Der Die Das Den Dem Des Ein Eine Einer Einem Einen Im In Am An Auf Bei Beim Mit Von Vom Zu Zum Zur Nach Seit "
    "Für Gegen Und Oder Aber Wenn Als Auch Durch Unter Über Um So Wie Diese Dieser Dieses Dem Unser Ihre Seine Laut Neben "
    "Le La Les L Un Une Des Du De D Au Aux En Dans Par Pour Avec Sur Et Ou Mais Selon Depuis Ce Cette Ces Son Sa Ses Leur "
    "Il Lo I Gli La Le Uno Una Nel Nella Nelle Nei Negli Dal Dalla Del Della Dei Delle Di Da Con Per Su Sul Sulla E Ed Ma Se "
    "Secondo Anche Questo Questa Tra Fra El Los Las Una En De Del Con Por Para Según Desde Y O Pero Su Sus Este Esta También "
    "Entre Ο Η Το Οι Τα Τον Την Του Της Των Στο Στη Στην Στον Στους Στις Από Με Για Και Σε Σύμφωνα W We Z Ze Na Do Od Dla "
    "Po Przez Przy I A Ale Oraz Jak Według Ten Ta To Te Także De Het Een Van In Op Bij Met Voor Door Naar En Of Maar Als Ook "
    "Volgens Sinds Deze Dit Die Dat Een Onze Hun Sous Lors Ainsi Chez À Quando Dopo Cuando Tras Kiedy Gdy Όταν Μετά Toen Na Nun "
    "Then So Yet Thus Moreover Furthermore Meanwhile First Second Third Finally Former Like Per Our Your My Even Not No".split()
)
_COMPOUND_ADJECTIVE = re.compile(r"-(?:based|born|led|wide|run|funded|area|like|style|bound)$")
_WORD = re.compile(r"\S+")
_INDEFINITE = frozenset(
    "a an another any some many several various every each no ein eine einer einem einen eines viele mehrere une un una uno "
    "plusieurs chaque quelque alcune alcuni varias varios een enkele veel jakaś ένας μια μία ένα κάθε wiele inna kilka "
    "their its our his her local lokale lokalen lokaler örtliche new neue neuen neues such".split()
)
_TRIM = ".,;:!?()[]«»„“”\"'’‘"


def capital(word: str) -> bool:
    """Tell whether a word begins with a capital letter (after an opening quote or bracket)."""
    bare = word.lstrip("(\"'«„“‘[’")
    return bool(bare) and bare[0].isupper()


def run_left(text: str, start: int, most: int = 7) -> int:
    """Return where the capitalised words (and connectors between them) before an offset begin.

    Stops at punctuation, at the line's start and at words that open a sentence.
    """
    begin = position = start
    for _ in range(most):
        low = position
        while low > 0 and text[low - 1] == " ":
            low -= 1
        if low == position or low == 0:
            break
        high = low
        while low > 0 and not text[low - 1].isspace():
            low -= 1
        word = text[low:high]
        if word[-1] in ",.;:!?)]»”\"" or (word[-1] == "’" and len(word) > 2):
            break
        if word[0] in "(\"«„“‘[":
            if capital(word) and word[1:] not in OPENERS:
                begin = low + 1
            break
        if capital(word):
            if word in OPENERS or _COMPOUND_ADJECTIVE.search(word):
                break
            begin = position = low
        elif word in CONNECTORS and position < start:
            position = low
        else:
            break
    return begin


def run_right(text: str, end: int, most: int = 9, connectors: frozenset[str] = CONNECTORS) -> int:
    """Return where the capitalised words (and connectors between them) after an offset end."""
    finish = end
    pending = 0
    for match in _WORD.finditer(text, end, min(len(text), end + 160)):
        if "\n" in text[finish : match.start()] or most == 0:
            break
        word = match.group()
        bare = word.rstrip(_TRIM)
        if word[0] in "([„“\"«–—-" or not bare:
            break
        core = bare[2:] if bare[:2].lower() in {"d'", "d’", "l'", "l’"} else bare
        core = core[5:] if core[:5].lower() in {"dell'", "dell’", "sull'", "sull’", "nell'"} else core
        if capital(core) and bare not in {"I"}:
            finish, pending = match.start() + len(bare), 0
            if bare.endswith(("'s", "’s")):
                return finish - 2
        elif bare in connectors and bare == word:
            pending += 1
            if pending > 3:
                break
        else:
            break
        if len(bare) < len(word) and not (word == bare + "." and len(bare) <= 2):
            break
        most -= 1
    return finish


def indefinite(before: list[str]) -> bool:
    """Tell whether the word before (lower case) says that a kind is meant and no name."""
    return bool(before) and before[-1] in _INDEFINITE
