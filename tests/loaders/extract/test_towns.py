"""Towns are found where only the line, the list or the words around tell them from other words.

In the texts brackets stand around the towns, and around nothing else.
"""

import re
from collections.abc import Callable

import pytest

from loaders.extract.model import Extraction

pytestmark = pytest.mark.xdist_group("extract")
Read = Callable[..., Extraction]

BROKEN = [
    ("de", "Die Frauen aus [Frankfurt am Ma-\nin] fuhren un-\ngern nach [Ham-\nburg]."),
    ("de", "Die Dublin-\nVerordnung gilt auch hier, sagt die Leiterin."),
    ("en", "Visitors from [Shef-\nfield] came to the op-\nening of the office."),
    ("fr", "Les gens de [Tou-\nlouse] sont venus à [Aix-en-Pro-\nvence]."),
    ("it", "Da [Man-\ntova] sono venuti a vederla, il por-\nto resta chiuso."),
    ("es", "De [Zara-\ngoza] llegaron técnicos para ver la ofi-\ncina."),
    ("el", "Από την [Καρδί-\nτσα] ήρθαν στη συνάντηση."),
    ("pl", "Z [Białego-\nstoku] i z [Elb-\nląga] przyjechali urzędnicy."),
    ("nl", "Uit [Amers-\nfoort] en [Ensche-\nde] kwamen ambtena-\nren kijken."),
]


def towns(text: str, language: str, read: Read, **wishes: str) -> tuple[list[str], list[str]]:
    """Return the towns found in a text and those that its brackets mark."""
    found = read(re.sub(r"[\[\]]", "", text), language, **wishes)
    return [mention.text for mention in found.of("CITY")], re.findall(r"\[([^\]]*)\]", text)


@pytest.mark.parametrize(("language", "text"), BROKEN)
def test_a_name_may_run_over_the_end_of_a_line(language: str, text: str, read: Read) -> None:
    found, marked = towns(text, language, read)
    assert found == marked


# The key or GeoNames id of every town, in the order of the text.
NAMESAKES = [
    ("pl", "Byli w Londynie w kanadyjskim Ontario i w Londynie w Anglii.", "london-ca london"),
    ("de", "Aus London in der kanadischen Provinz Ontario nach London.", "london-ca london"),
    ("el", "Η Τρίπολη της Λιβύης και η Τρίπολη της Αρκαδίας.", "2210247 tripoli"),
    ("el", "Το Ηράκλειο της Αττικής και το Ηράκλειο της Κρήτης.", "261743 heraklion"),
    ("es", "Venían de Santiago, Chile. También de Valencia, en Venezuela.", "3871336 3625549"),
    (
        "es",
        "En Guadalajara (Jalisco, México) y en Guadalajara, cerca de Madrid.",
        "4005539 3121070 madrid",
    ),
    ("fr", "Ici, Vienne, capitale de l'Autriche, et Vienne, en Isère.", "vienna 2969284"),
    ("fr", "Il a vu Tripoli en Libye et Tripoli au Liban.", "2210247 266826"),
    ("en", "From Athens, Georgia, to Tbilisi, Georgia.", "4180386 611717"),
    ("nl", "Bergen in Henegouwen, niet Bergen in Noorwegen.", "mons bergen"),
    (
        "en",
        "Palmerston North, Hamilton and Nelson share it.",
        "palmerston-north hamilton-nz nelson",
    ),
    ("en", "In Washington they met people from Philadelphia.", "4140963 philadelphia"),
    ("fr", "À Mexico et à Luxembourg on hésite.", "mexico-city 2960316"),
    ("it", "Si decide a Latina e anche a Verona.", "3175058 3164527"),
]


@pytest.mark.parametrize(("language", "text", "keys"), NAMESAKES)
def test_the_words_and_names_around_tell_namesakes_apart(
    language: str, text: str, keys: str, read: Read
) -> None:
    cities = read(text, language).of("CITY")
    found = [m.link.rsplit("/", 1)[-1] if m.link else m.geonames_id for m in cities]
    assert found == keys.split()


AT_HOME = [
    ("de", "DE", "Im Ausschuss fragte [Fröndenberg], wie [Unna] verfährt."),
    ("de", "DE", "Sie lebt in [Hof], er in [Essen], und das Essen steht im Hof."),
    ("de", "DE", "Wir leben in Frieden und in Arbeit, in Sorge und in Not."),
    ("de", "DE", "Seit 2019 zählt [Halle (Saale)] dazu. Sie schreibt über [Halle] und die Halle."),
    ("de", "DE", "[Singen], [Hof] und [Leer] sind Städte; Essen, Wetter und Unterkunft sind gut."),
    ("nl", "BE", "In Henegouwen ligt [Bergen]. [Namen] zelf niet. De namen zijn bekend."),
    ("de", "AT", "++ [Traiskirchen] ++\nDer Antrag liegt vor."),
    ("de", "AT", "[Traiskirchens] Bürgermeister hat zum Fest geladen."),
    ("de", "AT", "[SALZBURG] UND [WELS] ÖFFNEN IHRE TÜREN"),
    ("en", "AU", "[Toowoomba] joined in 2013, and [Ballarat] followed."),
    ("en", "GB", "[Sandwich], [Deal] and [Rye] sent the drivers."),
    ("en", "US", "Freedom, Unity and Progress are the words on the wall."),
    ("en", "IE", "Cllr. D. Bray spoke of [Dublin], [Galway] and [Sligo]."),
    ("en", "NL", "Prof. J. M. van der Linden spoke in [Zwolle]."),
    ("en", "IE", "[CORK] CITY COUNCIL"),
    ("en", "GB", "See Gill, Open Gates, Oxford, Berghahn, 2019, p. 3."),
    ("fr", "FR", "[Vesoul] et [Dole] seront invitées ; la Vienne coule loin de là."),
    ("fr", "FR", "Le jambon de Bayonne est bon. Au XIXe siècle, [Bourges] avait un asile."),
    ("it", "IT", "[Noto], [Patti] e [Prato] hanno uno sportello; noto che i patti tengono."),
    ("it", "IT", "Il dottor Marco Palermo tace; Palermo ha parlato con lei."),
    ("es", "ES", "[Toro], [Ronda] y [Palma] tienen mesa; [Haro] y [Osuna] la tendrán."),
    ("es", "ES", "Toro bravo, dijo ella, y la ronda fue larga."),
    ("el", "GR", "[ΔΡΑΜΑ], 3 Φεβρουαρίου 2019. Το δράμα συνεχίζεται."),
    ("el", "GR", "Μένει στη λεωφόρο Αθηνών, μακριά από την [Ιεράπετρα]."),
    ("pl", "PL", "W [Pile], w [Brzegu], na [Helu] i w [Łodzi] działają świetlice."),
    ("pl", "PL", "Koło mnie siedzi chłopak z [Koła]."),
    ("nl", "NL", "[Goes] doet niet mee, [Zierikzee] evenmin."),
    ("nl", "NL", "Dieren zijn welkom, in [Dieren] en van [Urk] tot [Hulst]."),
    ("nl", "NL", "[VLISSINGEN], zaterdag 22 oktober 2022 - Het schip ligt er."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "country", "text"), AT_HOME)
def test_a_small_town_is_known_at_home(language: str, country: str, text: str, read: Read) -> None:
    found, marked = towns(text, language, read, home_country=country)
    assert found == marked


def test_a_county_and_its_city_govern_together(read: Read) -> None:
    found = read("A letter from Limerick City and County Council came.", "en")
    assert [m.text for m in found.of("GOVERNMENT")] == ["Limerick City and County Council"]
    found = read("CORK CITY COUNCIL\n\nMINUTES", "en")
    assert [m.text for m in found.of("GOVERNMENT")] == ["CORK CITY COUNCIL"]
    found = read("El Ayuntamiento de Ripoll dijo que no.", "es")
    assert [m.text for m in found.of("GOVERNMENT")] == ["Ayuntamiento de Ripoll"]
    assert not list(found.of("PERSON"))
