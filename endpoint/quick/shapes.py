r"""The shape of a query: its text without the constants that vary from one client to the next.

Two queries of one shape take about as long, as a rule. Not always, so that whoever relies on it
looks after the time all the same. Properties, classes and prefixes of the release stay in the
shape, and so do the numbers of LIMIT and OFFSET: of these the time depends most.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

# Queries longer than this have no shape.
LONGEST = 4096
CONSTANT = re.compile(
    r"""(<[^\x00-\x20<>"{}|^`]*>|"[^"\r\n]*"|'[^'\r\n]*'|\#[^\r\n]*)""",
)
NUMBER = re.compile(r"(?<![\w:.?$@-])(?<![Tt]\x20)[0-9]+")
# Variables, names with a prefix and languages: no words, but words may be glued to numbers.
NAME = re.compile(r"[?$]\w+|[\w.-]*:[\w.:%-]*|@[A-Za-z-]+")
WORD = re.compile(r"[^\W\d]+")
# What makes nothing that is much longer than what it was made of, and asks nobody else: all that
# may stand in a query which nothing can stop.
ALLOWED = frozenset({
    "A", "ADD", "ALL", "AND", "AS", "ASC", "ASK", "AVG", "BASE", "BIND", "BOUND", "BY", "CEIL",
    "COALESCE", "CONSTRUCT", "CONTAINS", "COUNT", "DATATYPE", "DAY", "DESC", "DESCRIBE",
    "DISTINCT", "EXISTS", "FALSE", "FILTER", "FLOOR", "FROM", "GRAPH", "GROUP", "HAVING", "HOURS",
    "IF", "IN", "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISURI", "LANG", "LANGMATCHES",
    "LCASE", "LIMIT", "MAX", "MIN", "MINUS", "MINUTES", "MONTH", "NAMED", "NOT", "OFFSET",
    "OPTIONAL", "OR", "ORDER", "PREFIX", "REDUCED", "ROUND", "SAMETERM", "SAMPLE", "SECONDS",
    "SELECT", "STR", "STRAFTER", "STRBEFORE", "STRENDS", "STRLEN", "STRSTARTS", "SUBSTR", "SUM",
    "TRUE", "UCASE", "UNDEF", "UNION", "VALUES", "WHERE", "YEAR",
})  # fmt: skip
# One pattern with a constant subject, or the description of a constant. Each statement that is
# looked at becomes a row of the answer, so whoever bounds the answer bounds the time. OFFSET would
# pass over rows, and so would a variable that stands twice.
TERM = r"(?:<[^<>]*>|[\w.-]*:[\w.:%-]*)"
BOUNDED = re.compile(
    rf"""\s*(?:PREFIX\s+[\w.-]*:\s*<[^<>]*>\s*)*
    (?: SELECT\s+(?:\*|\?\w+(?:\s+\?\w+)*)\s*(?:WHERE\s*)?
        \{{\s*{TERM}\s+(?:\?(\w+)|{TERM}|a)\s+\?(?!\1\b)\w+\s*\.?\s*\}}\s*(?:LIMIT\s+[0-9]+)?
      | DESCRIBE\s+{TERM} )\s*""",
    re.IGNORECASE | re.VERBOSE,
)


def shape_of(text: str, known: Set[str]) -> str:
    """Return the shape of a query, an empty text when it has none.

    ``known`` are the IRIs that stay, in angle brackets.
    """
    if len(text) > LONGEST or "\\" in text or '"""' in text or "'''" in text:
        return ""
    parts = CONSTANT.split(text)
    for place in range(1, len(parts), 2):
        sign = parts[place][0]
        if sign == "<":
            if parts[place] not in known:
                parts[place] = "<>"
        else:
            parts[place] = "" if sign == "#" else '""'
    return _without_numbers("".join(parts))


@lru_cache(maxsize=2048)
def _without_numbers(shape: str) -> str:
    return NUMBER.sub("0", shape)


def harmless(shape: str) -> bool:
    """Tell whether nothing in a shape makes much out of little, or asks somebody else."""
    bare = CONSTANT.sub(" ", shape).upper()
    words = WORD.findall(NAME.sub(" ", bare))
    # Some parsers take a keyword that is glued to the name behind it.
    return bool(words) and ALLOWED.issuperset(words) and "SERVICE" not in bare


def bounded(shape: str) -> bool:
    """Tell whether the time that a query takes is bounded by the length of its answer."""
    return BOUNDED.fullmatch(shape) is not None
