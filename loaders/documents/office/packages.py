"""Opens files that are zip packages of XML (DOCX, ODT, XLSX, ODS) without trusting them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from loaders.documents.builder import Builder
from loaders.errors import DataError

MAX_MEMBERS = 10_000
MAX_MEMBER = 150_000_000
MAX_TOTAL = 400_000_000
MAX_RATIO = 250
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCT = "{http://purl.org/dc/terms/}"
REMEDY = "open it in the program that wrote it and save it again"


@contextmanager
def open_package(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Give a checked zip archive; raise DataError when it is broken, a bomb, or locked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(package)
            yield package
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
        raise DataError(f"the file is damaged: {error}", remedy=REMEDY) from error


def _check(package: zipfile.ZipFile) -> None:
    members = package.infolist()
    if len(members) > MAX_MEMBERS:
        raise DataError(f"the archive holds {len(members)} files: more than any report")
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name[:3] or ".." in name.split("/"):
            raise DataError(f"the archive holds a file with a path outside it: {name[:80]!r}")
        if member.flag_bits & 1:
            raise DataError("the file is protected by a password", remedy="save it without one")
        small = member.file_size < 1_000_000
        ratio = member.file_size / max(1, member.compress_size)
        if member.file_size > MAX_MEMBER or (ratio > MAX_RATIO and not small):
            raise DataError(
                f"{name[:80]!r} in the archive unpacks to {member.file_size:,} bytes: a zip bomb"
            )
    if sum(member.file_size for member in members) > MAX_TOTAL:
        raise DataError("the archive unpacks to more than any report needs: a zip bomb")


def member(package: zipfile.ZipFile, name: str) -> bytes | None:
    """Return the bytes of a member, or None when there is none of that name."""
    try:
        found = package.getinfo(name)
    except KeyError:
        return None
    with package.open(found) as stream:
        # One byte more than declared would mean that the directory lies about the size.
        content = stream.read(found.file_size + 1)
    if len(content) > found.file_size:
        raise DataError(f"{name!r} in the archive is larger than declared: a zip bomb")
    return content


def parse_xml(content: bytes, name: str) -> etree._Element:
    """Parse XML without entities, network or DTD; raise DataError when it is not well-formed."""
    if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content[:100_000]:
        raise DataError(f"{name} declares entities, which no office program writes", remedy=REMEDY)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        deep = "Excessive depth" in str(error.msg)
        what = "its elements stand hundreds of levels deep in each other" if deep else error.msg
        raise DataError(f"{name} is damaged: {what}", remedy=REMEDY) from error
    if root is None:
        raise DataError(f"{name} is empty", remedy=REMEDY)
    return root


def core_properties(package: zipfile.ZipFile, builder: Builder) -> None:
    """Take title, author, language and date from the core properties (ECMA-376 Part 2)."""
    content = member(package, "docProps/core.xml")
    if content is None:
        return
    root = parse_xml(content, "docProps/core.xml")
    for name, tag in (
        ("title", f"{_DC}title"), ("author", f"{_DC}creator"), ("language", f"{_DC}language"),
        ("date", f"{_DCT}created"), ("subject", f"{_DC}subject"),
    ):  # fmt: skip
        text = root.findtext(tag)
        if text and text.strip():
            builder.metadata[name] = text.strip()
    builder.title = builder.metadata.get("title", "")
    builder.declared_language = builder.metadata.get("language")
