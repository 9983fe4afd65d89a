"""The names of months, seasons and parts of a year in the languages of the sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

#: Month names and their usual short forms, January to December, by ISO 639-1 code.
MONTHS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "en": (("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
           ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"),
           ("october", "oct"), ("november", "nov"), ("december", "dec")),
    "de": (("januar", "jänner", "jan"), ("februar", "feber", "feb"), ("märz", "mär", "mrz"),
           ("april", "apr"), ("mai",), ("juni", "jun"), ("juli", "jul"), ("august", "aug"),
           ("september", "sept", "sep"), ("oktober", "okt"), ("november", "nov"),
           ("dezember", "dez")),
    "fr": (("janvier", "janv"), ("février", "févr", "fév"), ("mars",), ("avril", "avr"), ("mai",),
           ("juin",), ("juillet", "juil"), ("août",), ("septembre", "sept"), ("octobre", "oct"),
           ("novembre", "nov"), ("décembre", "déc")),
    "it": (("gennaio", "gen"), ("febbraio", "feb"), ("marzo", "mar"), ("aprile", "apr"),
           ("maggio", "mag"), ("giugno", "giu"), ("luglio", "lug"), ("agosto", "ago"),
           ("settembre", "sett", "set"), ("ottobre", "ott"), ("novembre", "nov"),
           ("dicembre", "dic")),
    "es": (("enero", "ene"), ("febrero", "feb"), ("marzo", "mar"), ("abril", "abr"),
           ("mayo", "may"), ("junio", "jun"), ("julio", "jul"), ("agosto", "ago"),
           ("septiembre", "setiembre", "sept", "sep"), ("octubre", "oct"), ("noviembre", "nov"),
           ("diciembre", "dic")),
    "el": (("ιανουάριος", "ιανουαρίου", "ιαν"), ("φεβρουάριος", "φεβρουαρίου", "φεβ"),
           ("μάρτιος", "μαρτίου", "μαρ"), ("απρίλιος", "απριλίου", "απρ"),
           ("μάιος", "μαΐου", "μάης", "μάη"), ("ιούνιος", "ιουνίου", "ιουν"),
           ("ιούλιος", "ιουλίου", "ιουλ"), ("αύγουστος", "αυγούστου", "αυγ"),
           ("σεπτέμβριος", "σεπτεμβρίου", "σεπ", "σεπτ"), ("οκτώβριος", "οκτωβρίου", "οκτ"),
           ("νοέμβριος", "νοεμβρίου", "νοε", "νοεμ"), ("δεκέμβριος", "δεκεμβρίου", "δεκ")),
    "pl": (("styczeń", "stycznia", "styczniu", "sty"), ("luty", "lutego", "lutym", "lut"),
           ("marzec", "marca", "marcu", "mar"), ("kwiecień", "kwietnia", "kwietniu", "kwi"),
           ("maj", "maja", "maju"), ("czerwiec", "czerwca", "czerwcu", "cze"),
           ("lipiec", "lipca", "lipcu", "lip"), ("sierpień", "sierpnia", "sierpniu", "sie"),
           ("wrzesień", "września", "wrześniu", "wrz"),
           ("październik", "października", "październiku", "paź"),
           ("listopad", "listopada", "listopadzie", "lis"),
           ("grudzień", "grudnia", "grudniu", "gru")),
    "nl": (("januari", "jan"), ("februari", "feb"), ("maart", "mrt"), ("april", "apr"), ("mei",),
           ("juni", "jun"), ("juli", "jul"), ("augustus", "aug"), ("september", "sept", "sep"),
           ("oktober", "okt"), ("november", "nov"), ("december", "dec")),
}  # fmt: skip

#: Spring, summer, autumn, winter by language; EDTF numbers them 21 to 24.
SEASONS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "en": (("spring",), ("summer",), ("autumn", "fall"), ("winter",)),
    "de": (("frühjahr", "frühling"), ("sommer",), ("herbst",), ("winter",)),
    "fr": (("printemps",), ("été",), ("automne",), ("hiver",)),
    "it": (("primavera",), ("estate",), ("autunno",), ("inverno",)),
    "es": (("primavera",), ("verano",), ("otoño",), ("invierno",)),
    "el": (("άνοιξη",), ("καλοκαίρι",), ("φθινόπωρο",), ("χειμώνας", "χειμώνα")),
    "pl": (("wiosna", "wiosną", "wiosny"), ("lato", "latem", "lata"),
           ("jesień", "jesienią", "jesieni"), ("zima", "zimą", "zimy")),
    "nl": (("voorjaar", "lente"), ("zomer",), ("najaar", "herfst"), ("winter",)),
}  # fmt: skip

#: Words for the begin, the middle and the end of a year or month, in front of it.
PARTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {"begin": ("beginning of", "start of", "early"), "middle": ("middle of", "mid-", "mid"),
           "end": ("end of", "late", "the end of")},
    "de": {"begin": ("anfang",), "middle": ("mitte",), "end": ("ende",)},
    "fr": {"begin": ("début",), "middle": ("mi-",), "end": ("fin",)},
    "it": {"begin": ("inizio", "all'inizio del"), "middle": ("metà",), "end": ("fine",)},
    "es": {"begin": ("principios de", "inicios de"), "middle": ("mediados de",),
           "end": ("finales de", "fines de")},
    "el": {"begin": ("αρχές",), "middle": ("μέσα",), "end": ("τέλη", "τέλος")},
    "pl": {"begin": ("początek", "na początku"), "middle": ("połowa",), "end": ("koniec",)},
    "nl": {"begin": ("begin",), "middle": ("midden", "medio"), "end": ("eind", "einde")},
}  # fmt: skip


def fold(word: str) -> str:
    """Return a word as the tables are searched by: case-folded, NFC, without a final point.

    Case folding takes some Greek letters apart, so that NFC comes last.
    """
    folded = unicodedata.normalize("NFC", word).casefold().strip().rstrip(".")
    return unicodedata.normalize("NFC", folded)


def _index(tables: Mapping[str, tuple[tuple[str, ...], ...]], first: int) -> dict[str, int]:
    return {
        fold(name): first + position
        for names in tables.values()
        for position, forms in enumerate(names)
        for name in forms
    }


#: Every month name and short form of every language → 1 to 12.
MONTH_NUMBERS: Mapping[str, int] = _index(MONTHS, 1)
#: Every season name of every language → EDTF code 21 to 24.
SEASON_CODES: Mapping[str, int] = _index(SEASONS, 21)
#: Every word in front of a year → begin, middle or end.
PART_NAMES: Mapping[str, str] = {
    fold(word): part for parts in PARTS.values() for part, words in parts.items() for word in words
}


def alternatives(words: Mapping[str, object]) -> str:
    """Return a regular expression that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def month_number(word: str) -> int | None:
    """Return 1 to 12 for a month name or short form in any of the languages, else None."""
    return MONTH_NUMBERS.get(fold(word))


def season_code(word: str) -> int | None:
    """Return the EDTF code (21 spring to 24 winter) of a season name, else None."""
    return SEASON_CODES.get(fold(word))
