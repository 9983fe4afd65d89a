"""Makes a folder a bag (BagIt 1.0, RFC 8493), with checksums that ``sha256sum -c`` reads."""

from __future__ import annotations

import textwrap
from pathlib import Path

from loaders import disk, sums
from loaders.manifest import NAME
from loaders.release.packing.contents import names
from loaders.release.packing.model import PAYLOAD, Parts
from loaders.release.packing.swhid import swhid

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAGS, INFO = "manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt"
OWN = ("bagit.txt", INFO, MANIFEST)
WIDTH = 79  # §2.2.2 recommends it


def is_pack(folder: Path) -> bool:
    """Tell whether a folder is a pack, whole or not."""
    return any((folder / name).exists() for name in ("bagit.txt", MANIFEST, f"{PAYLOAD}/{NAME}"))


def close(parts: Parts) -> None:
    """Write the files of the bag round its payload, and the checksums of everything."""
    folder = parts.target
    payload = {f"{PAYLOAD}/{name}": path for name, path in _files(parts.payload)}
    digests = {name: sums.digest(path) for name, path in payload.items()}
    disk.write_text(folder / "bagit.txt", DECLARATION)
    disk.write_text(folder / MANIFEST, sums.text_of(digests))
    disk.write_text(
        folder / INFO, _info(parts, sum(path.stat().st_size for path in payload.values()))
    )
    tags = {name: sums.digest(folder / name) for name in OWN}
    disk.write_text(folder / TAGS, sums.text_of(tags))
    sums.write(folder, {**digests, **tags, TAGS: sums.digest(folder / TAGS)})


def _files(folder: Path) -> list[tuple[str, Path]]:
    return [(name, folder / name) for name in names(folder)]


def _info(parts: Parts, size: int) -> str:
    count = len(list(names(parts.payload)))
    lines = {
        "Source-Organization": parts.metadata.publisher,
        "Bagging-Date": parts.metadata.date,
        "External-Description": f"{parts.title}. {parts.metadata.description}",
        "External-Identifier": parts.identifier,
        "Payload-Oxum": f"{size}.{count}",
        "Bag-Size": f"{size / 1_000_000:.1f} MB",
        "Internal-Sender-Identifier": f"sha256:{parts.made.hash}",
        "Internal-Sender-Description": "The hash of the dataset in RDFC-1.0 form",
        # The identifier of the folder of the payload, for Software Heritage.
        "SWHID": swhid(parts.payload),
    }
    return "".join(_folded(f"{name}: {text}") + "\n" for name, text in sorted(lines.items()))


def _folded(line: str) -> str:
    """Fold a line at spaces; the further lines are indented (§2.2.2)."""
    words = textwrap.TextWrapper(
        WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    return words.fill(line) if line.count(" ") > 1 else line
