"""Works are told from other lists, with and without a heading, wrapped or not."""

import pytest

from .conftest import Read

pytestmark = pytest.mark.xdist_group("extract")


def entries(found) -> list[str]:
    return [" ".join(reference.text.split()) for reference in found.references]


def test_a_list_of_works_needs_no_heading(read: Read) -> None:
    text = (
        "The authors thank everybody.\n\n"
        "• Abel, N. (2012). Sanctuary on the street. Journal of Asylum, 3(1), 1–19.\n"
        "• Bell, C. and Cho, D. (2016) Municipal refuge, Oxford: Isis House.\n"
        "• Harbour Network (2020) Review. Available at: https://hn.example/r (Accessed: 4 "
        "May 2021).\n"
        "• Price, L. (no date) Counting. https://doi-org.proxy.example/10.5555/lw.77\n"
    )
    found = read(text, "en")
    assert len(found.references) == 4
    assert found.references[0].text.startswith("Abel, N.")
    assert found.references[3].doi == "10.5555/lw.77"


def test_wrapped_lines_belong_to_the_entry_before(read: Read) -> None:
    text = (
        "Literatur\n\n"
        "Gruber, Hanna (2015): Ankunftsstadt. Eine\n    Bestandsaufnahme. Wien: Donau.\n"
        "Huber, Franz (2018): Gemeinden. In:\n    Blätter für Gemeinwesen, Jg. 44, Heft 1, S. 5–\n"
        "    31.\n"
        "Jandl, Eva (2020): Platz,\n    in: Kurier 9/2020, S. 77–80.\n"
    )
    assert entries(read(text, "de")) == [
        "Gruber, Hanna (2015): Ankunftsstadt. Eine Bestandsaufnahme. Wien: Donau.",
        "Huber, Franz (2018): Gemeinden. In: Blätter für Gemeinwesen, Jg. 44, Heft 1, S. 5– 31.",
        "Jandl, Eva (2020): Platz, in: Kurier 9/2020, S. 77–80.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Members\n\n- Leeds (since 2010)\n- York (since 2012)\n- Hull (left in 2019)\n",
        "- In 2016 the city joined, pp. 3–5 of the minutes.\n- In 2018 it left.\n- In 2019 "
        "nothing.\n",
        "• Palermo: charter of 2015\n• Naples: harbour open, 2018\n• Milan: city of work, 2019\n",
    ],
)
def test_other_lists_are_not_works(read: Read, text: str) -> None:
    assert not read(text, "en").references


def test_a_note_that_repeats_the_one_before_is_no_work(read: Read) -> None:
    text = (
        "Notes\n\n1. Rosa Delgado, City Without Papers (New York: Hudson Books, 2013), 44.\n"
        "2. Samuel Tate, “Sanctuary Revisited,” Review of Urban Law 12, no. 3 (2015): 201–230.\n"
        "3. Ibid.\n"
    )
    assert len(read(text, "en").references) == 2


def test_works_in_plain_paragraphs_need_neither_heading_nor_bullets(read: Read) -> None:
    text = (
        "So bleibt offen, ob die Städte den Spielraum auch nutzen werden.\n\n"
        "Adam, Jo (2018): Die Stadt als Hafen. Kassel: Fulda.\n"
        "Adam, Jo/Behr, Tilo (2020): Wer darf? In: Zeitschrift, 33. Jg., Nr. 2, S. 112–131.\n"
        "Alt, Georg (Hg.) (2015): Asyl vor Ort. Nürnberg: Pegnitz.\n"
        "Bündnis Rathäuser (2021): Bericht. Online: https://r.example/b.pdf [Zugriff: 14.3.2022].\n"
        "Thiede, Karla: Ankommen in der Stadt, Erfurt 2016.\n"
        "Zoll, Pia (2010): Duldung und Dorf. In: Räume, Jg. 61, H. 1/2, S. 60 f.\n"
    )
    assert [one.year for one in read(text, "de").references] == [
        "2018", "2020", "2015", "2021", "2016", "2010",
    ]  # fmt: skip


def test_a_dash_stands_for_the_people_before_and_a_title_may_stand_first(read: Read) -> None:
    text = (
        "What we read\n\n"
        'Ash, Verity. "The Waiting List." Housing Worlds, vol. 12, no. 3, 2017,\npp. 201-19.\n\n'
        "---. Keys for Strangers: A History. Tidewater, 2019.\n\n"
        'Baut, Efrén. "Long Tables." Rural Futures, vol. 8, no. 1, 2021,\np. A3.\n\n'
        '"Hotel to House Forty Families." Gazette, 2 Dec. 2021, www.gazette.example/hotel.\n\n'
        'Okon, Blessing. "Counting In." Methods of the City, 2011, pp. 55-71.\n\n'
        'Quay, Orry. "An Island Takes Its Share." Letters, vol. 3, 1998, pp. 7-21.\n'
    )
    found = read(text, "en").references
    assert [one.year for one in found] == ["2017", "2019", "2021", "2021", "2011", "1998"]
    assert found[1].authors == ("Ash, Verity",)


def test_notes_numbered_without_a_sign_hold_works_and_other_notes(read: Read) -> None:
    text = (
        "Endnotes\n\n"
        "1 Rowan Astley, The Guests (London, 2014), pp. 12–15.\n2 Ibid., p. 40.\n"
        "3 Bea Cottrell, 'Lodging', Journal of History, vol. 9, no. 2 (2017), pp. 101–20.\n"
        "4 City of Wexmouth, Welcome Plan (Wexmouth, 2020), https://w.example/plan.pdf.\n"
        "5 Astley, The Guests, p. 77.\n6 The Herald, 14 May 2018, p. 2.\n"
        "7 Tadeusz Olczak, Silesian Hospitality, trans. Irena Pike (Cardiff, 2006).\n"
    )
    assert [one.year for one in read(text, "en").references] == ["2014", "2017", "2020", "2006"]


def test_works_without_a_date_stand_among_the_others(read: Read) -> None:
    text = (
        "Bibliographie\n\n"
        "[1] MOREL, Lise. Les portes. Paris : Quai, 2016, 214 p.\n"
        "[2] INSTITUT DES MIGRATIONS. Baromètre de\n    l'accueil 2022. Marseille : IM, 2022.\n"
        "[3] OBSERVATOIRE DES ARRÊTÉS. Note de synthèse. Paris : ODA, s. d.\n"
    )
    assert [one.authors[0] for one in read(text, "fr").references] == [
        "MOREL, Lise", "INSTITUT DES MIGRATIONS", "OBSERVATOIRE DES ARRÊTÉS",
    ]  # fmt: skip


def test_an_annex_of_sources_holds_works_under_each_of_its_headings(read: Read) -> None:
    text = (
        "Annex C: Sources and further reading\n\nOur own reports\n"
        '- Anchor Trust (2021), "Who Pays?", https://anchor.example/pays\n'
        "- Anchor Trust, Annual Report 2020 (Larchmont, 2021), pp. 4-9.\n\nOfficial documents\n"
        "- City of Larchmont, Resolution 2017-44 on Equal Access, adopted 3 May 2017.\n"
        "- Coastal Forum, Declaration of Norrhamn, 2016, https://ccf.example/norrhamn\n\nPress\n"
        '- "A town that says yes", The Estuary Echo, 11 June 2018, https://echo.example/yes\n'
    )
    assert len(read(text, "en").references) == 5


def test_two_dashes_may_follow_each_other_in_a_list_without_heading(read: Read) -> None:
    text = (
        "The works used are below.\n\n"
        "Aldous, Winifred. The Quiet Welcome. Chicago: Millstone University Press, 2011.\n\n"
        '———. "Parishes at the Border." Review of Religion 18, no. 4 (2014): 377–402.\n\n'
        "———, ed. Hosts and Guests. London: Candlewick, 2016.\n\n"
        "Gunnarsson, Lars. Bells for the Drowned. Norrhamn: Fyr, 2015.\n\n"
        "Idowu, Samuel. The Basement Families. Boston: Lowtide Press, 2013.\n\n"
        "Wainwright, Judith. Pews and Beds: A Memoir. London: Candlewick, 2022.\n"
    )
    found = read(text, "en").references
    assert [one.title for one in found[:3]] == [
        "The Quiet Welcome",
        "Parishes at the Border",
        "Hosts and Guests",
    ]
    assert {one.authors for one in found[:3]} == {("Aldous, Winifred",)}


def test_judgments_and_laws_among_legal_notes_are_not_works(read: Read) -> None:
    text = (
        "1 R (Marlowe) v Port Marrow City Council [2012] EWHC 1777 (Admin), [2012] HLR 44.\n"
        "2 Immigration and Harbours Act 1999, s 95.\n"
        "3 Helena Craddock, Sanctuary and the Common Law (2nd edn, Ashgrove Press 2015) 88–91.\n"
        "4 Joseph Amankwah, 'Local Duties, National Borders' (2016) 36 OJPL 112, 119.\n"
        "5 Craddock (n 3) 95.\n"
        "6 Margaret Tolland, 'Who May Stay? Councils and the Shore' [2014] PL 455.\n"
        "7 MSS and Others v Seaford Borough Council [2018] UKSC 61, [2019] AC 302.\n"
        "8 Oluwaseun Price, Borders Within (Causeway UP 2020) ch 5.\n"
    )
    found = [one.title for one in read(text, "en").references]
    assert found == [
        "Sanctuary and the Common Law",
        "Local Duties, National Borders",
        "Who May Stay? Councils and the Shore",
        "Borders Within",
    ]
