"""Writes terms as HTML, for templates: what they show hundreds of times a page.

A macro of a template takes ten times as long as a function.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from endpoint.site.describe.terms import TermView

SEPARATOR = '<span class="sep">, </span>'
WRITTEN = 16_000  # terms that are written once for many pages


def term(view: TermView) -> Markup:
    """Return a term as a link, a time, or text in its language."""
    return Markup(written(view))  # noqa: S704 - what is filled in is escaped


def terms(views: Iterable[TermView]) -> Markup:
    """Return several terms, with commas between them."""
    return Markup(listed(views))  # noqa: S704 - as above


def listed(views: Iterable[TermView]) -> str:
    """Return several terms as HTML in a plain string, for what is put together of such."""
    return SEPARATOR.join(map(written, views))


def escaped(text: str) -> str:
    """Return a text as HTML in a plain string, for what is put together of such."""
    return str(escape(text))


@lru_cache(WRITTEN)
def written(view: TermView) -> str:
    """Return a term as HTML in a plain string."""
    text = escaped(view.text)
    if view.href:
        out = ' rel="external noopener" class="out"' if view.external else ""
        title = f' title="{escaped(view.title)}"' if view.external and view.title else ""
        return f'<a href="{escaped(view.href)}"{out}{_language(view)}{title}>{text}</a>'
    if view.datetime:
        return f'<time datetime="{escaped(view.datetime)}">{text}</time>'
    if marked := _language(view):
        return f"<span{marked}>{text}</span>"
    return f"<span>{text}</span>" if view.dir else text


def _language(view: TermView) -> str:
    """Return the attributes that say in which language and direction a text is."""
    code = "" if view.lang is None else f' lang="{escaped(view.lang)}"'
    return f'{code} dir="{escaped(view.dir)}"' if view.dir and view.dir != "ltr" else code
