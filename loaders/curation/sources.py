"""Reads ``source.yml``: what a source is, its files with checksums, its expected counts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loaders.curation import canonical
from loaders.curation.spec import TableSpec, read_spec
from loaders.curation.yamlfile import YamlFile, read_yaml
from loaders.errors import DataError, UrbsolError, raise_all
from loaders.iris import KEY

NAME = "source.yml"
KEYS = {
    "title": str,
    "description": str,
    "titled": dict,
    "described": dict,
    "publisher": str,
    "urls": list,
    "license": str,
    "attribution": str,
    "date_read": date,
    "mapper": str,
    "quotes": bool,
    "files": list,
    "expected": dict,
}
OPTIONAL = {"description", "titled", "described", "attribution", "mapper", "quotes", "expected"}
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
FILE_KEYS = {"path": str, "sha256": str, "columns": dict, "key": list, "committed": bool}
FILE_OPTIONAL = {"columns", "key", "committed"}


@dataclass(frozen=True)
class SourceFile:
    """One file of a source: a table when ``table`` says its columns, else a report.

    A report of others is read but not committed (``committed`` False): it may be absent.
    """

    path: str
    sha256: str
    table: TableSpec | None = None
    committed: bool = True


@dataclass(frozen=True)
class Source:
    """What ``source.yml`` says. ``minimum`` stops the build, ``maximum`` warns (records).

    ``quotes`` tells that the licence of its reports lets their sentences be quoted, ``titled`` and
    ``described`` are title and description in other languages than English, by language.
    """

    stem: str
    folder: Path
    title: str
    publisher: str
    license: str
    date_read: date
    files: tuple[SourceFile, ...]
    urls: tuple[str, ...] = ()
    description: str = ""
    attribution: str = ""
    mapper: str = ""
    minimum: int = 0
    maximum: int | None = None
    quotes: bool = False
    titled: tuple[tuple[str, str], ...] = ()
    described: tuple[tuple[str, str], ...] = ()

    @property
    def checksum(self) -> str:
        """Return one sha256 (hex) over the checksums of all files."""
        text = "".join(f"{file.path}\t{file.sha256}\n" for file in self.files)
        return hashlib.sha256(text.encode()).hexdigest()

    def shown(self, file: SourceFile) -> str:
        """Return how a file is called in messages and in the graph."""
        return f"data/sources/{self.stem}/{file.path}"


def source_folders(data: Path) -> tuple[Path, ...]:
    """Return the folders under ``data/sources`` that hold a ``source.yml``, sorted by stem."""
    return tuple(sorted(path.parent for path in (data / "sources").glob(f"*/{NAME}")))


def read_source(folder: Path) -> Source:
    """Read a ``source.yml``; raise DataError (file, key, line) for anything out of place."""
    stem = folder.name
    yml = read_yaml(folder / NAME, f"data/sources/{stem}/{NAME}")
    if not KEY.fullmatch(stem):
        raise DataError(f"the folder name {stem!r} is not a key", yml.shown)
    _check_keys(yml, "", yml.values, KEYS, OPTIONAL)
    values = yml.values
    minimum, maximum = _expected(yml)
    return Source(
        stem=stem,
        folder=folder,
        title=str(values["title"]),
        publisher=str(values["publisher"]),
        license=_address(yml, "license", str(values["license"])),
        date_read=_date(yml),
        files=_files(yml),
        urls=tuple(_address(yml, "urls", str(url)) for url in _list(values["urls"])),
        description=str(values.get("description", "")),
        attribution=str(values.get("attribution", "")),
        mapper=str(values.get("mapper", "")),
        minimum=minimum,
        maximum=maximum,
        quotes=_quotes(yml),
        titled=_by_language(yml, "titled"),
        described=_by_language(yml, "described"),
    )


def check_files(source: Source) -> None:
    """Raise DataError for a file that is missing or whose checksum is not the stated one.

    Several such files are told together, as a GroupedError.
    """
    raise_all(file_errors(source), f"data/sources/{source.stem}")


def file_errors(source: Source) -> list[UrbsolError]:
    """Return what is wrong with the files of a source as they lie there, each file once."""
    return [error for file in source.files if (error := _file_error(source, file)) is not None]


def missing(source: Source) -> bool:
    """Tell whether a file that has to be here is not."""
    return any(f.committed and not (source.folder / f.path).is_file() for f in source.files)


def _file_error(source: Source, file: SourceFile) -> UrbsolError | None:
    path = source.folder / file.path
    if not path.is_file():
        remedy = f"restore it, or take it out of {NAME}"
        what = "the file is missing"
        return DataError(what, source.shown(file), remedy=remedy) if file.committed else None
    found = canonical.checksum(path)
    if found == file.sha256:
        return None
    return DataError(
        f"wrong checksum: sha256 is {found}, {NAME} says {file.sha256}",
        source.shown(file),
        remedy="if the change is meant, run: urbsol lint --fix",
    )


def _check_keys(
    yml: YamlFile,
    path: str,
    values: Mapping[str, object],
    known: Mapping[str, type],
    optional: set[str],
) -> None:
    prefix = f"{path}." if path else ""
    for key, value in values.items():
        if key not in known:
            raise yml.error(f"{prefix}{key}", "unknown key", f"one of {', '.join(known)}")
        if not isinstance(value, known[key]):
            raise yml.error(f"{prefix}{key}", f"{value!r} is not a {known[key].__name__}")
    for key in known:
        if key not in values and key not in optional:
            raise yml.error(f"{prefix}{key}", "the key is missing")


def _files(yml: YamlFile) -> tuple[SourceFile, ...]:
    return tuple(
        _file(yml, f"files.{number}", value)
        for number, value in enumerate(_list(yml.values["files"]))
    )


def _file(yml: YamlFile, path: str, value: object) -> SourceFile:
    if not isinstance(value, dict):
        raise yml.error(path, f"{value!r} is not a mapping with path and sha256")
    _check_keys(yml, path, value, FILE_KEYS, FILE_OPTIONAL)
    if not re.fullmatch(r"[0-9a-f]{64}", value["sha256"]):
        raise yml.error(f"{path}.sha256", "no sha256 (64 hex digits)", "run: urbsol lint --fix")
    if Path(value["path"]).is_absolute() or ".." in Path(value["path"]).parts:
        raise yml.error(f"{path}.path", "the path leaves the folder of the source")
    table = None
    if "columns" in value:
        columns = {str(name): str(words) for name, words in value["columns"].items()}
        try:
            table = read_spec(columns, tuple(map(str, value.get("key", ()))))
        except DataError as error:
            raise yml.error(f"{path}.columns.{error.column or ''}", error.what) from error
    return SourceFile(value["path"], value["sha256"], table, value.get("committed", True))


def _expected(yml: YamlFile) -> tuple[int, int | None]:
    expected = yml.values.get("expected", {})
    if not isinstance(expected, dict):
        raise yml.error("expected", "no mapping with min and max")
    _check_keys(yml, "expected", expected, {"min": int, "max": int}, {"min", "max"})
    return expected.get("min", 0), expected.get("max")


def _quotes(yml: YamlFile) -> bool:
    """Read the switch; the sentences must be here, or the release would depend on who builds it."""
    quotes = bool(yml.values.get("quotes", False))
    files = _list(yml.values["files"])
    if quotes and any(isinstance(file, dict) and not file.get("committed", True) for file in files):
        raise yml.error("quotes", "a report that is not committed cannot be quoted")
    return quotes


def _by_language(yml: YamlFile, name: str) -> tuple[tuple[str, str], ...]:
    """Return the texts of a mapping by language; English stands in a key of its own."""
    texts = yml.values.get(name, {})
    found = []
    for tag, text in texts.items() if isinstance(texts, dict) else ():
        if not isinstance(tag, str) or not LANGUAGE.fullmatch(tag) or tag == "en":
            remedy = "write a language such as de; English stands in title and description"
            raise yml.error(f"{name}.{tag}", f"{tag!r} is not another language", remedy)
        if not isinstance(text, str) or not text.strip():
            raise yml.error(f"{name}.{tag}", f"{text!r} is not a text")
        found.append((tag, text))
    return tuple(sorted(found))


def _date(yml: YamlFile) -> date:
    value = yml.values["date_read"]
    if not isinstance(value, date):
        raise yml.error("date_read", f"{value!r} is not a date")
    return value


def _address(yml: YamlFile, path: str, value: str) -> str:
    if not re.fullmatch(r"https?://\S+", value):
        raise yml.error(path, f"{value!r} is not a web address")
    return value


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
