"""Who runs and who pays for a project: names enumerated behind "funded by", "Träger ist".

The passages are invented for these tests and stand in no annotated set.
"""

import pytest

from .conftest import Read
from .test_subjects import said

pytestmark = pytest.mark.xdist_group("extract")

ROLES = frozenset({"carrier", "support"})

LISTS = [
    ("fr", "La Maison des voisins, ouverte en 2017, est animée par l'association Toutes Aides et "
     "soutenue par la Fondation Abbé Pierre, la Région Pays de la Loire et la Caisse d'allocations "
     "familiales. La Cimade participe au comité de suivi.",
     {("carrier", "Maison des voisins", "Toutes Aides"),
      ("support", "Fondation Abbé Pierre", "Maison des voisins"),
      ("support", "Région Pays de la Loire", "Maison des voisins"),
      ("support", "Caisse d'allocations familiales", "Maison des voisins")}),
    ("es", "La Casa de Todas abrió en 2015. La gestiona la Fundación Rivera Abierta, con el apoyo "
     "económico de la Junta de Andalucía, la Obra Social La Caixa y Cáritas Diocesana. CEAR "
     "participa en la mesa técnica.",
     {("carrier", "Casa de Todas", "Fundación Rivera Abierta"),
      ("support", "Junta de Andalucía", "Casa de Todas"),
      ("support", "Obra Social La Caixa", "Casa de Todas"),
      ("support", "Cáritas Diocesana", "Casa de Todas")}),
    ("el", "Το κέντρο «Μέλισσα» λειτουργεί από το 2014. Φορέας υλοποίησης είναι η "
     "οργάνωση Praksis, με χρηματοδότηση από το Ίδρυμα Ωνάση, την Ευρωπαϊκή Ένωση και την "
     "Περιφέρεια Αττικής.",
     {("carrier", "Μέλισσα", "Praksis"), ("support", "Ίδρυμα Ωνάση", "Μέλισσα"),
      ("support", "Ευρωπαϊκή Ένωση", "Μέλισσα"), ("support", "Περιφέρεια Αττικής", "Μέλισσα")}),
    ("de", "Das Begegnungscafé „Zwischenraum“ wurde 2016 eröffnet. Träger ist der Verein "
     "Stadtteilarbeit Nord, Mittel kommen vom Land Niedersachsen, von der Klosterkammer Hannover "
     "und aus dem Europäischen Sozialfonds. Die Caritas nimmt an den Treffen teil.",
     {("carrier", "Zwischenraum", "Verein Stadtteilarbeit Nord"),
      ("support", "Land Niedersachsen", "Zwischenraum"),
      ("support", "Klosterkammer Hannover", "Zwischenraum"),
      ("support", "Europäischen Sozialfonds", "Zwischenraum")}),
    ("it", "La Casa di Rita, aperta nel 2016, riceve fondi dal Ministero dell'Interno e dalla "
     "diocesi di Trento.",
     {("support", "Ministero dell'Interno", "Casa di Rita"),
      ("support", "diocesi di Trento", "Casa di Rita")}),
    ("pl", "Od 2020 roku operatorem noclegowni „Azyl” jest Towarzystwo Brata Alberta. „Azyl” "
     "działa dzięki wsparciu Fundacji PZU i Urzędu Marszałkowskiego.",
     {("carrier", "Azyl", "Towarzystwo Brata Alberta"), ("support", "Fundacji PZU", "Azyl"),
      ("support", "Urzędu Marszałkowskiego", "Azyl")}),
    ("nl", "De opvang ‘Huis Dertien’ werd mede mogelijk gemaakt door de Koning Boudewijnstichting "
     "en het Oranje Fonds.",
     {("support", "Koning Boudewijnstichting", "Huis Dertien"),
      ("support", "Oranje Fonds", "Huis Dertien")}),
    ("en", "The Bridge Project opened in 2019. Money for it comes from the Rowan Lottery Trust, "
     "donations and the Asylum, Migration and Integration Fund.",
     {("support", "Rowan Lottery Trust", "Bridge Project"),
      ("support", "Asylum, Migration and Integration Fund", "Bridge Project")}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), LISTS, ids=[p[0] for p in LISTS])
def test_all_who_are_enumerated_run_or_pay_and_nobody_else(
    read: Read, language: str, text: str, wanted: set[tuple[str, str, str]]
) -> None:
    assert said(read(text, language), ROLES) == wanted


NOT_SO = [
    ("en", "The Bridge Project opened in 2019. A separate grant from Sport England went to the "
     "boxing club next door."),
    ("de", "Das Projekt „Sprachlotsen“ begann 2018. Die Förderung des Bundes ist ausgelaufen."),
    ("de", "Im Projekt „Sprachlotsen“ geht es weiter; Köniz und Biel haben das Modell übernommen."),
    ("nl", "Van Leeuwarden kwam aan ‘Huis Dertien’ een bijdrage die navolging verdient."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), NOT_SO)
def test_money_that_ended_or_went_to_another_is_no_support(
    read: Read, language: str, text: str
) -> None:
    assert not said(read(text, language), ROLES)


def test_who_was_given_the_running_runs_it_and_not_who_gave_it(read: Read) -> None:
    found = said(
        read(
            "Die Beratungsstelle „Ankerplatz“ gibt es seit 2012. Die Stadt Jena hat die Leitung "
            "der Beratungsstelle „Ankerplatz“ 2018 dem Verein Refugio übertragen.",
            "de",
        ),
        ROLES,
    )
    assert found == {("carrier", "Ankerplatz", "Verein Refugio")}


ENDS = [
    ("en", "The Mill Kitchen opened in 2015. It closed its doors on 12 March 2020. The lease of "
     "the hall expired in 2022.", {("Mill Kitchen", "2020-03-12")}),
    ("de", "Das Projekt „Sprachlotsen“ begann 2016. Ende 2021 lief das Projekt aus.",
     {("Sprachlotsen", "2021")}),
    ("fr", "Le foyer Bara Bis a fermé ses portes le 30 septembre 2022.",
     {("Bara Bis", "2022-09-30")}),
    ("it", "Lo sportello «Parole» ha chiuso alla fine del 2020. Il mandato dell'assessora è "
     "scaduto nel 2021.", {("Parole", "2020")}),
    ("es", "El albergue «San Lázaro» abrió en 2012. Cerró en abril de 2020.",
     {("San Lázaro", "2020-04")}),
    ("nl", "Het inloophuis ‘De Steiger’ is in 2021 gestopt. Het huurcontract liep tot 2022.",
     {("De Steiger", "2021")}),
    ("pl", "Punkt „Witaj” zamknięto w marcu 2022 roku.", {("Witaj", "2022-03")}),
    ("el", "Ο ξενώνας «Ελπίδα» έκλεισε το 2020. Η θητεία του δημάρχου έληξε το 2023.",
     {("Ελπίδα", "2020")}),
    ("en", "The Mill Kitchen opened in 2015. It closed in March 2020, but reopened in 2021.",
     set()),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), ENDS)
def test_the_end_of_a_project_is_read_and_not_that_of_a_lease_or_a_term(
    read: Read, language: str, text: str, wanted: set[tuple[str, str]]
) -> None:
    found = said(read(text, language), frozenset({"end"}))
    assert {(subject, date) for _, subject, date in found} == wanted


ENTRIES = [
    ("en", "Programs worth a visit\n1. Maple Table. Weekly legal clinic in a parlour. Once a "
     "brainchild, now operated by Marlow College. Backed by the Zeller Family Fund.\n"
     "2. Coats and Papers. Breakfast plus paperwork. Discontinued in August 2022.",
     {("carrier", "Maple Table", "Marlow College"),
      ("support", "Zeller Family Fund", "Maple Table"),
      ("end", "Coats and Papers", "2022-08")}),
    ("nl", "Projecten\nKapsalon Zonder Papieren. Knippen en kletsen. Mogelijk gemaakt door Fonds "
     "ABC en het Oranje Fonds.",
     {("support", "Fonds ABC", "Kapsalon Zonder Papieren"),
      ("support", "Oranje Fonds", "Kapsalon Zonder Papieren")}),
    ("it", "Progetto: Orti in Comune\nEnte gestore: Cooperativa Eta Beta\nFinanziatori: Fondazione "
     "Carisbo, Regione Emilia-Romagna",
     {("carrier", "Orti in Comune", "Cooperativa Eta Beta"),
      ("support", "Fondazione Carisbo", "Orti in Comune"),
      ("support", "Regione Emilia-Romagna", "Orti in Comune")}),
    ("de", "Angebote\n»Willkommen hier«, Anlaufstelle für Zugewanderte.\nTräger: Diakonie und "
     "Caritas.\nFinanziert aus dem Europäischen Sozialfonds.",
     {("carrier", "Willkommen hier", "Diakonie"), ("carrier", "Willkommen hier", "caritas"),
      ("support", "Europäischen Sozialfonds", "Willkommen hier")}),
    ("pl", "Tytuł: Dom na Wyspie\nOperator: Fundacja Ocalenie\nŹródła finansowania: Interreg, "
     "Fundacja Orange",
     {("carrier", "Dom na Wyspie", "Fundacja Ocalenie"), ("support", "Interreg", "Dom na Wyspie"),
      ("support", "Fundacja Orange", "Dom na Wyspie")}),
    ("en", "Our partners\nFunded by: Rowan Trust\n", set()),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), ENTRIES)
def test_what_stands_under_the_name_of_an_entry_is_said_of_it(
    read: Read, language: str, text: str, wanted: set[tuple[str, str, str]]
) -> None:
    assert said(read(text, language), ROLES | {"end"}) == wanted


def test_an_entry_goes_on_to_the_end_of_its_line_and_an_interval_ends_with_its_second_year(
    read: Read,
) -> None:
    text = (
        "Proyectos\n— Punto Lila Móvil. Dos furgonetas. Nos apoyaron la Fundación Olmo "
        "y la Obra Social La Caixa. Funcionó entre 2016 y 2021."
    )
    assert said(read(text, "es"), ROLES | {"end"}) == {
        ("support", "Fundación Olmo", "Punto Lila Móvil"),
        ("support", "Obra Social La Caixa", "Punto Lila Móvil"),
        ("end", "Punto Lila Móvil", "2021"),
    }
