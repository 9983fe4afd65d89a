"""The words of SPARQL 1.2 (§19.8), and how many arguments its functions take."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

# How alike two words are of which one may be meant for the other.
CLOSE = 0.7
LONGEST = 40
QUERY_WORDS = frozenset(
    """
    ASK AS ASC BASE BIND BY CONSTRUCT DESC DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP HAVING
    IN LIMIT LATERAL MINUS NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT SEPARATOR SERVICE
    SILENT UNDEF UNION VALUES VERSION WHERE
    """.split()  # noqa: SIM905 - a list of words reads better so
)
UPDATE_WORDS = frozenset(
    {"ADD", "ALL", "CLEAR", "COPY", "CREATE", "DATA", "DEFAULT", "DELETE", "DROP", "INSERT"}
    | {"INTO", "LOAD", "MOVE", "TO", "USING", "WITH"}
)
AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
ONE = """
    STR LANG LANGDIR HASLANG HASLANGDIR DATATYPE BOUND IRI URI ABS CEIL FLOOR ROUND STRLEN UCASE
    LCASE ENCODE_FOR_URI YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ MD5 SHA1 SHA256 SHA384
    SHA512 ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC ISTRIPLE SUBJECT PREDICATE OBJECT
"""
TWO = """
    LANGMATCHES CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLANG STRDT SAMETERM SAMEVALUE
    ADJUST
"""
# Function: fewest and most arguments.
FUNCTIONS = {
    **dict.fromkeys(("NOW", "RAND", "UUID", "STRUUID"), (0, 0)),
    **dict.fromkeys(ONE.split(), (1, 1)),
    **dict.fromkeys(TWO.split(), (2, 2)),
    **dict.fromkeys(("IF", "STRLANGDIR", "TRIPLE"), (3, 3)),
    "BNODE": (0, 1),
    "SUBSTR": (2, 3),
    "REGEX": (2, 3),
    "REPLACE": (3, 4),
}
# These take any number.
ANY = frozenset({"CONCAT", "COALESCE"})
CALLED = frozenset({*FUNCTIONS, *ANY, *AGGREGATES})
WORDS = QUERY_WORDS | UPDATE_WORDS | CALLED | {"A", "TRUE", "FALSE"}
AFTER_GROUP = frozenset({"ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES"})


def meant(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like a word, empty when none is."""
    return next(iter(difflib.get_close_matches(word[:LONGEST], known, 1, CLOSE)), "")
