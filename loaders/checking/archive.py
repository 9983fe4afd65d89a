"""Asks an archive of the web for a copy of a page, by the interface of the Wayback Machine."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import urlencode

from loaders.checking.address import UnaskableError, target_of
from loaders.checking.asking import Limits, ask

DEFAULT = "https://archive.org/wayback/available"
ANSWER = 1 << 16


def copy_of(url: str, read: str, archive: str, limits: Limits) -> str:
    """Return the address of the copy closest to the day a page was read, '' when none is known.

    What the archive answers is not believed further than that: it has to be an address.
    """
    asked = {"url": url} | ({"timestamp": read.replace("-", "")} if read else {})
    answer = ask(f"{archive}?{urlencode(asked)}", replace(limits, bytes=ANSWER))
    if answer.status != 200:
        return ""
    try:
        found = json.loads(answer.body)["archived_snapshots"]["closest"]["url"]
        return target_of(found).url if isinstance(found, str) else ""
    except (ValueError, TypeError, KeyError, RecursionError, UnaskableError):
        return ""
