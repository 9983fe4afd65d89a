"""Compares what was extracted with what people annotated: precision, recall, F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.evaluation.gold import Annotated, GoldClaim, Span
from loaders.extract.model import Claim, Extraction, Mention

SHARE = 0.5
BANDS = ((0.9, "0.9-1.0"), (0.8, "0.8-0.9"), (0.7, "0.7-0.8"), (0.0, "0.0-0.7"))


@dataclass
class Tally:
    """Counts of one type: annotated, predicted, found, and found with the right link or value."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    linked: int = 0
    linkable: int = 0

    def add(self, other: Tally) -> None:
        """Add another tally's counts."""
        self.gold += other.gold
        self.predicted += other.predicted
        self.found += other.found
        self.linked += other.linked
        self.linkable += other.linkable

    @property
    def precision(self) -> float:
        """Return found / predicted (1 when nothing was predicted)."""
        return self.found / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """Return found / annotated (1 when nothing was annotated)."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def link_accuracy(self) -> float | None:
        """Return how many of the found spans with a told link have that link (0 to 1)."""
        return self.linked / self.linkable if self.linkable else None


@dataclass
class Scores:
    """Tallies by type and by kind of claim, each also by language; and every single miss.

    ``sureness`` tells by band of confidence how many claims were made and how many were right.
    ``predicates`` are those that the folder annotates: only they are judged.
    """

    types: dict[str, Tally] = field(default_factory=dict)
    languages: dict[tuple[str, str], Tally] = field(default_factory=dict)
    claims: dict[str, Tally] = field(default_factory=dict)
    claim_languages: dict[tuple[str, str], Tally] = field(default_factory=dict)
    sureness: dict[str, Tally] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)
    predicates: frozenset[str] = frozenset()

    def count(self, type_: str, language: str, tally: Tally) -> None:
        """Add the counts of one text."""
        self.types.setdefault(type_, Tally()).add(tally)
        self.languages.setdefault((type_, language), Tally()).add(tally)

    def count_claim(self, predicate: str, language: str, tally: Tally) -> None:
        """Add the counts of one claim, found or missed."""
        self.claims.setdefault(predicate, Tally()).add(tally)
        self.claim_languages.setdefault((predicate, language), Tally()).add(tally)

    def all_claims(self) -> Tally:
        """Return the counts of all kinds of claims together."""
        total = Tally()
        for tally in self.claims.values():
            total.add(tally)
        return total


def joint_share(a: Span | Mention, b: Span | Mention) -> float:
    """Return the overlap of two spans as a share of their joint length (0 to 1)."""
    overlap = min(a.end, b.end) - max(a.start, b.start)
    return max(0, overlap) / (max(a.end, b.end) - min(a.start, b.start))


def score_text(
    gold: Annotated, extraction: Extraction, types: Iterable[str], scores: Scores
) -> None:
    """Add one text to the scores; only the given types are judged."""
    language = gold.language or "und"
    ignored = [span for span in gold.spans if span.type == "IGNORE"]
    for type_ in types:
        wanted = [span for span in gold.spans if span.type == type_]
        predicted = [mention for mention in extraction.mentions if mention.type == type_]
        tally, missed, surplus = _match(wanted, predicted, ignored)
        scores.count(type_, language, tally)
        note = f"{gold.name} [{language}] {type_}"
        scores.misses += [f"{note} missed: {_words(gold, span)}" for span in missed]
        scores.misses += [f"{note} wrong: {_words(gold, mention)}" for mention in surplus]
        scores.misses += [f"{note} link: {text}" for text in _wrong_links(wanted, predicted)]
    if gold.claims is not None:
        _claims(gold, extraction, scores)


def _words(gold: Annotated, span: Span | Mention) -> str:
    around = gold.text[max(0, span.start - 25) : span.end + 20].replace("\n", " ")
    return f"{gold.text[span.start : span.end]!r} in …{around}…"


def _match(
    wanted: Sequence[Span], predicted: Sequence[Mention], ignored: Sequence[Span]
) -> tuple[Tally, list[Span], list[Mention]]:
    pairs = _pairs(wanted, predicted)
    used = {id(mention) for _, mention in pairs}
    surplus = [m for m in predicted if id(m) not in used and not _ignored(m, ignored)]
    hit = {id(span) for span, _ in pairs}
    told = [(span, mention) for span, mention in pairs if span.link or span.value]
    right = sum(_same(span, mention) for span, mention in told)
    tally = Tally(len(wanted), len(pairs) + len(surplus), len(pairs), right, len(told))
    return tally, [span for span in wanted if id(span) not in hit], surplus


def _pairs(wanted: Sequence[Span], predicted: Sequence[Mention]) -> list[tuple[Span, Mention]]:
    """Return the best pairs, each span and each mention used once."""
    order = sorted(
        (
            (-joint_share(span, mention), i, j)
            for i, span in enumerate(wanted)
            for j, mention in enumerate(predicted)
            if joint_share(span, mention) >= SHARE
        )
    )
    spans: set[int] = set()
    mentions: set[int] = set()
    found: list[tuple[Span, Mention]] = []
    for _, i, j in order:
        if i not in spans and j not in mentions:
            spans.add(i)
            mentions.add(j)
            found.append((wanted[i], predicted[j]))
    return found


def _ignored(mention: Mention, ignored: Sequence[Span]) -> bool:
    """Tell whether at least half of a mention lies in a span that does not count."""
    length = mention.end - mention.start
    return any(
        min(mention.end, span.end) - max(mention.start, span.start) >= SHARE * length
        for span in ignored
    )


def _same(span: Span, mention: Mention) -> bool:
    if span.value:
        return span.value == mention.value
    return same_link(span.link, mention.link, mention.geonames_id)


def same_link(wanted: str, link: str | None, geonames_id: str | None = None) -> bool:
    """Tell whether a link is the wanted one: an IRI, ``kind/key``, a key, ``gn`` + id, or ``-``."""
    if wanted == "-":
        return link is None
    if wanted.startswith("gn") and wanted[2:].isdigit():
        return geonames_id == wanted[2:]
    if link is None:
        return False
    return link in {wanted} or link.endswith(f"/{wanted.rsplit('/id/', 1)[-1]}")


def _wrong_links(wanted: Sequence[Span], predicted: Sequence[Mention]) -> list[str]:
    return [
        f"{mention.text} is {span.link or span.value}, not "
        f"{mention.value if span.value else (mention.link or mention.geonames_id)}"
        for span, mention in _pairs(wanted, predicted)
        if (span.link or span.value) and not _same(span, mention)
    ]


def _claims(gold: Annotated, extraction: Extraction, scores: Scores) -> None:
    wanted = list(gold.claims or ())
    left = Counter(range(len(wanted)))
    language = gold.language or "und"
    for claim in extraction.claims:
        if claim.predicate not in scores.predicates:
            continue
        index = next((i for i in left if left[i] and _claimed(wanted[i], claim)), None)
        right = int(index is not None)
        scores.count_claim(claim.predicate, language, Tally(predicted=1, found=right))
        scores.sureness.setdefault(band(claim.confidence), Tally()).add(
            Tally(predicted=1, found=right)
        )
        if index is None:
            scores.misses.append(
                f"{gold.name} [{gold.language}] claim wrong: {claim.predicate} {claim.subject} -> "
                f"{claim.object} @ {claim.date} in …{gold.text[claim.start : claim.end][:120]}…"
            )
        else:
            left[index] = 0
    for i, claim_ in enumerate(wanted):
        scores.count_claim(claim_.predicate, language, Tally(gold=1))
        if left[i]:
            scores.misses.append(f"{gold.name} [{gold.language}] claim missed: {claim_}")


def band(confidence: float) -> str:
    """Return the band that a confidence is reported in: "0.9-1.0"."""
    return next(name for floor, name in BANDS if confidence >= floor)


def _claimed(wanted: GoldClaim, claim: Claim) -> bool:
    """Tell whether a claim is the wanted one; of an interval its start may be all that is told."""
    return (
        wanted.predicate == claim.predicate
        and _term(wanted.subject, claim.subject, claim)
        and _term(wanted.object, claim.object, claim)
        and wanted.date in {"", claim.date, (claim.date or "").partition("/")[0]}
    )


def _term(wanted: str, found: str, claim: Claim) -> bool:
    """Tell whether a term of a claim is the wanted one: its key, or its name in the sentence.

    What the annotation calls by name may have been registered since. Words of the text may differ
    by an article: those that share half of their joint length are the same; ``*`` is anything.
    """
    if wanted == "*":
        return True
    if "://" not in found:
        return alike(wanted, found)
    key = found.rpartition("/")[2]  # a claim speaks of the government of a city that is mentioned
    named = (m.text for m in claim.evidence if (m.link or "").rpartition("/")[2] == key)
    return found.endswith(f"/{wanted}") or any(alike(wanted, name) for name in named)


def alike(wanted: str, found: str) -> bool:
    """Tell whether one of two names holds the other and is no longer than twice as long."""
    short, long = sorted((wanted.casefold(), found.casefold()), key=len)
    return short == long or (short in long and len(short) >= SHARE * len(long) and len(short) > 2)
