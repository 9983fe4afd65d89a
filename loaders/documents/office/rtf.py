"""Reads RTF (Rich Text Format 1.9.1): its paragraphs and the rows of its tables, as plain text.

striprtf knows the control words and code pages; what it would take long for is taken out before.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from striprtf.striprtf import font_table_group, rtf_to_text

from loaders.documents.builder import Builder
from loaders.documents.text.plaintext import read_text
from loaders.errors import DataError

# striprtf comes without types.
_convert: Callable[..., str] = rtf_to_text
_font_table: Callable[[str], str] = font_table_group
_REMEDY = "open it in a word processor and save it as DOCX or ODT"
# Pictures and other files inside: nothing but digits for a long stretch.
_DIGITS = re.compile(r"[0-9a-fA-F\r\n]{600,}+")
_BEYOND_ASCII = re.compile(r"[\x80-\xff]")
# With a line end inside, a field is read like any other group: what it shows, not its address.
_FIELD = re.compile(r"\\field(?=\{)", re.IGNORECASE)
_FONT = re.compile(r"\\f(?P<number>\d{1,6})(?!\d)")
_CHARSET = re.compile(r"\\fcharset(?P<number>\d{1,3})(?!\d)")
_INFO = re.compile(r"\{\\(?P<name>title|author)\s(?P<words>[^{}]{1,300})\}")
_CODE_PAGE = re.compile(r"\\ansicpg\d{1,5}(?!\d)")
_LEFT_OUT = {"footnotes": "\\footnote", "comments": "\\annotation", "pictures": "\\pict"}
_UNTOLD = {"hidden text": re.compile(r"\\v(?![a-z0-9])"), "deleted text": re.compile(r"\\deleted")}
_HEAD = 20_000


def read_rtf(data: bytes, builder: Builder) -> str:
    """Add the blocks of the text, and return it: offsets are those of the text itself.

    Footnotes, comments and pictures are left out with a warning.  Raises DataError when the file
    is broken.
    """
    source = _BEYOND_ASCII.sub(_escaped, data.decode("latin-1"))
    if not source.rstrip("\x00\r\n \t").endswith("}"):
        builder.warnings.append("the RTF file is cut off: what stands before is read")
    _warn(source, builder)
    source = _FIELD.sub(r"\\field\n", _DIGITS.sub("", source))
    source = _with_simple_fonts(source)
    _metadata(source[:_HEAD], builder)
    text = _paragraphs(_plain(source))
    read_text(text, builder)
    return text


def _escaped(letter: re.Match[str]) -> str:
    """Return a byte beyond ASCII as RTF writes it, so that the code page of its font counts."""
    return f"\\'{ord(letter[0]):02x}"


def _warn(source: str, builder: Builder) -> None:
    found = [name for name, word in _LEFT_OUT.items() if word in source]
    if found:
        builder.warnings.append(f"the RTF file has {', '.join(found)}: they are left out")
    read = [name for name, word in _UNTOLD.items() if word.search(source)]
    if read:
        builder.warnings.append(
            f"the RTF file has {' and '.join(read)}, which is read like the rest: "
            "save it as DOCX to leave it out"
        )


def _with_simple_fonts(source: str) -> str:
    """Return a file whose table of fonts says of each only its number and character set."""
    table = _font_table(source)
    fonts = []
    for entry in table.split(";"):
        charset = _CHARSET.search(entry)
        font = _FONT.search(entry)
        if font is not None and charset is not None:
            fonts.append(f"{{\\f{font['number']}\\fcharset{charset['number']} x;}}")
    simple = "{\\fonttbl" + "\n".join(fonts) + "}" if table else ""
    return source.replace(table, simple, 1) if table else source


def _metadata(head: str, builder: Builder) -> None:
    page = _CODE_PAGE.search(head)
    for found in _INFO.finditer(head):
        said = _plain(f"{{\\rtf1{page[0] if page else ''} {found['words']}}}").strip()
        if said:
            builder.metadata.setdefault(found["name"], said)
    builder.title = builder.metadata.get("title", "")


def _plain(source: str) -> str:
    """Return the words; raise DataError when control words or numbers are broken."""
    try:
        text = _convert(source, errors="replace")
    except (ValueError, TypeError, OverflowError, LookupError) as error:
        raise DataError("the RTF file is broken", remedy=_REMEDY) from error
    # Letters beyond the first plane come as two halves.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _paragraphs(text: str) -> str:
    """Return the text with an empty line between paragraphs, and rows of tables one a line."""
    parts: list[str] = []
    row_before = False
    for line in text.replace("\x00", "").split("\n"):
        cells = [cell.strip() for cell in line.rstrip()[:-1].split("|")]
        row = line.rstrip().endswith("|") and len(cells) > 1
        words = f"| {' | '.join(cells)} |" if row else line.strip(" \t|")
        if words:
            parts.append(("\n" if row and row_before else "\n\n") + words)
            row_before = row
    return "".join(parts).lstrip("\n") + "\n"
