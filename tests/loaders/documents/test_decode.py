"""Encodings: marks, declarations, and old code pages that nobody declared."""

import codecs

import pytest

from loaders.documents.text.decode import decode
from loaders.errors import DataError

GERMAN = "Die Stadt Zürich beschloß 2018, die Züri City Card einzuführen; Bürger fürchten Kosten."
FRENCH = "La ville de Saint-Étienne a adopté une charte d’accueil dès l’été 2018 grâce au réseau."
ITALIAN = "La città di Palermo è più aperta: perché no?"
SPANISH = "El Ayuntamiento aprobó en enero un plan de acogida, según señaló la alcaldía española."
POLISH = "Gdańsk przyjął model integracji; Łódź, Wrocław i Kraków są również członkami sieci."
GREEK = "Η Αθήνα υπέγραψε τη διακήρυξη των πόλεων αλληλεγγύης το 2016."
CZECH = "Město Brno přijalo strategii začleňování cizinců, řekl primátor."
RUSSIAN = "Город Берлин принял хартию солидарности в 2018 году."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (GERMAN, "mac-roman"),
        (FRENCH, "cp1252"),
        (ITALIAN, "cp1252"),
        (SPANISH, "iso-8859-15"),
        (POLISH, "cp1250"),
        (POLISH, "iso-8859-2"),
        (GREEK, "iso-8859-7"),
        (GREEK, "cp1253"),
        (CZECH, "cp1250"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp1251"),
        (GREEK, "utf-8"),
        (ITALIAN, "utf-16-le"),
        (ITALIAN, "utf-16-be"),
    ],
)
def test_undeclared_encodings_are_told(text, encoding):
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_marks_are_believed_and_left_out(mark, encoding):
    found = decode(mark + GREEK.encode(encoding))
    assert (found.text, found.encoding) == (GREEK, encoding)


def test_a_declared_charset_decides_when_it_fits():
    assert decode(GREEK.encode("iso-8859-7"), "iso-8859-7").text == GREEK
    assert decode("“Zürich”".encode("cp1252"), "iso-8859-1").text == "“Zürich”"
    assert decode(GREEK.encode(), "iso-8859-7").text == GREEK


def test_an_unknown_declaration_does_no_harm():
    assert decode(GERMAN.encode("cp1252"), "klingon").text == GERMAN


def test_a_character_cut_off_at_the_end_is_told():
    found = decode(("Η Αθήνα " * 200 + "Αθήνα").encode()[:-1])
    assert found.text.endswith("Αθήν")
    assert found.warnings == ("the last character is cut off",)


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(DataError, match="not text"):
        decode(b"abc\x00\x01\x02def" * 50)
