"""Leads inflected names back to the forms a gazetteer has: Polish and Greek cases, genitive -s."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

# Polish: ending of an oblique case → endings of the nominative it may come from, longest first.
POLISH: Mapping[str, tuple[str, ...]] = {
    "owie": ("ów", "owa", "owo"), "owem": ("ów", "owo"), "owa": ("ów", "owo"), "owowi": ("ów",), "owu": ("ów", "owo"),
    "dze": ("ga",), "ce": ("ka", "ca"), "cie": ("t", "ta", "cia", "to"), "dzie": ("d", "da", "dź", "do"),
    "rze": ("r", "ra", "ro"), "rzu": ("rze", "rz"), "rza": ("rze", "rz"), "szczy": ("szcz",), "szczą": ("szcz",), "szczu": ("szcz",),
    "szcie": ("szt", "sta"), "ście": ("st", "sta"), "dniu": ("deń",), "dnia": ("deń",), "dniem": ("deń",),
    "niu": ("ń", "nie"), "nia": ("ń", "nie"), "niem": ("ń", "nie"), "ni": ("ń", "nia", "nie"), "nią": ("nia", "ń"), "nie": ("n", "na", "no", "nia", "ń"),
    "wiu": ("w", "wie"), "wia": ("w", "wie"), "wiem": ("w", "wie"), "wie": ("w", "wa", "wo", "ew"),
    "łku": ("łek",), "łka": ("łek",), "łkiem": ("łek",), "dku": ("dek",), "dka": ("dek",), "dkiem": ("dek",),
    "ście ": (), "iach": ("ia", "ie", "e"), "icach": ("ice",), "icami": ("ice",), "icom": ("ice",), "ic": ("ice",), "iec": ("ce",), "lcach": ("lce",),
    "achs": (), "kach": ("ki",), "kami": ("ki",), "kom": ("ki",), "ek": ("ki",), "ik": ("iki",), "nach": ("ny",), "nami": ("ny",), "en": ("ny",),
    "ach": ("y", "e", "i", "a"), "ami": ("y", "e", "i", "a"), "om": ("y", "e", "i"),
    "kiem": ("k",), "giem": ("g",), "ku": ("k", "ko"), "gu": ("g", "go"), "chu": ("ch",), "chem": ("ch",), "cha": ("ch",), "ka": ("k", "ko"), "ga": ("g",),
    "ki": ("ka", "k"), "gi": ("ga",), "kę": ("ka",), "gę": ("ga",), "ką": ("ka",), "gą": ("ga",),
    "ii": ("ia",), "ji": ("ja",), "ię": ("ia",), "ią": ("ia", "ź"), "ję": ("ja",), "ją": ("ja",), "ei": ("ea",), "eę": ("ea",), "eą": ("ea",), "ui": ("ua",), "uę": ("ua",),
    "li": ("la", "l"), "lę": ("la",), "lą": ("la",), "lu": ("l", "le"), "la": ("l", "le"), "lem": ("l", "le"), "leniu": ("leń",),
    "dzi": ("dź",), "dzią": ("dź",), "skiego": ("skie", "ski"), "skiem": ("skie",), "skim": ("skie", "ski"), "iu": ("ie", ""), "ia": ("ie",),
    "le": ("l", "la", "ł", "ła", "ło"), "zie": ("z", "za", "zo"), "sie": ("s", "sa", "so"), "mie": ("m", "ma"), "bie": ("b", "ba"), "pie": ("p", "pa"), "fie": ("f", "fa"),
    "cy": ("ca", "ce"), "cę": ("ca",), "cą": ("ca",), "żu": ("ż",), "ża": ("ż",), "żem": ("ż",), "szu": ("sz",), "sza": ("sz",), "szem": ("sz",),
    "ego": ("e",), "em": ("", "e", "o"), "owi": ("",), "ą": ("a", ""), "ę": ("a",), "y": ("a", "e"), "u": ("", "o", "e"), "a": ("", "o", "e"), "e": ("a",), "i": ("", "a"),
}  # fmt: skip
_SPECIAL = {
    "Białegostoku": "Białystok", "Białymstoku": "Białystok", "Białymstokiem": "Białystok", "Łodzi": "Łódź", "Łodzią": "Łódź",
    "Nowego Sącza": "Nowy Sącz", "Nowym Sączu": "Nowy Sącz", "Zielonej Góry": "Zielona Góra", "Zielonej Górze": "Zielona Góra",
    "Bielska-Białej": "Bielsko-Biała", "Bielsku-Białej": "Bielsko-Biała", "Jeleniej Góry": "Jelenia Góra", "Jeleniej Górze": "Jelenia Góra",
    "Rzymie": "Rzym", "Rzymu": "Rzym", "Zakopanem": "Zakopane", "Przemyślu": "Przemyśl", "Przemyśla": "Przemyśl", "Radomiu": "Radom",
}  # fmt: skip
# Greek names of municipalities after the people who live there: "Δήμος Αθηναίων".
PEOPLES: Mapping[str, str] = {
    "Αθηναιων": "Athens", "Θεσσαλονικεων": "Thessaloniki", "Πατρεων": "Patras", "Λαρισαιων": "Larissa", "Τρικκαιων": "Trikala",
    "Λεβαδεων": "Livadia", "Ιωαννιτων": "Ioannina", "Λαμιεων": "Lamia", "Ηρακλειωτων": "Heraklion", "Πειραιωσ": "Piraeus", "Πειραιως": "Piraeus",
    "Κορινθιων": "Corinth", "Αχαρνων": "Acharnes", "Χαλκιδεων": "Chalkida", "Σερρων": "Serres", "Δραμασ": "Drama", "Χανιων": "Chania",
}  # fmt: skip
_LENGTHS = tuple(sorted({len(ending) for ending in POLISH}, reverse=True))


@lru_cache(maxsize=20_000)
def base_forms(word: str, language: str | None) -> tuple[str, ...]:
    """Return the forms a word (as in a haystack) may be an inflection of, itself first."""
    forms = [word]
    if language == "pl":
        forms += _polish(word)
    elif language == "el":
        forms += _greek(word)
    elif language in {"de", "nl", "sv", "da"} and len(word) > 4 and word.endswith("s"):
        forms.append(word[:-1])
    return tuple(dict.fromkeys(forms))


def _polish(word: str) -> Iterator[str]:
    if word in _SPECIAL:
        yield _SPECIAL[word]
    for length in _LENGTHS:
        endings = POLISH.get(word[-length:]) if len(word) > length + 1 else None
        for ending in endings or ():
            yield word[: len(word) - length] + ending


def _greek(word: str) -> Iterator[str]:
    """Yield nominatives of a Greek word without accents."""
    if word in PEOPLES:
        yield PEOPLES[word]
    if word.endswith(("ας", "ης", "ος", "ες")) and len(word) > 4:
        yield word[:-1]
    if word.endswith("εως"):
        yield word[:-3] + "η"
    if word.endswith("ου"):
        yield from (word[:-2] + ending for ending in ("ο", "ος", "ι", "ιο", "ης"))
    if word.endswith("ιου"):
        yield from (word[:-3] + ending for ending in ("ι", "ιο", "ιος"))
    if word.endswith("ων"):
        yield from (word[:-2] + ending for ending in ("α", "ες", "η", "οι", "ια"))
    if word.endswith(("α", "η")):
        yield word + "ς"
    if word.endswith("ο"):
        yield word + "ς"


def adjectives(word: str, language: str) -> tuple[str, ...]:
    """Return the nominatives of the first word of a name ("Nowym" Sącz, "Νέας" Σμύρνης)."""
    if language == "el":
        return base_forms(word, language)
    endings = {
        "ej": "a",
        "ą": "a",
        "ego": "y",
        "emu": "y",
        "ym": "y",
        "im": "i",
        "iej": "ia",
        "iego": "ie",
    }
    found = [word[: -len(old)] + new for old, new in endings.items() if word.endswith(old)]
    return (word, *found, *base_forms(word, language)[1:])


_GIVEN = (
    ("owi", ("", "ek")), ("kiem", ("ek", "k")), ("kowi", ("ek", "k")), ("ka", ("ek", "k")), ("iem", ("", "")), ("em", ("",)), ("ego", ("y", "i")),
    ("emu", ("y", "i")), ("dze", ("ga",)), ("cie", ("ta",)), ("rze", ("ra",)), ("ce", ("ka", "ca")), ("ie", ("a",)), ("a", ("",)),
    ("y", ("a",)), ("ii", ("ia",)), ("i", ("a", "ia")), ("ą", ("a",)), ("ę", ("a",)), ("u", ("",)), ("le", ("la", "ła")),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def given_names(word: str) -> tuple[str, ...]:
    """Return the nominatives that a Polish or Greek given name (with accents) may be a case of."""
    if len(word) < 4:
        return ()
    if word[0] > "\u0370":
        return (
            word + "ς",
            word[:-1],
            word[:-2] + "ος",
            word[:-2] + "ης",
            word[:-2] + "ιος",
            word[:-1] + "ς",
        )
    return tuple(
        word[: len(word) - len(ending)] + base
        for ending, bases in _GIVEN
        if word.endswith(ending) and len(word) > len(ending) + 2
        for base in bases
    )
