"""Persons are found by initials, titles, one name alone, and by their surnames again."""

from collections.abc import Callable

import pytest

from loaders.extract.model import Extraction

pytestmark = pytest.mark.xdist_group("extract")
CASES = [
    # initials
    ("en", "Dr. A. B. Carter-Okafor spoke; Carter-Okafor left early.",
     ["A. B. Carter-Okafor", "Carter-Okafor"]),
    ("de", "Prof. H.-J. Vogel-Schmitz schwieg lange.", ["H.-J. Vogel-Schmitz"]),
    ("it", "L'avv. G. P. De Santis-Kone è arrivata.", ["G. P. De Santis-Kone"]),
    ("es", "El concejal P. M. del Olmo Ruiz dimitió; Del Olmo calló.",
     ["P. M. del Olmo Ruiz", "Del Olmo"]),
    ("pl", "Dr hab. K. L. Nowak-Diallo pisze o miastach.", ["K. L. Nowak-Diallo"]),
    ("el", "Η Δρ. Μ. Δ. Κρητικού-Χάσαν μίλησε πολύ.", ["Μ. Δ. Κρητικού-Χάσαν"]),
    # after a courtesy title, be it the name of a town
    ("en", "Ms Bristol stayed until the end.", ["Bristol"]),
    ("de", "Frau Lübeck und Herr Bremen kamen.", ["Lübeck", "Bremen"]),
    ("fr", "Mme Lyon a parlé avec l'abbé Toulouse.", ["Lyon", "Toulouse"]),
    ("it", "Don Siena e suor Beatrice sono qui.", ["Siena", "Beatrice"]),
    ("es", "Doña Burgos y el padre Ángel llegaron.", ["Burgos", "Ángel"]),
    ("el", "Ο κ. Βόλος ήρθε πρώτος απ' όλους.", ["Βόλος"]),
    ("pl", "Pani Gniezno przyszła pierwsza ze wszystkich.", ["Gniezno"]),
    ("nl", "Mevrouw Breda en ds. Arnhem kwamen.", ["Breda", "Arnhem"]),
    # one name alone
    ("en", "The singer Zaid sang, and Hiwot from Asmara cooked.", ["Zaid", "Hiwot"]),
    ("de", "Leila, die seit Mai hier lebt, kochte für alle.", ["Leila"]),
    ("fr", "La chanteuse Nawel chante; Karima, qui vient d'Oran, rit.", ["Nawel", "Karima"]),
    ("it", "Il poeta Reza legge ad alta voce.", ["Reza"]),
    ("es", "La poeta Nadia, que vive en Lugo, leyó.", ["Nadia"]),
    ("el", "Ο ποιητής Ομάρ, που ζει στην Αθήνα, διάβασε.", ["Ομάρ"]),
    ("pl", "Oksana z Charkowa gotuje zupę.", ["Oksana"]),
    ("nl", "De zanger Idris, die in Gouda woont, zong.", ["Idris"]),
    ("en", "Thanks to Adama and Ngozi, who cook, the hall is warm.", ["Adama", "Ngozi"]),
    ("es", "Aminata, que llegó de Dakar, cose.", ["Aminata"]),
    ("it", "Samuel, arrivato dal Gambia, lavora.", ["Samuel"]),
    ("nl", "De heer Pietersen, penningmeester, telt.", ["Pietersen"]),
    ("de", "Die Geflüchtetenbeauftragte Şükriye Dönmez moderierte.", ["Şükriye Dönmez"]),
    # a colon, a copula, a list
    ("en", "Chair: Ruth Davies. The driver slept.", ["Ruth Davies"]),
    ("de", "Vorsitzende ist Renate Künzel-Aslan.", ["Renate Künzel-Aslan"]),
    ("de", "Die Politologin Ezgi Yıldırım forscht dort.", ["Ezgi Yıldırım"]),
    ("nl", "Voorzitter is Hennie ten Brink, zegt men.", ["Hennie ten Brink"]),
    ("fr", "Au temps de Nadine Gordon et de Tsitsi Mvubelo.", ["Nadine Gordon", "Tsitsi Mvubelo"]),
    ("en", "The Secretary General Kofi Mensah demanded steps.", ["Kofi Mensah"]),
    ("de", "Der Ministerpräsident Moshe Rabin ist da.", ["Moshe Rabin"]),
    # surnames again
    ("en", "María Ortega Ruiz spoke. They disagreed with Ortega Ruiz.",
     ["María Ortega Ruiz", "Ortega Ruiz"]),
    ("de", "Anna von der Heide kam. Frau von der Heide ging.",
     ["Anna von der Heide", "von der Heide"]),
    ("it", "La regista Marta Genova parlò. Genova ha ringraziato tutti. Il sindaco di Genova rise.",
     ["Marta Genova", "Genova"]),
    ("pl", "Raport Anny Zielińskiej-Diallo. Zielińska-Diallo mówi mało.",
     ["Anny Zielińskiej-Diallo", "Zielińska-Diallo"]),
    ("pl", "Pamiętamy Pawła Nowaka z Łodzi.", ["Pawła Nowaka"]),
    ("de", "Christian Specht kam aus Mannheim.", ["Christian Specht"]),
]  # fmt: skip
NONE = [
    ("en", "J. Smith Street is closed. See A. Introduction and the U. S. Army."),
    ("en", "The Christian Democrats met; the poet Laureate did not."),
    ("en", "Sister Cities were named, and Florence, which flooded in May, is fine."),
    ("de", "Die Richter Hamburgs urteilten, das Haus Sommer ist offen."),
    ("es", "El Ayuntamiento de Lugo dijo que no."),
    ("el", "Κυρία Πρόεδρε, θα ήθελα να ρωτήσω κάτι."),
    ("de", "Frau Kommissarin, das D.C. Forum und der Rat fragen."),
    ("el", "Ο υπουργός Εξωτερικών και η υπουργός Παιδείας ήρθαν."),
    ("en", "Write to 4 Mare Street, London E10."),
    ("de", "Islamische Opposition sagte ab, Viele Gerichte sagten zu."),
    ("fr", "L'école Jules Ferry est fermée."),
    ("el", "Το κέντρο μεταφέρθηκε στην οδό Γιάννη Ρίτσου, κοντά στην πλατεία Μελίνας Μερκούρη."),
    ("fr", "Lyon et Brest ont signé, Paris a remercié."),
    ("it", "GENOVA MARTA APRE LA CASA DEI POPOLI"),
    ("pl", "Warszawa i Łódź podpisały. Mówi się o tym."),
    ("el", "Η Αθήνα και η Πάτρα συμφώνησαν."),
    ("nl", "De Open Deur is dicht, zegt Gouda."),
]


@pytest.mark.parametrize(("language", "text", "persons"), CASES)
def test_persons_are_found(
    language: str, text: str, persons: list[str], read: Callable[..., Extraction]
) -> None:
    assert [m.text for m in read(text, language).of("PERSON")] == persons


@pytest.mark.parametrize(("language", "text"), NONE)
def test_what_is_no_person(language: str, text: str, read: Callable[..., Extraction]) -> None:
    assert [m.text for m in read(text, language).of("PERSON")] == []
