"""Finds conferences, summits and other events by the shape of their names."""

from __future__ import annotations

import re

from loaders.extract.shapes import UPPER, run_left
from loaders.extract.view import View

_LAST = re.compile(
    r"(?<![\w-])(?:Conference|Summit|Congress|Seminar|Symposium|Workshop|Festival|Biennale|Convention|Assembly|Meeting|Webinar|Colloquium|Kongress|Konferenz|Tagung|Conferentie|Congres)(?![\w-])"
)
_FIRST = re.compile(
    rf"(?<![\w-])(?:Conférence|Sommet|Congrès|Colloque|Assises|Biennale|Rencontres|Conferenza|Congresso|Convegno|Vertice|Assemblea|Forum|Conferencia|Congreso|Cumbre|Encuentro|Jornadas|Συνέδριο|Διάσκεψη|Konferencja|Kongres|Szczyt|Forum|Zjazd)"
    rf"(?:\s[a-zà-ÿα-ωά-ώąęółśżźćń]+){{0,2}}\s(?:(?:sur|des|de|du|del|della|delle|dei|di|sulle|sulla|sobre|las|los|για|την|των|w|sprawie|na|temat)\s){{1,3}}[{UPPER}]\w+(?:\s(?:et|e|y|και|i|de|des|di|del)?\s?[{UPPER}]\w+){{0,4}}"
)


def find_events(view: View) -> None:
    """Add events: capitalised words before "Conference", "Summit" …, or a head with its topic."""
    for match in _LAST.finditer(view.text):
        start = run_left(view.text, match.start(), 6)
        if start < match.start() and view.free(start, match.end()):
            view.take(start, match.end())
            view.add("EVENT", start, match.end(), method="event-shape", confidence=0.75)
    for match in _FIRST.finditer(view.text):
        if view.free(*match.span()):
            view.take(*match.span())
            view.add("EVENT", *match.span(), method="event-shape", confidence=0.7)
