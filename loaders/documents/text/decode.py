"""Decodes bytes of text whose encoding nobody told, or told wrongly."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from loaders.documents.language import guess
from loaders.errors import DataError

SAMPLE = 200_000
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEGACY = (
    "cp1252", "iso-8859-15", "cp1250", "iso-8859-2", "iso-8859-7", "cp1253", "cp1251", "koi8-r",
    "cp1254", "cp1257", "mac-roman", "cp850",
)  # fmt: skip
# Letters beyond ASCII of the languages that reports of this field are written in.
LETTERS = {
    "de": "äöüßé", "fr": "àâæçéèêëîïôœùûüÿ", "it": "àèéìíîòóùú", "es": "áéíñóúüï", "en": "éèçïöêñ",
    "pt": "ãáàâçéêíóôõú", "ca": "àçéèíïóòúü", "nl": "éëïóöüè", "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšž", "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "ro": "ăâîșțşţ", "tr": "çğıöşü", "sv": "åäöé", "da": "æøåé", "no": "æøåé", "fi": "åäö",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž",
    "et": "äöõüšž",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
}  # fmt: skip
MARKS = frozenset("«»„“”‘’‚–—…€°§·•©®™´¿¡\u00a0\u00ad½²³")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_PROLOG = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]{2,30})", re.IGNORECASE)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Decoded:
    """Text, the encoding it was read in, and what is doubtful about that."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def declared_charset(data: bytes) -> str | None:
    """Return the charset that a page names for itself in its first kilobytes."""
    found = _PROLOG.search(data[:200]) or _META.search(data[:8192])
    return found[1].decode("ascii") if found else None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode by byte order mark, UTF-8, what the file declares, then by the likeliest alphabet.

    ``declared`` is a charset the file names itself; it is believed when it decodes the bytes.
    Raises DataError when the bytes are not text at all.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide:
        return _strictly(data, wide)
    if b"\x00" in data:
        raise DataError("the file is not text (it holds zero bytes)", remedy="check its format")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if len(data) - error.start < 4 and len(data) > 1000:
            text = data[: error.start].decode("utf-8")
            return Decoded(text, "utf-8", ("the last character is cut off",))
    return _declared(data, declared) or _legacy(data)


def _strictly(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    if broken > 1 + len(text) // 1000:
        raise DataError(f"the file is not valid {encoding}", remedy="save it again as UTF-8")
    return Decoded(text, encoding, (f"{broken} characters are broken",) if broken else ())


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in western text every other byte is zero."""
    sample = data[:4000]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    try:
        codec = codecs.lookup(declared).name
    except LookupError:
        return None
    # Browsers read "iso-8859-1" as cp1252, and so must whoever wants the same text.
    codec = "cp1252" if codec in {"iso8859-1", "ascii"} else codec
    if codec in {"utf-8", "utf-16", "utf-32"} or codec not in _single_byte():
        return None
    text = data.decode(codec, errors="replace")
    share = text.count("\ufffd") / max(1, len(text))
    return Decoded(text, codec) if share < 0.001 else None


def _single_byte() -> frozenset[str]:
    named = (*LEGACY, *(f"iso-8859-{number}" for number in range(2, 17) if number != 12))
    more = ("cp1255", "cp1256", "koi8-u", "gb18030", "shift_jis", "euc-jp", "big5", "euc-kr")
    return frozenset(codecs.lookup(name).name for name in (*named, *more))


def _legacy(data: bytes) -> Decoded:
    """Choose the reading whose letters beyond ASCII belong to the language it appears to be in."""
    sample, best = data[:SAMPLE], ("", (0.0, 0.0))
    seen: set[str] = set()
    for encoding in LEGACY:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text in seen or _CONTROL.search(text):
            continue
        seen.add(text)
        score = _plausibility(text)
        if score > best[1]:
            best = (encoding, score)
    encoding, (share, _) = best
    if share < 0.6:
        return _normalised(data)
    text = data.decode(encoding, errors="replace")
    doubtful = share < 0.9 or "\ufffd" in text
    return Decoded(text, encoding, (f"read as {encoding}, which is a guess",) if doubtful else ())


def _plausibility(text: str) -> tuple[float, float]:
    language, confidence = guess(_around(text))
    known = set(LETTERS.get(language, "")) | set(LETTERS.get(language, "").upper()) | MARKS
    beyond = _BEYOND_ASCII.findall(text)
    share = sum(character in known for character in beyond) / max(1, len(beyond))
    return round(share, 2), confidence


def _around(text: str) -> str:
    """Return the words that hold letters beyond ASCII with some context, for a short sample."""
    found = _BEYOND_ASCII.search(text)
    start = max(0, found.start() - 1000) if found else 0
    return text[start : start + 4000]


def _normalised(data: bytes) -> Decoded:
    match = from_bytes(data[:SAMPLE]).best()
    if match is None:
        raise DataError("the file is not text in any known encoding", remedy="save it as UTF-8")
    text = data.decode(match.encoding, errors="replace")
    return Decoded(text, match.encoding, (f"read as {match.encoding}, which is a guess",))
