"""Declines the names of organisations: Polish, Greek and German texts bend their first words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

# Nominative, then the other cases in a fixed order; a name bends as far as its words are here.
_POLISH = {
    forms[0]: forms
    for forms in (
        row.split()
        for row in """
        Fundacja Fundacji Fundację Fundacją
        Stowarzyszenie Stowarzyszenia Stowarzyszenie Stowarzyszeniem Stowarzyszeniu
        Towarzystwo Towarzystwa Towarzystwo Towarzystwem Towarzystwu
        Ministerstwo Ministerstwa Ministerstwo Ministerstwem Ministerstwu
        Pogotowie Pogotowia Pogotowie Pogotowiem Pogotowiu
        Centrum Centrum Centrum Centrum Centrum
        Forum Forum Forum Forum Forum
        Konsorcjum Konsorcjum Konsorcjum Konsorcjum Konsorcjum
        Ośrodek Ośrodka Ośrodek Ośrodkiem Ośrodku
        Związek Związku Związek Związkiem Związkowi
        Urząd Urzędu Urząd Urzędem Urzędowi
        Instytut Instytutu Instytut Instytutem Instytutowi
        Uniwersytet Uniwersytetu Uniwersytet Uniwersytetem Uniwersytecie
        Komitet Komitetu Komitet Komitetem Komitecie
        Kolektyw Kolektywu Kolektyw Kolektywem Kolektywie
        Sojusz Sojuszu Sojusz Sojuszem Sojuszowi
        Trybunał Trybunału Trybunał Trybunałem Trybunale
        Sąd Sądu Sąd Sądem Sądzie
        Rzecznik Rzecznika Rzecznika Rzecznikiem Rzecznikowi
        Klub Klubu Klub Klubem Klubie
        Dom Domu Dom Domem Domowi
        Kampania Kampanii Kampanię Kampanią
        Koalicja Koalicji Koalicję Koalicją
        Inicjatywa Inicjatywy Inicjatywę Inicjatywą Inicjatywie
        Grupa Grupy Grupę Grupą Grupie
        Rada Rady Radę Radą Radzie
        Unia Unii Unię Unią
        Izba Izby Izbę Izbą Izbie
        Straż Straży Straż Strażą
        Akcja Akcji Akcję Akcją
        Akademia Akademii Akademię Akademią
        Politechnika Politechniki Politechnikę Politechniką Politechnice
        Sieć Sieci Sieć Siecią
        Konferencja Konferencji Konferencję Konferencją
        Partia Partii Partię Partią
        Platforma Platformy Platformę Platformą Platformie
        Lewica Lewicy Lewicę Lewicą
        Amnesty Amnesty Amnesty Amnesty
        Misja Misji Misję Misją
        Kuchnia Kuchni Kuchnię Kuchnią
        Fundusz Funduszu Fundusz Funduszem Funduszowi
        Bank Banku Bank Bankiem Bankowi
        """.strip().splitlines()
    )
}
_POLISH_ENDINGS = {  # of adjectives, by that of the nominative: the same order of cases
    "ska": ("skiej", "ską", "ską", "skiej"),
    "cka": ("ckiej", "cką", "cką", "ckiej"),
    "na": ("nej", "ną", "ną", "nej"),
    "ski": ("skiego", "ski", "skim", "skiemu"),
    "cki": ("ckiego", "cki", "ckim", "ckiemu"),
    "ny": ("nego", "ny", "nym", "nemu"),
    "skie": ("skiego", "skie", "skim", "skiemu"),
    "ckie": ("ckiego", "ckie", "ckim", "ckiemu"),
    "ne": ("nego", "ne", "nym", "nemu"),
}
_GERMAN = ("Deutsch", "Bayerisch", "Evangelisch", "Katholisch", "Paritätisch", "Europäisch",
           "International", "Österreichisch", "Schweizerisch", "Diakonisch", "Sächsisch",
           "Hessisch", "Technisch", "Griechisch", "Italienisch", "Ökumenisch", "Afrikanisch",
           "Ständig", "Sicher", "Vereint", "Norwegisch", "Dänisch", "Britisch",
           "Autonom")  # fmt: skip
_GREEK = {
    forms[0]: forms
    for forms in (
        row.split()
        for row in """
        Ένωση Ένωσης Ένωση
        Οργάνωση Οργάνωσης Οργάνωση
        Πρωτοβουλία Πρωτοβουλίας Πρωτοβουλία
        Υπηρεσία Υπηρεσίας Υπηρεσία
        Επιτροπή Επιτροπής Επιτροπή
        Συμμαχία Συμμαχίας Συμμαχία
        Κίνηση Κίνησης Κίνηση
        Τράπεζα Τράπεζας Τράπεζα
        Ομοσπονδία Ομοσπονδίας Ομοσπονδία
        Δίκτυο Δικτύου Δίκτυο
        Φόρουμ Φόρουμ Φόρουμ
        Κέντρο Κέντρου Κέντρο
        Ίδρυμα Ιδρύματος Ίδρυμα
        Συμβούλιο Συμβουλίου Συμβούλιο
        Υπουργείο Υπουργείου Υπουργείο
        Πανεπιστήμιο Πανεπιστημίου Πανεπιστήμιο
        Πολυτεχνείο Πολυτεχνείου Πολυτεχνείο
        Ινστιτούτο Ινστιτούτου Ινστιτούτο
        Δικαστήριο Δικαστηρίου Δικαστήριο
        Ταμείο Ταμείου Ταμείο
        Σύλλογος Συλλόγου Σύλλογο
        Σύνδεσμος Συνδέσμου Σύνδεσμο
        Οργανισμός Οργανισμού Οργανισμό
        Συνασπισμός Συνασπισμού Συνασπισμό
        Συνήγορος Συνηγόρου Συνήγορο
        Σταυρός Σταυρού Σταυρό
        Αμνηστία Αμνηστίας Αμνηστία
        Γιατροί Γιατρών Γιατρούς
        """.strip().splitlines()
    )
}
_GREEK_ENDINGS = {
    "ή": ("ής", "ή"), "ική": ("ικής", "ική"), "α": ("ας", "α"), "ό": ("ού", "ό"),
    "ός": ("ού", "ό"), "ής": ("ούς", "ή"), "ειο": ("είου", "ειο"), "ιο": ("ίου", "ιο"),
    "ς": ("ς", "ς"),
}  # fmt: skip


def cases(name: str) -> Iterator[str]:
    """Yield the oblique forms of a Polish, Greek or German name, none for one that stays."""
    words = name.split()
    if words[0].startswith(_GERMAN):
        yield from _german(words)
    elif any("α" <= letter <= "ω" for letter in words[0]):
        yield from _declined(words, _GREEK, _GREEK_ENDINGS, 2)
    else:
        yield from _declined(words, _POLISH, _POLISH_ENDINGS, 4)


def _german(words: list[str]) -> Iterator[str]:
    """Yield "Deutschen Städtetag", "Deutschen Städtetags" … for "Deutscher Städtetag"."""
    stem = next(stem for stem in _GERMAN if words[0].startswith(stem))
    if words[0][len(stem) :] not in {"e", "er", "es"} or len(words) < 2:
        return
    rest = " ".join(words[1:])
    endings = ("e", "en", "er") if words[0].endswith("e") else ("e", "en", "em", "er", "es")
    for ending in endings:
        yield f"{stem}{ending} {rest}"
    if len(words) == 2 and not words[0].endswith("e"):
        yield f"{stem}en {rest}s"
        yield f"{stem}en {rest}es"


def _declined(
    words: list[str],
    nouns: Mapping[str, list[str]],
    endings: Mapping[str, tuple[str, ...]],
    most: int,
) -> Iterator[str]:
    """Yield the forms of a name whose first noun, and the adjectives around it, are declined."""
    head = next((i for i, word in enumerate(words[:4]) if word in nouns), None)
    if head is None:
        return
    bent = {head: nouns[words[head]][1:]}
    for place in (*range(head), head + 1):
        word = words[place] if place < len(words) else ""
        ending = max((e for e in endings if word.endswith(e)), key=len, default="")
        if ending and word[:1].isupper():
            bent[place] = [word[: -len(ending)] + new for new in endings[ending]]
        elif place < head:
            return
    for case in range(most):
        if all(case < len(forms) or place == head for place, forms in bent.items()):
            if case >= len(bent[head]):
                break
            yield " ".join(
                bent[i][case] if i in bent and case < len(bent[i]) else word
                for i, word in enumerate(words)
            )
            if len(bent) > 1 and head + 1 in bent:
                yield " ".join(
                    bent[i][case] if i in bent and i <= head and case < len(bent[i]) else word
                    for i, word in enumerate(words)
                )
