"""Reads EPUB: the chapters of a book in their order (EPUB 3.3, of which EPUB 2 is a part)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from loaders.documents.builder import Builder
from loaders.documents.html.reader import read_whole
from loaders.documents.office.packages import member, open_package, parse_xml
from loaders.documents.text.decode import declared_charset, decode
from loaders.errors import DataError

CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ROOT = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_CIPHER = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_TITLES = {"main": "title", "subtitle": "subtitle"}
_NAMED = 10  # chapters that warnings name
_REMEDY = "export the book as PDF or DOCX, and load that"


def read_epub(data: bytes, builder: Builder) -> None:
    """Add the blocks of all chapters; parts are named like the files in the package.

    Raises DataError when the book is damaged or its chapters are encrypted.
    """
    with open_package(data) as package:
        path = _package_document(package)
        root = parse_xml(_needed(package, path), path)
        chapters = list(dict.fromkeys(_chapters(root, posixpath.dirname(path))))
        if not chapters:
            raise DataError("the EPUB names no chapters", remedy=_REMEDY)
        _refuse_locked(package, chapters)
        _metadata(root, builder)
        lacking = []
        for chapter in chapters:
            content = member(package, chapter)
            if content is None:
                lacking.append(chapter)
                continue
            read_whole(decode(content, declared_charset(content)).text, builder, chapter, xml=True)
    _check_lacking(lacking, chapters, builder)


def _check_lacking(lacking: list[str], chapters: list[str], builder: Builder) -> None:
    """Warn of chapters that the EPUB names but lacks, the first by name; refuse when all are."""
    if len(lacking) == len(chapters):
        raise DataError(f"the EPUB has none of the chapters it names: {lacking[0]}", remedy=_REMEDY)
    for chapter in lacking[:_NAMED]:
        builder.warnings.append(f"the EPUB names a chapter that it lacks: {chapter}")
    if len(lacking) > _NAMED:
        more = len(lacking) - _NAMED
        builder.warnings.append(f"the EPUB names {more:,} more chapters that it lacks")


def _package_document(package: ZipFile) -> str:
    root = parse_xml(_needed(package, CONTAINER), CONTAINER)
    path = next((found.get("full-path", "") for found in root.iter(_ROOT)), "")
    if not path:
        raise DataError(f"{CONTAINER} names no book of the EPUB", remedy=_REMEDY)
    return path


def _needed(package: ZipFile, name: str) -> bytes:
    content = member(package, name)
    if content is None:
        raise DataError(f"the EPUB has no {name}", remedy=_REMEDY)
    return content


def _chapters(root: etree._Element, folder: str) -> Iterator[str]:
    """Yield the paths of what is read from first to last, without tables of contents."""
    items = {item.get("id"): item for item in root.iter(f"{_OPF}item")}
    for name in dict.fromkeys(one.get("idref") for one in root.iter(f"{_OPF}itemref")):
        item = items.get(name)  # each once (EPUB 3.3, 5.7.2), however often it is named
        if item is None or item.get("media-type") not in _PAGES:
            continue
        if "nav" not in item.get("properties", "").split():
            href = unquote(item.get("href", "").partition("#")[0])
            yield posixpath.normpath(posixpath.join(folder, href))


def _refuse_locked(package: ZipFile, chapters: list[str]) -> None:
    """Refuse encrypted chapters; fonts may be obfuscated, that concerns nobody."""
    content = member(package, "META-INF/encryption.xml")
    if content is None:
        return
    root = parse_xml(content, "META-INF/encryption.xml")
    locked = {posixpath.normpath(unquote(found.get("URI", ""))) for found in root.iter(_CIPHER)}
    if locked & set(chapters):
        raise DataError("the EPUB is encrypted", remedy="load a copy without copy protection")


def _titles(root: etree._Element) -> dict[str, str]:
    """Return title and subtitle where the book says which is which (EPUB 3.3, ``title-type``)."""
    types = {
        one.get("refines", ""): (one.text or "").strip()
        for one in root.iter(f"{_OPF}meta")
        if one.get("property") == "title-type"
    }
    found: dict[str, str] = {}
    for one in root.iter(f"{_DC}title"):
        name = _TITLES.get(types.get(f"#{one.get('id', '')}", ""))
        words = " ".join((one.text or "").split())
        if name and words:
            found.setdefault(name, words)
    if "subtitle" in found and "title" not in found:
        others = (" ".join((one.text or "").split()) for one in root.iter(f"{_DC}title"))
        found["title"] = next((words for words in others if words != found["subtitle"]), "")
    return {name: words for name, words in found.items() if words}


def _metadata(root: etree._Element, builder: Builder) -> None:
    for name in ("title", "creator", "date", "language", "publisher"):
        text = " ".join((root.findtext(f".//{_DC}{name}") or "").split())
        if text:
            builder.metadata[{"creator": "author"}.get(name, name)] = text
    builder.metadata |= _titles(root)
    builder.title = builder.metadata.get("title", "")
    builder.declared_language = builder.metadata.get("language")
