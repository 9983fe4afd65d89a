"""Numbers, dates and lists as a language writes them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from endpoint.languages import catalogues
from endpoint.languages.speaking import language


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """Return the form of a message that a count takes; ``%(num)s`` is the count, written."""
    form = catalogues.of(language().code).ngettext(singular, plural, count)
    return form % {"num": number(count), **values}


def number(value: float | Decimal) -> str:
    """Return a number with its thousands grouped: ``13,000``, ``13.000``, ``13 000``."""
    return _number(str(value), language().locale)


@lru_cache(maxsize=4096)
def _number(value: str, locale: str) -> str:
    exact = Decimal(value)
    digits = max(0, -int(exact.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(exact, format=pattern, locale=locale)


def rounded(value: float, digits: int) -> str:
    """Return a number with so many digits after its point, which is a comma in most languages."""
    return _rounded(value, digits, language().locale)


@lru_cache(maxsize=4096)
def _rounded(value: float, digits: int, locale: str) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=locale)


def day(value: datetime.date) -> str:
    """Return a day: ``22 November 2026``, ``22. November 2026``, ``22 listopada 2026``."""
    return str(format_date(value, format="long", locale=language().locale))


def month(value: datetime.date) -> str:
    """Return a month of a year: ``March 2018``, ``März 2018``, ``marzo 2018``."""
    return str(format_skeleton("yMMMM", value, locale=language().locale))


def listed(texts: list[str]) -> str:
    """Return texts joined as in a sentence: ``a, b and c``."""
    return str(format_list(texts, locale=language().locale))


def language_name(code: str) -> str:
    """Return what the language spoken calls the language of a code, or the code."""
    return str(Locale.parse(language().locale).languages.get(code, code))
