"""Correct this: a prefilled issue or mail, or a row to fill in, with what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from flask import request, url_for

from endpoint.languages.speaking import gettext as _
from endpoint.site.core.addresses import mount

COLUMNS = (
    "thing", "record", "property", "value", "release", "right_value", "source_of_it", "reason",
    "reporter",
)  # fmt: skip
LONGEST = 500  # characters of a value that is sent along


@dataclass(frozen=True)
class Wrong:
    """What may be wrong: a thing, or one value of it with its record."""

    thing: str
    release: str
    name: str = ""
    record: str = ""
    property: str = ""
    value: str = ""
    page: str = ""


def href(target: str, wrong: Wrong) -> str:
    """Return where to report what is wrong.

    ``target`` is what the operator has set: ``mailto:…``, the address of a form of new issues
    (``https://…/issues/new``), or nothing, which leads to a row to download.
    """
    scheme = urlsplit(target).scheme
    if scheme not in ("mailto", "https", "http"):
        given = {"thing": wrong.thing, "record": wrong.record, "property": wrong.property}
        given |= {"value": wrong.value[:LONGEST]}
        told = urlencode({name: text for name, text in given.items() if text})
        return f"{url_for('statements.row')}?{told}"
    title = _("Correction: %(name)s", name=wrong.name or wrong.thing)[:200]
    names = ("subject", "body") if scheme == "mailto" else ("title", "body")
    glue = "&" if urlsplit(target).query else "?"
    return target + glue + urlencode({names[0]: title, names[1]: body(wrong)}, quote_via=quote)


def body(wrong: Wrong) -> str:
    """Return the text of an issue or mail, with room for what is right."""
    lines = [
        (_("Thing"), wrong.thing),
        (_("Property"), wrong.property),
        (_("Value"), wrong.value[:LONGEST]),
        (_("Record"), wrong.record),
        (_("Release"), wrong.release),
        (_("Page"), wrong.page),
    ]
    told = [f"{name}: {' '.join(text.split())}" for name, text in lines if text]
    asked = [_("What is right:"), _("Where this can be read:")]
    return "\n".join([*told, "", *(f"{one} " for one in asked)]) + "\n"


def here(path: str) -> str:
    """Return the whole address of a path of this site, for somebody who reads it elsewhere."""
    return request.host_url.rstrip("/") + mount() + path
