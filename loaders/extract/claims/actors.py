"""Tells who does what a clause says: which cities act, and which only say where it is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from loaders.extract.claims.clauses import Clause
from loaders.extract.knowledge import lexicon
from loaders.extract.model import Mention
from loaders.extract.reading.view import Cue, View

_LOCATIVE = {
    language: frozenset(words) for language, words in lexicon.sections()["claims_locative"].items()
}
_OF = frozenset({"of", "de", "di", "van", "von"})
# What may stand between two cities (or networks) that are enumerated together.
_AND = re.compile(
    r"(?:,|\((?:[^()]{2,25})\)|(?<!\w)(?:and|und|et|e|ed|y|i|oraz|en|και|sowie|&|as well as|"
    r"ainsi que|wie auch|ebenso wie|nonché|oltre a|così come|así como|además de|καθώς και|a także|"
    r"jak również|oraz miasta|evenals|alsook|alsmede|together with|along with|alongside|"
    r"jointly with|followed by|zusammen mit|gemeinsam mit|aux côtés de|avec|de même que|tout comme|"
    r"insieme a|assieme a|junto con|junto a|μαζί με|wraz z|razem z|samen met|like|later|then|dann|"
    r"später|puis|poi|luego|później|di|du|des|of|von|van|comme|come|como|zoals|όπως|the|die|der|"
    r"das|den|la|le|il|η|ο|το|τα|οι|τη|την|τον|του|της|de|stad|gemeente|city of|town of|cities of|"
    r"Stadt|Hansestadt|ville de|villes de|commune de|città di|Città di|comune di|Comune di|"
    r"ciudad de|municipio de|miasto|de stad|de gemeente|πόλη της|πόλη του|Δήμος|both|sowohl|"
    r"als auch|also|auch|aussi|anche|también|także|ook|επίσης)"
    r"(?!\w)|d['’]|\s)*"
)
BY = re.compile(
    r"\b(?:by|von|par|da|dal|dalla|dai|dalle|por|από|przez|door)(?:\s(?:the|den|der|die|dem|les|la|"
    r"le|las|los|il|le|i|τον|την|τους|τις|τη|το|τα|de|het|cities of|Städten|villes de|città di|"
    r"comuni di|ciudades de|miasta|steden))*\s*$"
)
_MAYORS = lexicon.words("mayors")
_CITY_WORDS = lexicon.words("city_words")
# Languages whose verb may stand at the end or before its subject.
LOOSE = frozenset({"de", "nl", "el", "pl"})
_ROLES = {
    (row["language"], row["value"], word.lower()): row["kind"]
    for row in lexicon.rows("claim_words.csv")
    if row["kind"] in {"turned", "nominal"}
    for word in row["words"].split("|")
}
_MEMBER = re.compile(
    r"(?:^|\s)(?:co-)?(?:members?|membres?|membr[oi]|soci[oa]|miembr[oa]s?|integrantes?|μέλ\w+|"
    r"człon\w+|lid|leden|\w*[Mm]itglied\w*|adhérente?s?|aderent[ei]|signator\w+|signataires?|"
    r"firmatari\w*|firmantes?|signatari[oa]s?|υπογράφουσ\w+|\w*[Uu]nterzeichner\w*|"
    r"sygnatariusz\w*|\w*ondertekenaars?|villes? fondatrices?|città fondatrice|"
    r"ciudad\w* fundador\w+|\w*aangesloten)(?!\w)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:[\s_,\d.]|(?<!\w)(?:is|are|was|were|has|have|been|became|become|had|also|already|now|long|"
    r"then|later|thus|puis|poi|luego|dann|potem|today|currently|both|all|a|an|the|as|since|in|full|"
    r"active|proud|early|one|of|which|who|that|itself|therefore|ne|vi|ci|y|sindsdien|thans|dazu|"
    r"ihm|ihr|jej|jego|też|likewise|ist|sind|war|waren|wurde|wurden|seit|auch|bereits|schon|heute|"
    r"ebenfalls|als|beide|alle|aktives|langjähriges|die|der|das|ein|eine|jetzt|inzwischen|selbst|"
    r"im|est|sont|était|étaient|devient|devenue?s?|depuis|aussi|déjà|également|en|tant|que|comme|"
    r"toutes|tous|deux|qui|elle|même|désormais|la|le|les|une?|ville|è|sono|era|erano|dal|anche|già|"
    r"diventa|diventat[aoie]|come|quanto|entramb[ei]|tutt[ei]|che|da|nel|stat[aoie]|es|son|fue|"
    r"fueron|desde|también|ya|como|ambas|todas|hoy|el|είναι|ήταν|έγινε|έγιναν|από|το|και|ήδη|"
    r"επίσης|ως|η|οποία|που|σήμερα|jest|są|był[aoy]?|został[aoy]?|od|roku|także|również|już|jako|"
    r"która|które|który|obecnie|zijn|werd|werden|sinds|ook|al|reeds|dat|wie|zoals|allebei|beiden|"
    r"inmiddels)"
    r"(?!\w))*"
)
_AS = re.compile(r"(?<!\w)(?:as an?|as the|as|als|comme|en tant que|come|como|ως|jako|quale)\s*$")
_BEING = re.compile(
    r"(?:^|\s)(?:is|are|was|were|has|have|became|become|ist|sind|war|waren|wurden?|est|sont|"
    r"devient|deviennent|devenue?s?|è|sono|es|son|fue|fueron|está|están|figuran?o?|figure|"
    r"figurent|comptent|compte|gehört|gehören|zählt|zählen|είναι|έγινε|έγιναν|ήταν|αποτελ\w+|jest|"
    r"są|był\w*|został\w*|stał\w*|zijn|werd|werden|behoort|behoren)(?!\w)",
    re.IGNORECASE,
)
_AND_THEN = re.compile(r"(?<!\w)(?:and|et|e|ed|y|i|oraz|und|en|και)\s")
_LISTING = re.compile(
    r":|(?<!\w)(?:are|were|include|included|is|sind|waren|gehören|zählen|sont|figurent|sono|"
    r"figurano|son|están|figuran|είναι|ήταν|są|były|zijn|waren|behoren)(?!\w)"
)
# What may stand between "members include" and the first of them.
LEAD = re.compile(
    r"(?:[\s:–—,\d.(\"„“«‘’']|(?<!\w)(?:the|include|included|gehören|zählen|behoren|city|cities|"
    r"town|towns|municipalities|of|such|as|like|including|among|amongst|others|other|are|were|is|"
    r"was|also|currently|now|today|network|its|by|seven|six|five|four|three|two|ten|following|for|"
    r"example|instance|european|die|der|den|das|städte|städten|stadt|kommunen|gemeinden|wie|unter|"
    r"anderem|anderen|u|a|sind|waren|gehören|zählen|auch|etwa|sowie|heute|derzeit|dem|netzwerk|"
    r"bündnis|von|beispielsweise|les|la|le|l|villes|ville|communes|de|d|des|comme|telles|tels|que|"
    r"notamment|entre|autres|sont|figurent|state|stati|stata|stato|été|been|have|has|inzwischen|"
    r"now|on|compte|trouve|aussi|ont|dont|maires|i|gli|il|città|comuni|comune|di|anche|come|tra|"
    r"cui|altri|quali|ci|sono|figurano|vi|fra|dalle|dai|da|a|ad|las|los|el|ciudades|ciudad|"
    r"municipios|están|figuran|otras|otros|son|también|e|y|se|encuentran|η|ο|οι|τα|το|τις|τους|"
    r"την|τον|τη|πόλεις|δήμοι|όπως|είναι|μεταξύ|άλλων|και|ήταν|των|του|της|są|to|między|innymi|m|"
    r"in|miasta|miast|takie|jak|były|znajdują|się|także|również|het|steden|gemeenten|zoals|onder|"
    r"andere|meer|zijn|waren|als|o|ook)(?!\w))*",
    re.IGNORECASE,
)
# A verb of a relative clause has its subject before it.
_RELATED = re.compile(
    r",\s(?:che|que|die|der|das|welche|który|która|które|którzy|dat|που|qui|which|who)\s(?:\w+\s)?",
)
_AMONG = re.compile(
    r"(?:^|\s)(?:among|parmi|tra|fra|entre|unter|zu den|zu seinen|zu ihren|wśród|onder|tot|μεταξύ|"
    r"ανάμεσα)(?!\w)",
    re.IGNORECASE,
)
_COMPANIONS = re.compile(
    r"[\s,(](?:and so (?:does|do|is|are|has|have)|so (?:does|do|has|have)|as (?:is|are|does|do)|"
    r"together with|along with|alongside|as did|as have|as has|so did|so are|and so did|like|"
    r"just like|jointly with|followed by|later followed by|zusammen mit|gemeinsam mit|ebenso|"
    r"ebenso wie|wie auch|genauso wie|so wie|wie|comme|tout comme|ainsi que|aux côtés de|avec|"
    r"de même que|suivie? (?:de|par)|come|così come|insieme a|assieme a|al pari di|seguita da|como|"
    r"al igual que|junto con|junto a|así como|όπως|όπως και|μαζί με|καθώς και|podobnie jak|tak jak|"
    r"wraz z|razem z|obok|net als|evenals|samen met|net zoals)\s(?:the|die|der|les|la|le|il|las|"
    r"los|el|de|η|ο|τη|την|τον|το|auch|anche|también|και|villes de|città di|ciudades de|cities of)?"
    r"\s?$",
    re.IGNORECASE,
)
_JOINING = re.compile(r"(?:^|\s)joining$", re.IGNORECASE)
_WITH = re.compile(r"(?<!\w)with\s$")
_GENITIVE = re.compile(
    r"\s(?:(?:der|die|den|of|the|by|von|de|du|des|di|del|della|dell|van|της|του|των|στη|miasta|"
    r"Stadt|Städte|city|cities|town|ville|villes|città|ciudad|ciudades|stad|steden|gemeente|πόλης|"
    r"Hansestadt|la|las|el|los|le|les|par|by)\s)*(?:d['’]|dell['’]|l['’])?"
)
_OWNER = re.compile(r"(?:['’]s|s['’]|s|['’])?\s(?:\w+\s)?")
_FEW, _MANY, _COMPANION_REACH, _LOOSE_REACH = 4, 8, 60, 14


def role(cue: Cue, words: str) -> str:
    """Return what a cue is: turned (its subject follows), nominal, or nothing special."""
    return _ROLES.get((cue.trigger.language, cue.trigger.value, words.lower()), "")


def distance(mention: Mention, cue: Cue) -> int:
    """Return how many characters lie between a mention and a verb."""
    return max(mention.start - cue.end, cue.start - mention.end, 0)


def enumeration(view: View, mentions: Sequence[Mention], member: Mention) -> list[Mention]:
    """Return the mentions that are enumerated together with one of them."""
    index = mentions.index(member)
    low = high = index
    while low > 0 and _joined(view, mentions[low - 1], mentions[low]):
        low -= 1
    while high + 1 < len(mentions) and _joined(view, mentions[high], mentions[high + 1]):
        high += 1
    return list(mentions[low : high + 1])


def _joined(view: View, first: Mention, second: Mention) -> bool:
    if second.start - first.end > _COMPANION_REACH:
        return False
    return _AND.fullmatch(view.text, first.end, second.start) is not None


def actors(view: View, clause: Clause, *types: str) -> list[Mention]:
    """Return the governments and cities of a clause, and mentions of the other types given.

    A city inside the name of its government counts once; "mayor of X" says whose mayor acts.
    """
    if clause.acting is None:
        clause.acting = _actors(view, clause)
    if not types:
        return clause.acting
    return sorted([*clause.acting, *clause.of(*types)], key=lambda m: m.start)


def _actors(view: View, clause: Clause) -> list[Mention]:
    governments = clause.of("GOVERNMENT")
    cities = [
        city
        for city in clause.of("CITY")
        if not any(g.start <= city.start and city.end <= g.end for g in governments)
        and not _of_mayor(view, city)
    ]
    return sorted([*governments, *cities], key=lambda m: m.start)


def _of_mayor(view: View, city: Mention) -> bool:
    """Tell whether a city stands right after the word for its mayor."""
    if _MAYORS.isdisjoint(view.before(city.start, 3)):
        return False
    gap = view.text[max(0, city.start - 30) : city.start]
    return "; " not in gap and ": " not in gap


def subjects(
    view: View, clause: Clause, cue: Cue, *types: str, objects: Sequence[Mention]
) -> list[Mention]:
    """Return who does what a verb says, with those enumerated beside."""
    words = view.text[cue.start : cue.end]
    kind = role(cue, words)
    found = actors(view, clause, *types)
    if kind == "nominal":
        return _owners(view, clause, cue, found)
    found = [m for m in found if not m.method.endswith("inflected") or _is_named_city(view, m)]
    if kind == "turned":
        return _listed(view, cue, found, objects)
    if _JOINING.search(words):
        return _joining(view, cue, found, objects)
    groups = _groups(view, found)
    acting = [g for g in groups if not is_place_of_action(view, g[0], clause.language, g[0])]
    return _acting(view, clause, cue, acting, objects)


def companions(
    view: View, clause: Clause, cue: Cue, acting: Sequence[Mention], objects: Sequence[Mention]
) -> list[Mention]:
    """Return those that a clause adds after what was joined: "…, like X and Y"."""
    last = max([cue.end, *(m.end for m in objects if m.end <= clause.end)])
    found = actors(view, clause)
    if not found or found[-1].start < last:
        return []
    for group in _groups(view, found):
        start = group[0].start
        if start >= last and group[0] not in acting and start - last < _COMPANION_REACH:
            other = any(last <= verb.start < start for verb in clause.verbs)
            return group if not other and _COMPANIONS.search(view.text, last, start) else []
    return []


def _is_named_city(view: View, mention: Mention) -> bool:
    """Tell whether a Greek genitive is that of "the city of X"."""
    words = " ".join(view.before(mention.start, 2))
    return mention.language == "el" and words in _CITY_WORDS


def _groups(view: View, found: Sequence[Mention]) -> list[list[Mention]]:
    """Return the mentions, those enumerated together in one list."""
    groups: list[list[Mention]] = []
    for mention in found:
        if groups and _joined(view, groups[-1][-1], mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _acting(
    view: View,
    clause: Clause,
    cue: Cue,
    groups: Sequence[list[Mention]],
    objects: Sequence[Mention],
) -> list[Mention]:
    """Return those right before a verb or noun of membership, else those after it."""
    leading = [g for g in groups if g[-1].end <= cue.start]
    if not leading:
        return _following(view, clause, cue, groups, objects)
    group = leading[-1]
    if _is_member(view.text[cue.start : cue.end]):
        linked = _linked(clause, group[-1].end, cue.start)
        return group if linked or _goes_on(view, clause, cue, group) else []
    loose = clause.language in LOOSE
    far = not loose and _far(view, group[-1], cue) and not _goes_on(view, clause, cue, group)
    return [] if far else group


def _following(
    view: View,
    clause: Clause,
    cue: Cue,
    groups: Sequence[list[Mention]],
    objects: Sequence[Mention],
) -> list[Mention]:
    """Return those after a verb or noun of membership that are its subject."""
    group = next((g for g in groups if g[0].start >= cue.end), None)
    if group is None:
        return []
    last = max([cue.end, *(m.end for m in objects if m.end <= group[0].start)])
    gap = clause.words[last - clause.start : group[0].start - clause.start]
    if _is_member(view.text[cue.start : cue.end]):
        fronted = len(view.text[clause.start : cue.start].split()) <= _FEW and "," in gap
        listed = LEAD.fullmatch(view.text, last, group[0].start) and _LISTING.search(gap)
        return group if fronted or listed or (last > cue.end and _LINK.fullmatch(gap)) else []
    if _RELATED.search(view.text, max(0, cue.start - 12), cue.end):
        return []
    free = clause.language in LOOSE or (clause.language in {"es", "it"} and "," not in gap)
    return group if free else []


@lru_cache(maxsize=2_000)
def _is_member(words: str) -> bool:
    """Tell whether the words of a verb are only a noun of membership."""
    return _MEMBER.search(words) is not None and _BEING.search(words) is None


def member_linked(gap: str, text: str, cue: Cue) -> bool:
    """Tell whether a noun of membership stands in apposition: "X, since 2015 a member of"."""
    return _MEMBER.search(text, cue.start, cue.end) is not None and bool(_LINK.fullmatch(gap))


def _goes_on(view: View, clause: Clause, cue: Cue, group: Sequence[Mention]) -> bool:
    """Tell whether a second verb has the subject of the first: "X signed Y and joined Z"."""
    gap = clause.words[group[-1].end - clause.start : cue.start - clause.start]
    ands = list(_AND_THEN.finditer(gap))
    if not ands or _LINK.fullmatch(gap, ands[-1].end()) is None:
        return False
    return any(
        group[-1].end <= verb.start < cue.start and not _far(view, group[-1], verb)
        for verb in clause.verbs
    )


def _linked(clause: Clause, start: int, end: int) -> bool:
    """Tell whether words make a noun say something of a city: "is since 2019 a member"."""
    gap = clause.words[start - clause.start : end - clause.start]
    if _LINK.fullmatch(gap):
        return True
    few = len(gap.split()) <= (_LOOSE_REACH if clause.language in LOOSE else _MANY)
    first = gap.split()[:1]
    opened = bool(first) and _LINK.fullmatch(first[0]) is not None
    return few and (_AS.search(gap) is not None or opened)


def _listed(
    view: View, cue: Cue, found: list[Mention], objects: Sequence[Mention]
) -> list[Mention]:
    """Return those listed after "members include", or before "are among the members of"."""
    among = _AMONG.search(view.text, cue.start, cue.end)
    if among:
        before = [m for m in found if m.end <= cue.start]
        if before and len(view.text[before[-1].end : cue.start].split()) <= 2:
            return enumeration(view, before, before[-1])
    following = [m for m in found if m.start >= cue.end]
    if not following:
        return []
    between = [m.end for m in objects if cue.end <= m.start and m.end <= following[0].start]
    start = max([cue.end, *between])
    if LEAD.fullmatch(view.text, start, following[0].start) is None:
        return []
    return enumeration(view, following, following[0])


def _joining(
    view: View, cue: Cue, found: Sequence[Mention], objects: Sequence[Mention]
) -> list[Mention]:
    """Return the subject of "with X joining" or "by joining the network, X"."""
    leading = [m for m in found if m.end <= cue.start]
    if leading:
        group = enumeration(view, leading, leading[-1])
        near = view.text[group[-1].end : cue.start].isspace()
        return (
            group
            if near and _WITH.search(view.text, max(0, group[0].start - 8), group[0].start)
            else []
        )
    following = [m for m in found if objects and m.start >= max(o.end for o in objects)]
    if following and "," in view.text[objects[-1].end : following[0].start]:
        return enumeration(view, following, following[0])
    return []


def _owners(view: View, clause: Clause, cue: Cue, found: list[Mention]) -> list[Mention]:
    """Return whose accession or membership a noun names: "the accession of X to the network"."""
    following = [m for m in found if m.start >= cue.end]
    following = [m for m in following if m.link or not m.method.endswith("inflected")]
    if following and _GENITIVE.fullmatch(view.text, cue.end, following[0].start):
        return enumeration(view, following, following[0])
    leading = [m for m in found if m.end <= cue.start]
    if leading and clause.language in {"en", "de", "nl"}:
        gap = view.text[leading[-1].end : cue.start]
        owned = gap.startswith(("'s", "’s", "s' ", "s’ ", "s ", "' ", "’ "))
        if owned and len(gap.split()) <= 2:
            return enumeration(view, leading, leading[-1])
    return []


def _far(view: View, last: Mention, cue: Cue) -> bool:
    """Tell whether more than a few words stand between a subject and its verb."""
    between = view.text[last.end : cue.start]
    words = len(between.split())
    return words > _MANY or (between.count(",") == 1 and words > _FEW)


def is_place_of_action(view: View, mention: Mention, language: str, first: Mention) -> bool:
    """Tell whether a preposition makes a city the place of what is done ("signed in Palermo").

    ``first`` is the first of the enumeration, before which the preposition stands.
    """
    if mention.type == "GOVERNMENT":
        return False
    before = view.before(first.start, 3)
    if not before or BY.search(view.text, max(0, first.start - 30), first.start):
        return False
    locative = _LOCATIVE.get(language, _LOCATIVE["en"])
    if mention.type == "CITY" and any(" ".join(before[-n:]) in _CITY_WORDS for n in (1, 2, 3)):
        return before[-2:-1] != [] and before[-2] in locative
    return before[-1] in locative or before[-1] in _OF
