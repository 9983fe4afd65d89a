"""Words of natural languages stand in the tables; code holds how they combine.

What is told from the syntax tree, docstrings and comments left out:

- a word with letters beyond ASCII is a word of a language (classes of letters are not words);
- a few words that stand in the tables of other languages than English are a word list;
- so are four words of any table, English too, in one collection, one string of words or one
  alternation of a regular expression, unless they are what the code itself calls things by.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from loaders.extract.model import MentionType
from loaders.kinds import KINDS
from loaders.tables.reader import ANY, TABLES

ROOT = Path(__file__).parent.parent.parent.parent
ROOMS = ("extract", "interpret")
WORD = re.compile(r"[^\W\d_]{2,}")
CLASS = re.compile(r"\[(?:[^\]\\]|\\.)*\]")
ESCAPE = re.compile(r"\\[a-zA-Z]")
NAME_OF_LIST = re.compile(r"[a-z_]+\.[a-z-]+")
# A word of three letters or less may be the name of a group, one of two the code of a language.
SHORT, FOREIGN, LISTED = 3, 2, 4
NAMES = {"organisations", "things", "place_names"}


def vocabulary() -> dict[str, set[str]]:
    """Every word of the tables, names left out → its languages."""
    found: dict[str, set[str]] = {}
    for file in TABLES.catalogue.keys() - NAMES:
        for languages in TABLES.table(file).values():
            for language, entries in languages.items():
                for entry, _ in entries:
                    for word in WORD.findall(entry.lower()):
                        found.setdefault(word, set()).add(language)
    return found


WORDS = vocabulary()


def technical() -> set[str]:
    """What the code calls things by: kinds, and the values of lists."""
    named = {kind for one in KINDS for kind in WORD.findall(one.key.lower())}
    named |= {name.lower() for name in get_args(MentionType)}
    for lists in TABLES.catalogue.values():
        named |= {value for declared in lists.values() for value in declared.values or ()}
    return named


TECHNICAL = technical()


def modules() -> list[Path]:
    found = [path for room in ROOMS for path in sorted((ROOT / "loaders" / room).rglob("*.py"))]
    assert len(found) > 50
    return found


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The line and text of each string of a module, docstrings and names of lists left out."""
    said = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr):
                said.add(id(first.value))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in said
            and not NAME_OF_LIST.fullmatch(node.value)
        ):
            yield node.lineno, node.value


def bare(text: str) -> str:
    """A string without its classes of letters and its escapes."""
    return ESCAPE.sub(" ", CLASS.sub(" ", text))


def foreign_letters(tree: ast.AST) -> set[str]:
    words = {word for _, text in strings(tree) for word in WORD.findall(bare(text))}
    return {word for word in words if not word.isascii()}


def foreign_words(tree: ast.AST) -> set[str]:
    words = {word for _, text in strings(tree) for word in WORD.findall(bare(text))}
    found = set()
    for word in words:
        languages = WORDS.get(word.lower(), set()) - {ANY}
        if len(word) > SHORT and languages and "en" not in languages:
            found.add(word)
    return found


def word_lists(tree: ast.AST) -> Iterator[tuple[int, list[str]]]:
    """The line and the words of each collection, string of words and alternation."""
    for node in ast.walk(tree):
        items: list[ast.expr | None] = []
        if isinstance(node, ast.List | ast.Set | ast.Tuple):
            items = [*node.elts]
        elif isinstance(node, ast.Dict):
            items = [*node.keys]
        said = [one.value for one in items if isinstance(one, ast.Constant)]
        yield getattr(node, "lineno", 0), [one for one in said if isinstance(one, str)]
    for line, text in strings(tree):
        yield line, re.split(r"[|()?:]+", bare(text))
        if re.fullmatch(r"[\w\s'-]+", bare(text)):
            yield line, bare(text).split()


def known(items: list[str]) -> list[str]:
    """The items that are words or phrases of the tables and no names the code gives."""
    plain = [item.strip().lower() for item in items]
    return sorted(
        {
            item
            for item in plain
            if len(item) >= SHORT
            and re.fullmatch(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*", item)
            and not TECHNICAL.issuperset(WORD.findall(item))
            and WORDS.keys() >= set(WORD.findall(item))
        }
    )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_code_holds_no_words_of_a_language(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert foreign_letters(tree) == set()
    assert len(found := foreign_words(tree)) <= FOREIGN, found
    lists = [(line, known(items)) for line, items in word_lists(tree)]
    assert [(line, words) for line, words in lists if len(words) >= LISTED] == []


@pytest.mark.parametrize(
    "code",
    [
        'PARTS = {"en": ("early", "late"), "fr": ("début", "fin")}',
        'AND = re.compile(r"(?:und|oder|sowie|nicht)")',
        'HEADS = frozenset(["street", "road", "square", "avenue"])',
        'SAID = "said says told asked".split()',
        'IN = r"\\s(?:since|until|from|towards)\\s"',
    ],
)
def test_a_word_list_in_code_is_found(code: str) -> None:
    tree = ast.parse(code)
    lists = [known(items) for _, items in word_lists(tree)]
    found = foreign_letters(tree) or len(foreign_words(tree)) > FOREIGN
    assert found or any(len(words) >= LISTED for words in lists)


@pytest.mark.parametrize(
    "code",
    [
        'KINDS = ("city", "network", "organisation", "charter", "person")',
        'LETTERS = re.compile(r"[a-zà-ÿα-ωά-ώ]{4,}(?:ab|cd)")',
        'LANGUAGES = frozenset({"de", "el", "fr", "nl"})',
    ],
)
def test_names_that_code_gives_are_no_word_list(code: str) -> None:
    tree = ast.parse(code)
    assert not foreign_letters(tree)
    assert len(foreign_words(tree)) <= FOREIGN
    assert all(len(known(items)) < LISTED for _, items in word_lists(tree))
