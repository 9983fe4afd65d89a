"""Writes terms as HTML, for templates: what they show hundreds of times a page.

A macro of a template takes ten times as long as a function.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from endpoint.site.describe.terms import TermView

SEPARATOR = '<span class="sep">, </span>'


def term(view: TermView) -> Markup:
    """Return a term as a link, a time, or text in its language."""
    return Markup(_term(view))  # noqa: S704 - what is filled in is escaped


def terms(views: Iterable[TermView]) -> Markup:
    """Return several terms, with commas between them."""
    return Markup(SEPARATOR.join(map(_term, views)))  # noqa: S704 - as above


def _term(view: TermView) -> str:
    text = escape(view.text)
    if view.href:
        out = ' rel="external noopener" class="out"' if view.external else ""
        title = f' title="{escape(view.title)}"' if view.external and view.title else ""
        return f'<a href="{escape(view.href)}"{out}{_language(view)}{title}>{text}</a>'
    if view.datetime:
        return f'<time datetime="{escape(view.datetime)}">{text}</time>'
    if marked := _language(view):
        return f"<span{marked}>{text}</span>"
    return f"<span>{text}</span>" if view.dir else text


def _language(view: TermView) -> str:
    """Return the attributes that say in which language and direction a text is."""
    code = "" if view.lang is None else f' lang="{escape(view.lang)}"'
    return f'{code} dir="{escape(view.dir)}"' if view.dir and view.dir != "ltr" else code
