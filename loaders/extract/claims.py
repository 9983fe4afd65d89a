"""Reads claims of membership, signature, adoption and founding from clauses, precision first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract import lexicon
from loaders.extract.claim_actors import LOOSE, distance, enumeration, subjects
from loaders.extract.clauses import Clause, Finds, clauses
from loaders.extract.counts import figure_claims, practice_claims
from loaders.extract.foundings import foundings, nearest_date
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.offices import office_claims
from loaders.extract.view import Cue, View

_BY_VERB = re.compile(r"(?:by|von|par|da|por|από|przez|door)$")
# Verbs and nouns whose subject follows: "members are …", "signataires : …".
_TURNED = re.compile(
    r"(?:include|members are|sind|signatories are|signataires|compte parmi ses membres|"
    r"Unterzeichner|was joined by)$"
)
_NETWORK = re.compile(
    r"Network|Alliance|Coalition|Association|Union|Programme|League|Federation|Forum|Bündnis|"
    r"Netzwerk|Allianz|Verband|Réseau|Rete|Alleanza|Red|Alianza|Xarxa|Sieć|Sieci|Związek|Związku|"
    r"Δίκτυο|Δικτύου|Συμμαχία|Netwerk|Alliantie|Cities|Städte",
    re.IGNORECASE,
)
_NETWORK_BEFORE = lexicon.literal("claims_network_before")
_NO_NETWORK = re.compile(
    r"\b(?:Parliament|Commission|Universi\w+|Council of Europe|Conseil de l.Europe|Europarat)\b"
)
_OBJECTS = {"membership": ("ORG",), "signature": ("CHARTER",), "adoption": ("CHARTER", "PRACTICE")}
_SURENESS = 0.93


def find_claims(view: View, mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    """Return the claims of a text in their order: stated, positive, dated as the text says."""
    found: dict[str, Claim] = {}
    finds = Finds.of(mentions)
    for clause in clauses(view, finds):
        read = [claim for cue in clause.verbs for claim in _read(view, clause, cue)]
        if read and not clause.denied():
            found |= {claim.key: claim for claim in read if claim.key not in found}
    said = {(claim.subject, claim.object) for claim in found.values()}
    others = [*office_claims(view, finds), *figure_claims(view, finds)]
    others += [c for c in practice_claims(view, finds) if (c.subject, c.object) not in said]
    found |= {claim.key: claim for claim in others if claim.key not in found}
    return tuple(sorted(found.values(), key=lambda c: (c.start, c.predicate, c.key)))


def _read(view: View, clause: Clause, cue: Cue) -> Iterator[Claim]:
    predicate = cue.trigger.value
    if predicate == "founding":
        for founded, by, date in foundings(view, clause, cue):
            yield _claim(view, clause, predicate, (founded, by, date))
        return
    objects = _objects(view, clause, cue)
    if not objects:
        return
    others = ("PERSON",) if predicate == "signature" else ()
    date = nearest_date(clause, cue)
    for subject in subjects(view, clause, cue, *others, turned=_turned(view, cue)):
        for object_ in objects:
            if subject.end <= object_.start or subject.start >= object_.end:
                yield _claim(view, clause, predicate, (subject, object_, date))


def _turned(view: View, cue: Cue) -> bool:
    words = view.text[cue.start : cue.end]
    return _BY_VERB.search(words) is not None or _TURNED.search(words) is not None


def _objects(view: View, clause: Clause, cue: Cue) -> list[Mention]:
    """Return what is joined, signed or adopted, with those enumerated beside."""
    fits = clause.of(*_OBJECTS[cue.trigger.value])
    if cue.trigger.value == "membership":
        fits = [m for m in fits if _is_network(view, m)]
    if not fits:
        return []
    straight = clause.language not in LOOSE and not _turned(view, cue)

    def far(mention: Mention) -> int:
        return distance(mention, cue) + (40 if straight and mention.end <= cue.start else 0)

    return enumeration(view, fits, min(fits, key=far))


def _is_network(view: View, mention: Mention) -> bool:
    if mention.link and "/network/" in mention.link:
        return True
    if _NO_NETWORK.search(mention.text):
        return False
    if mention.get("kind") in {"network", "programme"} or _NETWORK.search(mention.text):
        return True
    return bool(_NETWORK_BEFORE.intersection(view.before(mention.start, 2)))


def _claim(
    view: View, clause: Clause, predicate: str, said: tuple[Mention, Mention, Mention | None]
) -> Claim:
    subject, object_, when = said
    start, end, _ = clause.sentence
    evidence = tuple(dict.fromkeys(m for m in said if m is not None))
    date = when.value if when is not None else None
    first, second = term(subject), term(object_)
    return Claim(
        claim_key(predicate, first, second, date, view.text[start:end]), predicate, first, second,
        subject.type, object_.type, evidence, start, end, date, clause.language,
        f"pattern:{predicate}", round(_SURENESS * min(m.confidence for m in evidence), 3),
        view.locator_at(start),
    )  # fmt: skip


def term(mention: Mention) -> str:
    """Return what a claim says of a mention: IRI (a city as government), date or words."""
    if mention.type == "CITY" and mention.link:
        return re.sub(r"/id/(?:city|place)/", "/id/government/", mention.link)
    if mention.link:
        return mention.link
    return (mention.value or mention.text) if mention.type == "DATE" else mention.text
