"""Notes on terms that many of them have, in the language spoken; others stay as they are."""

from __future__ import annotations

import re

from pyoxigraph import Literal

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import N_
from endpoint.languages.speaking import gettext as _

VERSION = r"(?P<version>\d+\.\d+\.\d+)"
MESSAGES = (
    (rf"{VERSION}: added\.", N_("%(version)s: added.")),
    (rf"{VERSION}: deprecated\.", N_("%(version)s: deprecated.")),
    (rf"{VERSION}: of acts too\.", N_("%(version)s: of acts too.")),
    (r"No statement of the graph uses it yet\.", N_("No statement of the graph uses it yet.")),
)
KNOWN = tuple((re.compile(pattern), message) for pattern, message in MESSAGES)


def noted(value: Literal) -> str | None:
    """Return a note of the ontology in the language spoken, None for one that is not known."""
    if value.language != SOURCE.code:
        return None
    for pattern, message in KNOWN:
        if found := pattern.fullmatch(value.value):
            return _(message, **found.groupdict())
    return None
