"""Marks the registered and well-known organisations, charters, persons and events of a text."""

from __future__ import annotations

from loaders.extract.view import Known, View

_CONFIDENCE = {"ORG": 0.97, "CHARTER": 0.97, "PERSON": 0.98, "EVENT": 0.9, "PRACTICE": 0.85}
_CONCEPT = frozenset(
    [
        "concept",
        "konzept",
        "concepts",
        "idea",
        "label",
        "movement",
        "movements",
        "policy",
        "policies",
        "status",
    ]
)


def find_known(view: View) -> None:
    """Add the longest known names; a shorter one inside a longer one is not read."""
    for hit in sorted(view.known, key=lambda hit: (hit.start, -hit.end, hit.entity.iri is None)):
        if not view.free(hit.start, hit.end) or _doubtful(view, hit):
            continue
        end = _tail(view, hit)
        view.take(hit.start, end)
        view.add(
            hit.entity.type,
            hit.start,
            end,
            link=hit.entity.iri,
            method="registry" if hit.entity.iri else "known-name",
            confidence=_CONFIDENCE.get(hit.entity.type, 0.9),
            detail=(("label", hit.entity.label), ("kind", hit.entity.kind)),
        )


def _tail(view: View, hit: Known) -> int:
    """Include the word "consortium" where it follows, as the name is used with it."""
    if hit.entity.type == "ORG" and view.text[hit.end : hit.end + 11] == " consortium":
        return hit.end + 11
    return hit.end


def _doubtful(view: View, hit: Known) -> bool:
    """Tell whether the words are more likely something else here.

    "a Solidarity City", "‘Sanctuary City’ concept": a kind of city, no network. The acronyms of two
    letters need capitals around that are not all capitals.
    """
    words = view.text[hit.start : hit.end]
    if hit.entity.type == "ORG" and words.endswith(("City", "Cities")):
        before = view.before(hit.start, 1)
        if before and before[0] in {
            "a",
            "an",
            "eine",
            "einer",
            "une",
            "una",
            "een",
            "as",
            "uniform",
        }:
            return True
        after = view.after(hit.end, 1)
        if after and after[0].lower() in _CONCEPT:
            return True
    if len(words) <= 3 and words.isupper():
        line = view.text[max(0, hit.start - 20) : hit.end + 20]
        return line.isupper()
    return False
