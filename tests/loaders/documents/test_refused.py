"""Files that hold a report but cannot be read: real small ones, refused by name with advice."""

from __future__ import annotations

import struct
from hashlib import md5

import pytest

from loaders.errors import DataError
from tests.loaders.documents.conftest import pdf_file, zip_bytes

PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def rc4(key: bytes, data: bytes) -> bytes:
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def locked_pdf(password: bytes) -> bytes:
    """Write a PDF that opens with a password only (PDF 1.4, standard handler, revision 2)."""
    padded, name = (password + PAD)[:32], bytes(16)
    owner = rc4(md5(padded, usedforsecurity=False).digest()[:5], padded)
    seed = padded + owner + struct.pack("<i", -4) + name
    user = rc4(md5(seed, usedforsecurity=False).digest()[:5], PAD)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
        % (owner.hex().encode(), user.hex().encode()),
    ]
    ident = name.hex().encode()
    return pdf_file(objects, 1, more=b"/Encrypt 4 0 R /ID [<%s> <%s>]" % (ident, ident))


def compound(*streams: str) -> bytes:
    """Write a compound file (MS-CFB 3) with streams of 4,096 bytes of these names."""

    def entry(name: str, kind: int, child: int, start: int, right: int = FREE) -> bytes:
        words = name.encode("utf-16-le").ljust(64, b"\0")
        size = 4096 if kind == 2 else 0
        length = 2 * len(name) + 2 if name else 0
        head = words + struct.pack("<HBBIII", length, kind, 1, FREE, right, child)
        return head + bytes(36) + struct.pack("<IQ", start, size)

    each = 4096 // SECTOR
    chains = [FAT, END]
    for number in range(len(streams)):
        first = 2 + number * each
        chains += [*range(first + 1, first + each), END]
    fat = struct.pack(f"<{SECTOR // 4}I", *chains, *[FREE] * (SECTOR // 4 - len(chains)))
    entries = [entry("Root Entry", 5, 1, END)]
    for number, name in enumerate(streams):
        right = number + 2 if number + 1 < len(streams) else FREE
        entries.append(entry(name, 2, FREE, 2 + number * each, right))
    entries += [entry("", 0, FREE, 0)] * (4 - len(entries))
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header = magic + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    body = b"".join(b"Palermo".ljust(4096, b"\0") for _ in streams)
    return header + fat + b"".join(entries) + body


FILES = {
    "a.doc": (compound("WordDocument", "1Table"), r"an old Word file \(.doc\)", "save it as DOCX"),
    "a.docx": (compound("EncryptionInfo", "EncryptedPackage"), "by a password", "without one"),
    "a.pages": (
        zip_bytes({"Index/Document.iwa": b"\0\1\2", "Metadata/Properties.plist": b"bplist00"}),
        "Apple's Pages",
        "export it as PDF, Word",
    ),
    "locked.pdf": (locked_pdf(b"secret"), "by a password", "qpdf --decrypt"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_that_cannot_be_read_is_refused_by_name_with_advice(name, read) -> None:
    data, kind, advice = FILES[name]
    with pytest.raises(DataError, match=kind) as caught:
        read(name, data)
    assert advice in caught.value.remedy


def test_a_pdf_without_a_password_to_open_is_read(read) -> None:
    with pytest.raises(DataError, match="no text"):  # opened: only its page is empty
        read("open.pdf", locked_pdf(b""))
