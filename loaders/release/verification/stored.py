"""Verifies a release that is stored as a difference: what is kept, and then what is made of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from loaders import folded, manifest, sums
from loaders.errors import DataError
from loaders.release.verification.files import look_at_part


def problems(folder: Path, further: Callable[[Path], Iterator[str]]) -> Iterator[str]:
    """Yield what is wrong: with what is kept, else what ``further`` says of the whole release."""
    if found := list(_kept(folder)):
        yield from found
        return
    with tempfile.TemporaryDirectory() as place:
        target = Path(place)
        found = list(_rebuilt(folder, target))
        yield from found or further(target)


def _kept(folder: Path) -> Iterator[str]:
    """Yield what is wrong with what is kept of a release; nothing of it is rebuilt yet."""
    copies = list((folder / folded.FOLDER).glob(f"*/{folded.NAME}"))
    for copy in copies:
        part = copy.parent.relative_to(folder).as_posix()
        found = list(look_at_part(folder, part))
        yield from found
        if not found and copy.read_bytes() != (folder / folded.NAME).read_bytes():
            yield f"{folded.NAME}: it is not what it was; {part} has a copy of it"
    if len(copies) != 1:
        yield f"{folded.FOLDER}: it holds {len(copies)} differences instead of one"
    known = {manifest.NAME, folded.NAME, folded.FOLDER, *sums.PAPERS}
    for path in sorted(folder.iterdir()):
        if path.name not in known:
            yield f"{path.name}: it does not belong to a release stored as a difference"


def _rebuilt(folder: Path, target: Path) -> Iterator[str]:
    """Rebuild a release as it says; yield which files cannot be made again."""
    told = folded.told(folder)
    if not (folder.parent / told.against / manifest.NAME).is_file():
        yield f"{folded.NAME}: there is no release {told.against} beside it, which it is made from"
        return
    for name in told.files:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("wb") as file:
                file.writelines(folded.lines(folder, name))
        except DataError as error:
            yield f"{name}: {error.what}, from {told.against}"
    for name in (manifest.NAME, *sums.PAPERS):
        if (folder / name).is_file():
            (target / name).write_bytes((folder / name).read_bytes())
