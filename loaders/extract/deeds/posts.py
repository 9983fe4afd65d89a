"""Reads who runs a service of a city: "X, head of asylum services at Glasgow City Council"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders.extract.claims.clauses import Finds
from loaders.extract.claims.office_places import home_of
from loaders.extract.claims.offices import FORMERLY
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim
from loaders.tables.patterns import any_of
from loaders.tables.words import by_language

HELD, AT_HOME = 0.76, 0.68
_OPENS = re.compile(rf"(?:,\s|\s\(|\s[–—]\s)(?:{any_of('text.article')}\s|[LlDd]['’])?")
_OF = re.compile(rf"(?:^|\s|(?<=['’]))(?:{any_of('persons.office-of')}\s|[Dd]['’])$")
_OWNED = re.compile(r"['’]s?\s(?:[\w-]+\s){0,3}")
_BODIES = frozenset({"CITY", "GOVERNMENT", "ORG", "PERSON"})
_SIGN = re.compile(r"[.;:()\n„“”«»]")
_PART = re.compile(r"[^,.;:()\n]{0,60}")
_POSTS, _OWN = frozenset(by_language("gist.post")), frozenset(by_language("gist.post-own"))
_SIGNS = ("(", "–", "—")
_REACH, _LEAD, _MOST, _BEFORE = 130, 50, 11, 70


def posts(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield who runs a service of a city that is named with it, or whose town hall's page it is."""
    home = home_of(finds)
    for person in finds.mentions:
        asked = person.type == "PERSON" and (
            home is not None or _opens(view.text, person.end) or _led_to(view.text, person.start)
        )
        language = view.language_at(person.start) if asked else None
        sentence = view.sentence_at(person.start) if language else None
        if sentence is None or language not in _POSTS:
            continue
        city, sure = _city_behind(view, finds, person, language), HELD
        if city is None:
            city = _city_before(view, finds, person, language)
        if city is None:
            city, sure = _at_home(view, finds, person, language), AT_HOME
        if city is not None:
            who = finds.full_name(person)
            yield claim(view, "office", (who, city, None), (sentence.start, sentence.end),
                        sure * min(who.confidence, city.confidence), method="deeds:office",
                        detail=(("role", "official"),))  # fmt: skip


def _opens(text: str, end: int) -> bool:
    """Tell whether a sign stands behind a name, behind which a post may stand."""
    return text.startswith(",", end) or text.startswith(_SIGNS, end + 1)


@cache
def _post(language: str) -> re.Pattern[str]:
    """Return the pattern for a post with the words before it: "migration team manager"."""
    words = any_of("gist.post", languages=(language,))
    return re.compile(rf"(?P<lead>(?:[\w-]+\s){{0,3}}?)(?i:{words})(?!\w)")


def _named_post(view: View, start: int, language: str) -> int | None:
    """Return where the words for a post end that begin at an offset, one that is still held."""
    post = _post(language).match(view.text, start, start + _LEAD)
    if post is None or FORMERLY.intersection(post["lead"].lower().split()):
        return None
    return post.end()


def _city_behind(view: View, finds: Finds, person: Mention, language: str) -> Mention | None:
    """Return the city named with the post of somebody, right behind the name."""
    opens = _OPENS.match(view.text, person.end)
    if opens is None:
        return None
    near = finds.between(opens.end(), person.end + _REACH)
    if near and near[0].type in {"CITY", "GOVERNMENT"} and near[0].start == opens.end():
        return near[0] if _owns_post(view, near, language) else None
    end, led = _post_end(view, opens.end(), language)
    if end is None:
        return None
    body = next((m for m in near if m.start >= end and m.type in _BODIES), None)
    if body is None or body.type in {"ORG", "PERSON"} or _parted(view.text[end : body.start]):
        return None
    if body.type == "GOVERNMENT" or led:
        return _of_government(near, body) if body.type == "GOVERNMENT" else None
    owned = _OWNED.match(view.text, body.end) is not None
    return body if owned or _OF.search(view.text[end : body.start]) is not None else None


def _post_end(view: View, start: int, language: str) -> tuple[int | None, bool]:
    """Return where the words for a post end, and whether only a named government has it."""
    end = _named_post(view, start, language)
    if end is not None:
        return end, False
    led = _led(language)
    post = led.match(view.text, start) if led is not None else None
    return (post.end(), True) if post is not None else (None, False)


def _led_to(text: str, start: int) -> bool:
    """Tell whether a comma or colon stands before a name: a post may stand before it."""
    return text.startswith((", ", ": "), max(0, start - 2))


def _city_before(view: View, finds: Finds, person: Mention, language: str) -> Mention | None:
    """Return the city whose government is named with a post before somebody: "the head of …, X"."""
    near = finds.between(person.start - _LEAD, person.start)
    body = next((m for m in near if m.type == "GOVERNMENT" and m.end == person.start - 2), None)
    sentence = view.sentence_at(person.start)
    if body is None or sentence is None or not _led_to(view.text, person.start):
        return None
    low = max(sentence.start, body.start - _REACH)
    held = [m.end() for m in _held(language).finditer(view.text, low, body.start)]
    if not held or _parted(view.text[held[-1] : body.start]):
        return None
    before = view.text[low : held[-1]].lower().split()
    between = finds.between(held[-1], body.start)
    if FORMERLY.intersection(before) or any(m.type in {"ORG", "PERSON"} for m in between):
        return None
    return _of_government(near, body)


@cache
def _held(language: str) -> re.Pattern[str]:
    """Return the pattern for a post anywhere."""
    return re.compile(rf"(?<!\w)(?i:{any_of('gist.post', languages=(language,))})(?!\w)")


@cache
def _led(language: str) -> re.Pattern[str] | None:
    """Return the pattern for posts that only a named government has, None where there is none."""
    if language not in by_language("offices.led"):
        return None
    words = any_of("offices.led", languages=(language,))
    return re.compile(rf"(?i:{words})(?=\s)")


def _owns_post(view: View, near: Sequence[Mention], language: str) -> bool:
    """Tell whether a city that stands first owns a post: "Ballarat's director of …"."""
    last = max(m.end for m in near if m.start == near[0].start)
    owned = _OWNED.match(view.text, last)
    if owned is None:
        return False
    words = view.text[last : owned.end() + _LEAD]
    return any(
        _post(language).match(words, at.end())
        for at in re.finditer(r"\s", words[: owned.end() - last])
    )


def _parted(gap: str) -> bool:
    """Tell whether a sign or many words stand between a post and a body (one comma may)."""
    return _SIGN.search(gap) is not None or len(gap.split()) > _MOST or "," in gap.rstrip()[:-1]


def _of_government(near: Sequence[Mention], body: Mention) -> Mention | None:
    """Return a registered government, else the city in its name."""
    if body.link:
        return body
    return next((m for m in near if m.type == "CITY" and body.start <= m.start < body.end), None)


def _at_home(view: View, finds: Finds, person: Mention, language: str) -> Mention | None:
    """Return the city whose town hall's page it is where no body is named with a post."""
    home = home_of(finds)
    if home is None or language not in _OWN:
        return None
    opens = _OPENS.match(view.text, person.end)
    if opens is not None and _own(language).match(view.text, opens.end()):
        start, end = opens.end(), _end(view, opens.end())
    else:
        before = max(0, person.start - _BEFORE)
        post = re.search(
            r"[^,.;:()\n]*,\s(?:(?:Ms|Mr|Dr|Mrs)\.?\s)?$", view.text[before : person.start]
        )
        if post is None or not _own(language).search(post.group()):
            return None
        start, end = before + post.start(), person.start
    inside = finds.between(start, end)
    bodies = {"ORG", "CITY", "GOVERNMENT", "PERSON", "COUNTRY", "PLACE"}
    return None if any(m.type in bodies for m in inside) else home


def _end(view: View, start: int) -> int:
    part = _PART.match(view.text, start)
    return part.end() if part is not None else start


@cache
def _own(language: str) -> re.Pattern[str]:
    """Return the pattern for posts that towns have of their own: "Director of Services"."""
    return re.compile(rf"(?<!\w){any_of('gist.post-own', languages=(language,))}(?!\w)")
