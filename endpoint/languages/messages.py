"""Extracts the messages of the site, and keeps the catalogues in step with them.

``python -m endpoint.languages.messages`` (``make messages``) adds new messages to every catalogue,
removes those that no code shows any more, and lists what has no translation yet.
``--fill TABLE.tsv`` takes translations from a table: the column ``message`` and one for each
language; the forms of a plural stand beside each other with `` | `` between them.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import write_po

from endpoint.languages import catalogues
from endpoint.languages.known import LANGUAGES, SOURCE, Language
from endpoint.languages.speaking import first_upper
from loaders.errors import DataError, UrbsolError
from loaders.kinds import KINDS

ENDPOINT = Path(__file__).parents[1]
ROOMS = ("site", "languages", "syntax", "sparql", "service", "workers")
SINGLE = ("_", "N_", "gettext", "not_found", "say")
KEYWORDS = {**dict.fromkeys(SINGLE), **dict.fromkeys(("NN_", "ngettext"), (1, 2))}
JINJA = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
TRANSLATED = tuple(language for language in LANGUAGES if language is not SOURCE)
BETWEEN = " | "
PLACEHOLDER = re.compile(r"%\([a-z_]+\)s|%%")
TAG = re.compile(r"</?[a-z][^<>]*>")

Key = str | tuple[str, str]


def extracted(root: Path = ENDPOINT) -> set[Key]:
    """Return every message of templates, code and the table of kinds: its text, or two forms."""
    found: set[Key] = set()
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            found |= set(_in_file("python", path, {}))
        for path in sorted((root / room).rglob("*.html")):
            found |= set(_in_file("jinja2", path, JINJA))
    for kind in KINDS:
        found |= {(kind.singular, kind.plural), first_upper(kind.plural), kind.about}
        found |= {heading for _, heading in kind.counted}
    forms = {key[0]: key for key in found if isinstance(key, tuple)}
    # A message that is there with a plural is not there a second time without.
    return {key for key in found if key and not (isinstance(key, str) and key in forms)}


def _in_file(method: str, path: Path, options: Mapping[str, str]) -> Iterator[Key]:
    with path.open("rb") as file:
        for _, message, _, _ in extract(method, file, KEYWORDS, (), dict(options)):
            yield (str(message[0]), str(message[1])) if isinstance(message, tuple) else message


def key_of(message: Message) -> Key:
    """Return what identifies a message of a catalogue."""
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the translations of a message: one, or the forms of a plural."""
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


def updated(language: Language, keys: Iterable[Key], filled: Mapping[Key, str]) -> Catalog:
    """Return the catalogue of a language with exactly these messages; known translations stay."""
    known = {}
    if catalogues.path(language.code).is_file():
        known = {key_of(one): one.string for one in catalogues.read(language.code) if one.id}
    new = Catalog(locale=language.code)
    for key in sorted(keys, key=lambda key: key if isinstance(key, str) else key[0]):
        string = known.get(key, "" if isinstance(key, str) else ())
        if key in filled:
            string = filled[key] if isinstance(key, str) else tuple(filled[key].split(BETWEEN))
        new.add(key, string or ("" if isinstance(key, str) else ("",) * _plurals(language)))
    return new


def _plurals(language: Language) -> int:
    return get_plural(language.code).num_plurals


def written(language: Language, catalogue: Catalog) -> bytes:
    """Return a catalogue as its file: sorted, without places and dates, so that merges are easy."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, sort_output=True, no_location=True, omit_header=True)
    plural = get_plural(language.code)
    header = (
        f"# {language.name}\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language.code}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {plural.plural_forms}\\n"\n\n'
    )
    return header.encode() + body.getvalue().strip() + b"\n"


def problems(language: Language, keys: set[Key]) -> list[str]:
    """Return what is wrong with a catalogue: missing, stale, or with other placeholders or tags."""
    found = {key_of(one): forms_of(one) for one in catalogues.read(language.code) if one.id}
    lines = [f"not in the catalogue: {key!r}" for key in sorted(keys - found.keys(), key=str)]
    lines += [f"shown nowhere: {key!r}" for key in sorted(found.keys() - keys, key=str)]
    for key, forms in found.items():
        wanted = 1 if isinstance(key, str) else _plurals(language)
        if len(forms) != wanted or not all(forms):
            lines.append(f"not translated: {key!r}")
        elif unlike := [form for form in forms if not alike(key, form)]:
            lines.append(f"other placeholders, tags or spaces than {key!r}: {unlike!r}")
    return [f"{language.code}: {line}" for line in lines]


def alike(key: Key, form: str) -> bool:
    """Tell whether a translation has the placeholders and tags of its message, and its edges.

    A form of a plural may say its number in words.
    """
    source = key if isinstance(key, str) else key[1]
    free = set() if isinstance(key, str) else {"%(num)s"}
    same = set(PLACEHOLDER.findall(source)) - free == set(PLACEHOLDER.findall(form)) - free
    tags = sorted(TAG.findall(source)) == sorted(TAG.findall(form))
    stray = form.replace("%%", "").count("%") - form.count("%(")
    edges = (source[:1].isspace(), source[-1:].isspace()) == (
        form[:1].isspace(),
        form[-1:].isspace(),
    )
    return same and tags and edges and (stray == 0 or "%(" not in source)


def table(path: Path) -> dict[str, dict[Key, str]]:
    """Return the translations in a table, by code of language; raise DataError for a bad row."""
    found: dict[str, dict[Key, str]] = {language.code: {} for language in TRANSLATED}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = {"message", *found} - set(reader.fieldnames or ())
        if missing:
            raise DataError(f"the table has no column {', '.join(sorted(missing))}", path)
        for number, row in enumerate(reader, start=2):
            if None in row or any(row[name] is None for name in ("message", *found)):
                raise DataError(f"row {number} has another number of columns than the header", path)
            singular, between, plural = row["message"].partition(BETWEEN)
            key: Key = (singular, plural) if between else row["message"]
            for code, translations in found.items():
                if row[code]:
                    translations[key] = row[code]
    return found


@click.command()
@click.option("--fill", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=None)
def main(fill: Path | None) -> None:
    """Bring the catalogues in step with the messages, and list what is to be translated."""
    try:
        filled = table(fill) if fill else {}
    except UrbsolError as error:
        raise click.ClickException(str(error)) from error
    keys = extracted()
    for language in TRANSLATED:
        new = updated(language, keys, filled.get(language.code, {}))
        catalogues.path(language.code).write_bytes(written(language, new))
    wrong = [line for language in TRANSLATED for line in problems(language, keys)]
    click.echo("\n".join([f"{len(keys)} messages", *wrong]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
