"""The forms under which a name is found: folded, in Latin letters, spelled out, without blanks."""

from __future__ import annotations

import re

from loaders.text import folded

# How a form came from a name, the closest first.
FOLDED, ROMANISED, SPELLED, SQUEEZED = range(4)
MOST_SQUEEZED, LONGEST_SQUEEZED = 3, 20  # words and letters of a name that people write as one
# Greek as in passports (ELOT 743): what two letters are together, then single letters.
DIPHTHONG = re.compile(r"([αεη])υ(?=(.)?)")
VOICELESS = frozenset("θκξπστφχψ")
PAIRS = (("ου", "ou"), ("γγ", "ng"), ("γξ", "nx"), ("γχ", "nch"))
INITIAL = re.compile(r"\bμπ")
GREEK = str.maketrans(
    dict(zip("αβγδεζηικλμνοπρστυω", "avgdeziiklmnoprstyo", strict=True))
    | {"θ": "th", "ξ": "x", "φ": "f", "χ": "ch", "ψ": "ps", "ς": "s"}
)
CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэі", "abvgdeziiklmnoprstufyei", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
       "є": "ye", "ґ": "g", "ъ": "", "ь": ""}
)  # fmt: skip
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
CAPITALS = re.compile(r"[^\W\d_]{2,12}")
ENCLOSED = re.compile(r"\(([^\W\d_]{2,12})\)")
LEADING = re.compile(r"([^\W\d_]{2,12}) [–—:-] ")


def romanised(plain: str) -> str:
    """Return a folded text in Latin letters, as far as its letters are Greek or Cyrillic.

    >>> romanised("αθηνα")
    'athina'
    """
    if plain.isascii():
        return plain
    text = DIPHTHONG.sub(_diphthong, INITIAL.sub("b", plain))
    for pair, letters in PAIRS:
        text = text.replace(pair, letters)
    return text.translate(GREEK).translate(CYRILLIC)


def _diphthong(found: re.Match[str]) -> str:
    voiceless = found[2] is None or found[2] in VOICELESS or not found[2].isalpha()
    return found[1] + ("f" if voiceless else "v")


def squeezed(plain: str) -> str:
    """Return a short folded text of two or three words as one word, else ''."""
    words = plain.split(" ", MOST_SQUEEZED)
    short = 1 < len(words) <= MOST_SQUEEZED and len(plain) <= LONGEST_SQUEEZED
    return "".join(words) if short else ""


def forms(name: str) -> dict[str, int]:
    """Return the forms of a name with how each came from it.

    >>> forms("Zürich")
    {'zurich': 0, 'zuerich': 2}
    """
    plain = folded(name)
    found = {plain: FOLDED}
    found.setdefault(romanised(plain), ROMANISED)
    lower = name.casefold()
    if (spelled := lower.translate(SPELLED_OUT)) != lower:
        found.setdefault(folded(spelled), SPELLED)
    found.setdefault(squeezed(romanised(plain)), SQUEEZED)
    found.pop("", None)
    return found


def is_acronym(text: str) -> bool:
    """Tell whether a text is written as acronyms are: ``ICORN``, ``C-MISE``.

    >>> is_acronym("ICORN"), is_acronym("Icorn")
    (True, False)
    """
    letters = re.sub(r"[\d.\-/ ]", "", text) if len(text) <= 14 else ""
    return bool(CAPITALS.fullmatch(letters)) and letters.isupper()


def acronyms(name: str) -> tuple[str, ...]:
    """Return the acronyms that a name says it has, in brackets or before a dash.

    >>> acronyms("ANVITA - Association nationale")
    ('ANVITA',)
    """
    found = [match[1] for match in ENCLOSED.finditer(name)]
    if leading := LEADING.match(name):
        found.append(leading[1])
    return tuple(dict.fromkeys(one for one in found if one.isupper()))
