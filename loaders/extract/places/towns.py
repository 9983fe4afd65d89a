"""Finds towns by the company they keep: in lists, after "comune di", before a region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from loaders.extract.knowledge.haystack import plain
from loaders.extract.persons.names import NOT_NAMES, is_head
from loaders.extract.places.countries import is_town
from loaders.extract.places.inflected import Candidate
from loaders.extract.places.qualifiers import state_after
from loaders.extract.places.signs import capital_neighbour, home_place, is_word
from loaders.extract.reading.shapes import OPENERS, UPPER
from loaders.extract.reading.view import Hit, View
from loaders.tables.patterns import any_of, followed
from loaders.tables.quick import quick_words
from loaders.tables.words import literal, spoken

_AND = any_of("places.or")
_PREP = f"(?:{any_of('places.list-preposition')}\\s)?"
_JOIN = re.compile(rf",\s(?:{_AND}\s{_PREP}|{_PREP})|\s{_AND}\s{_PREP}|\s?[–/]\s?")
# In lists of known names every preposition and the Greek articles may be repeated.
_BETWEEN = f"(?:{followed('places.list-any')})?"
_LIST = re.compile(
    rf",\s(?:{_AND}\s)?{_BETWEEN}|;\s{_BETWEEN}|\s{_AND}\s{_BETWEEN}|\s?[–/]\s?", re.IGNORECASE
)
_GAP_AT_MOST = 20
_ITEM = re.compile(r"[ \t]*(?:[-*•–·▪◦‣+]|\(?\d{1,3}[.)])[ \t]+")
_ITEM_END = re.compile(r"\s*(?:[(,:\n–—]|$)")
_WORD = rf"[{UPPER}][\w’'-]*[\w]"
_LINK = any_of("places.inside-name")
_NAME = re.compile(rf"{_WORD}(?:[  ](?:{_LINK}[  ]?){{0,2}}{_WORD}){{0,3}}")
_GERMAN = re.compile(rf"{_WORD}(?:[  ]{any_of('places.inside-name-german')}[  ]{_WORD})?")
_GAP = re.compile(rf"[  ](?:{any_of('places.town-before-article')}[  ]?)?(?=\S)|(?=\S)")
# "Saillans, dans la Drôme": what stands between a town and its region.
_REGION_LEFT = re.compile(
    rf"(?<![\w-])(?P<name>{_WORD}(?:[  ](?:{_LINK}[  ]?){{0,2}}{_WORD}){{0,2}}),[  ]"
    rf"{any_of('places.before-region')}[  ]?$"
)
# Endings of nouns for ideas, which stand in lists too: "Athens, Democracy and Rome".
_ABSTRACT = re.compile(rf"{any_of('places.abstract')}$")
# "Saillans, le 12 mars 2020": a line that begins with place and date.
_DATELINE = re.compile(
    rf"(?P<name>{_WORD}(?:[  ](?:{_LINK}[  ]?){{0,2}}{_WORD}){{0,2}}),[  ]"
    rf"(?:{any_of('places.dateline-article')}[  ])?$"
)
_END = re.compile(r"\s|[,.;:)\]»”\"]|$")
_ABBREVIATED = re.compile(rf"\w{{2,5}}\.\s[{UPPER}]")
_APART = re.compile(rf"[,.;:)\]»”]|\s{any_of('text.and')}\s|$")


def chains(view: View, candidates: Sequence[tuple[Candidate, int]]) -> Iterator[Candidate]:
    """Yield the members of lists of three names or more that may all be towns."""
    for run in runs(view, [candidate for candidate, weight in candidates if weight >= 0]):
        yield from _members(view, run)


def runs(view: View, candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """Cut candidates (in the order of the text) where no comma or "and" joins two of them."""
    run: list[Candidate] = []
    for candidate in candidates:
        if run and candidate.start < run[-1].end:
            continue
        if run and not _joined(view, run[-1].end, candidate.start):
            yield run
            run = []
        run.append(candidate)
    if run:
        yield run


def _members(view: View, run: list[Candidate]) -> Iterator[Candidate]:
    if view.language_at(run[0].start) == "de" or len(run) < 2:
        if len(run) > 2 and all(_substantial(view, c) for c in run):
            yield from run
        return
    plainly = [c for c in run if not c.senses.words and len(c.senses.name.strip()) > 3]
    if (len(run) > 2 and len(plainly) > 1) or _neighbours(view, run):
        yield from run


def _substantial(view: View, c: Candidate) -> bool:
    """Tell whether a German name is that of a large town at home, and has no article."""
    home = home_place(view, c)
    article = view.before(c.start, 1)[-1:] in _GERMAN_ARTICLES
    return home is not None and not article and (bool(home.iri) or home.population >= 20_000)


_GERMAN_ARTICLES = tuple([word] for word in spoken("places.article", "de"))


def _neighbours(view: View, run: list[Candidate]) -> bool:
    """Tell whether all are towns of one country that the text is at home in: "Toro, Ronda y Haro".

    Two or more of them must be no words or stand inside the sentence, where only names have
    capitals.
    """
    homes = [home_place(view, c) for c in run]
    inside = [c for c in run if not view.starts_sentence(c.start) or not is_word(view, c)]
    return (
        len({home.country if home else "" for home in homes}) == 1
        and all(home is not None and home.country in view.homes for home in homes)
        and len(inside) > 1
        and not any(capital_neighbour(view, c) for c in run)
        and not any(c.senses.name.strip() in view.resources.given for c in run)
        and view.surnames.isdisjoint(view.text[c.start : c.end] for c in run)
    )


def _joined(view: View, end: int, start: int) -> bool:
    return 0 < start - end < _GAP_AT_MOST and _LIST.fullmatch(view.text, end, start) is not None


def listed(view: View, c: Candidate, ends: set[int], starts: set[int]) -> bool:
    """Tell whether a sure city stands next to this one in an enumeration."""
    before = range(max(0, c.start - _GAP_AT_MOST), c.start)
    after = range(c.end + 1, c.end + _GAP_AT_MOST)
    return any(low in ends and _joined(view, low, c.start) for low in before) or any(
        high in starts and _joined(view, c.end, high) for high in after
    )


def itemised(
    view: View, kept: Sequence[Candidate], doubtful: Sequence[Candidate]
) -> list[Candidate]:
    """Return the doubtful names that open an item of a list whose other items open with a town."""
    sure = {c.start for c in kept}
    found: list[Candidate] = []
    for c in doubtful:
        line = _item_line(view, c.start)
        if line is None:
            continue
        for start in (_next_item(view, line, 1), _next_item(view, line, -1)):
            if start is not None and start in sure and c.start not in sure:
                sure.add(c.start)
                found.append(c)
    return found


def _item_line(view: View, start: int) -> tuple[int, int] | None:
    """Return the line of an item that a name opens, or None."""
    text = view.text
    low = text.rfind("\n", max(0, start - 12), start) + 1
    if not (_ITEM.fullmatch(text, low, start) or start in view.items):
        return None
    end = text.find("\n", start, start + 200)
    return low, end if end >= 0 else min(len(text), start + 200)


def _next_item(view: View, line: tuple[int, int], step: int) -> int | None:
    """Return where the name begins that opens the item after (or before) a line."""
    text = view.text
    low = line[1] + 1
    if step < 0:
        low = text.rfind("\n", max(0, line[0] - 200), max(0, line[0] - 1)) + 1
    match = _ITEM.match(text, low)
    return match.end() if match else low if low in view.items else None


def _listed_items(view: View, kept: Iterable[tuple[int, int]]) -> None:
    """Add unknown names that open an item between two items that open with a town."""
    starts = {start for start, _ in kept}
    for start in sorted(starts):
        line = _item_line(view, start)
        following = _next_item(view, line, 1) if line else None
        if following is None or following in starts:
            continue
        name = _NAME.match(view.text, following)
        if name is None or not _ITEM_END.match(view.text, name.end()):
            continue
        after = _item_line(view, following)
        third = _next_item(view, after, 1) if after else None
        if third in starts and _put(view, name.start(), name.end()):
            starts.add(following)


def unknown_towns(view: View, kept: Iterable[tuple[int, int]]) -> None:
    """Add towns that no gazetteer has, where the words or a list leave no doubt of them."""
    for cue in view.cues.get("town_before", ()):
        gap = _GAP.match(view.text, cue.end)
        if gap is not None and cue.trigger.language == view.language_at(cue.start):
            _named(view, gap.end())
    for council in _boroughs(view):
        if view.free(*council.span("name")) and view.language_at(council.start()) == "en":
            view.take(*council.span("name"))
            view.add("CITY", *council.span("name"), value="GB", method="name-only", confidence=0.7)
    for hit in view.places:
        if hit.senses.region and not hit.senses.country:
            low = max(0, hit.start - 60)
            left = _REGION_LEFT.search(view.text, low, hit.start)
            if left is not None and view.language_at(hit.start) != "de":
                _put(view, left.start("name"), left.end("name"))
    for mention in [m for m in view.mentions if m.type == "DATE"]:
        line = view.text.rfind("\n", max(0, mention.start - 44), mention.start) + 1
        if not line and mention.start > 44:
            continue
        left = _DATELINE.match(view.text, line, mention.start)
        if left is not None:
            _put(view, left.start("name"), left.end("name"))
    towns = sorted(kept)
    _listed_items(view, towns)
    ends = {end: start for start, end in towns}
    starts = {start for start, _ in towns}
    for start, end in towns:
        _neighbour(view, end, ends, starts)
        _paired(view, start)


def _boroughs(view: View) -> Iterator[re.Match[str]]:
    """Yield the boroughs that a word for their council follows: it is looked for first."""
    for at in _council_words(view):
        low = max(0, at - _BACK)
        if view.text[low:at].rstrip().endswith(_BOROUGH_ENDS):  # much quicker than the pattern
            name = _BOROUGH.search(view.text, low, at)
            if name is not None and _COUNCIL.match(view.text, at) is not None:
                yield name


def _council_words(view: View) -> Sequence[int]:
    """Return where words for a council may begin, in order."""
    if view.stems is None:
        return view.marks.words(_COUNCILS)
    return sorted({at for at, _ in view.stems.places("governments.after")})


def named_like_countries(view: View) -> None:
    """Add the towns that have the name of a country: "the town of Lebanon, Ohio"."""
    for hit in view.places:
        if not hit.senses.country or not view.free(hit.start, hit.end):
            continue
        if not is_town(view, hit):
            continue
        view.take(hit.start, hit.end)
        view.add("CITY", hit.start, hit.end, value=_country_right(view, hit),
                 method="name-only", confidence=0.7)  # fmt: skip


def _country_right(view: View, hit: Hit) -> str | None:
    """Return the country of the region or state that is named after a town."""
    state = state_after(view, hit)
    if state is not None:
        return state.country
    told = _REGION_RIGHT.match(view.text, hit.end)
    senses = view.resources.senses(plain(told["name"])) if told else None
    return senses.region or None if senses else None


def _named(view: View, start: int) -> None:
    """Add the name after "comune di", and those that follow it in the list."""
    while True:
        german = view.language_at(start) == "de"
        name = (_GERMAN if german else _NAME).match(view.text, start)
        if name is None:
            return
        end = name.end()
        if view.free(start, end):
            if not _put(view, start, end):
                return
        else:  # a known town: the list may go on after it
            while end > start and not view.taken[end - 1]:
                end -= 1
            if not view.taken[start] or not _is_city(view, start):
                return
        join = _JOIN.match(view.text, end)
        if join is None or "–" in join.group() or "/" in join.group() or german:
            return
        start = join.end()


def _is_city(view: View, start: int) -> bool:
    return any(m.start == start and m.type == "CITY" for m in reversed(view.mentions[-40:]))


def _paired(view: View, start: int) -> None:
    """Add the unknown name of a pair: "a Badolato e a Riace"."""
    words = view.text[max(0, start - 12) : start].split(" ")
    if len(words) < 3 or words[-1] or words[-3] not in _ANDS or view.language_at(start) == "de":
        return
    low = max(0, start - 60)
    left = _PAIR.search(view.text, low, start)
    if left is not None and left["again"] == left["word"].lower():
        _put(view, left.start("name"), left.end("name"))


def _neighbour(view: View, end: int, ends: dict[int, int], starts: set[int]) -> None:
    """Add an unknown name after a town when a town follows it or two went before."""
    join = _JOIN.match(view.text, end)
    if join is None or "–" in join.group() or "/" in join.group():
        return
    german = view.language_at(end) == "de"
    name = (_GERMAN if german else _NAME).match(view.text, join.end())
    if name is None or not _APART.match(view.text, name.end()):
        return
    after = _JOIN.match(view.text, name.end())
    word = join.group().split()[-1]
    again = word in _PLACING and not german and view.before(ends[end], 1)[-1:] == [word]
    enclosed = after is not None and after.end() in starts
    start = ends[end]
    before = next(
        (
            low
            for low in range(start - 1, max(0, start - 14), -1)
            if low in ends and _joined(view, low, start)
        ),
        None,
    )
    if enclosed or again or (before is not None and not german):
        _put(view, name.start(), name.end())


def _put(view: View, start: int, end: int) -> bool:
    """Add an unknown name as a town; tell whether it may be one."""
    words = view.text[start:end]
    pieces = words.replace("-", " ").split()
    if (
        not view.free(start, end)
        or len(words) < 4
        or words.isupper()
        or (len(pieces) == 1 and _ABSTRACT.search(words))
        or not _END.match(view.text, end)
        or _ABBREVIATED.match(words + view.text[end : end + 3])
        or view.resources.senses(plain(words)) is not None
        or pieces[0] in OPENERS - _ARTICLES
        or any(piece in NOT_NAMES or piece in _NO_TOWNS or is_head(view, piece) for piece in pieces)
        or any(_known(view, piece) for piece in pieces if len(pieces) > 1)
        or (len(pieces) == 1 and words in view.resources.given)
    ):
        return False
    view.take(start, end)
    view.add("CITY", start, end, method="name-only", confidence=0.7)
    return True


def _known(view: View, piece: str) -> bool:
    """Tell whether a word of a longer name is a country, region or organisation by itself."""
    senses = view.resources.senses(plain(piece))
    return senses is not None and bool(senses.country or senses.entities or senses.triggers)


# "Wandsworth Council": a borough that the gazetteer does not have.
_BOROUGHS = quick_words(spoken("place_names.borough"), inside=r"[-\w]", exact=True)
_BOROUGH_ENDS = tuple({word.split()[-1] for word in spoken("place_names.borough")})
_BOROUGH = re.compile(rf"(?P<name>{_BOROUGHS})\s$")
_COUNCIL = re.compile(rf"{any_of('governments.after', languages=('en',))}(?!\w)")
_COUNCILS = frozenset(word.split()[0] for word in spoken("governments.after", "en"))
_BACK = 2 + max(map(len, spoken("place_names.borough")))
_REGION_RIGHT = re.compile(rf"(?:,\s|\s{followed('places.in')})(?P<name>{_WORD}(?:\s{_WORD})?)")
_ANDS = literal("text.and")
_PLACING = literal("places.pair")
_PAIR = re.compile(
    rf"(?<!\w)(?i:(?P<word>{any_of('places.pair')}))[  ]"
    rf"(?P<name>{_WORD}"
    rf"(?:[  ](?:{_LINK}[  ]?){{0,2}}{_WORD}){{0,2}})[  ]\w+[  ](?P<again>\w+)[  ]$"
)
_ARTICLES = literal("text.name-opener")
_NO_TOWNS = literal("places.no-town")
