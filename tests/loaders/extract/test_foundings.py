"""Who founded a body: told by nouns, as an initiative, of what stood before, or of "us"."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")

_ARRABAL = "Quiénes somos\n\nArrabal Abierto es una asociación de barrio. Somos 340, y nos gusta. "


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("The Welcome Table Partnership goes back to an initiative of Refugee Action Leeds and "
         "St Aidan's Church.", "en", {"Refugee Action Leeds", "St Aidan's Church"}),
        ("Fondatori del Tavolo Migranti furono la Caritas Bergamo e il circolo Acli di Redona.",
         "it", {"Caritas Bergamo", "Acli di Redona"}),
        ("La Plataforma Puertas Abiertas es fruto de la iniciativa de Cruz Roja Burgos y de la "
         "parroquia de San Lesmes.", "es", {"Cruz Roja Burgos", "parroquia de San Lesmes"}),
        ("Oprichters van het Platform Thuis waren Vluchtelingenwerk Brabant en de Heikese Kerk.",
         "nl", {"Vluchtelingenwerk Brabant", "Heikese Kerk"}),
        ("Stowarzyszenie Otwarta Brama powstało z inicjatywy Klubu Inteligencji Katolickiej i "
         "Muzeum Emigracji.", "pl", {"Klubu Inteligencji Katolickiej", "Muzeum Emigracji"}),
        ("2003: Gründung des Forum Weststadt durch den Bürgerverein Haslach und die "
         "Melanchthongemeinde.", "de", {"Bürgerverein Haslach", "Melanchthongemeinde"}),
        ("Das Forum Weststadt hat 58 Mitglieder. Gegründet wurde es 1991 vom Bürgerverein Haslach "
         "und vom Verband Freier Theater.", "de", {"Bürgerverein Haslach",
                                                   "Verband Freier Theater"}),
        ("Ecodesarrollo Gaia, fundada en 2001 por Amarante y la Asociación Senegalesa, emplea a 37 "
         "personas.", "es", {"Amarante", "Asociación Senegalesa"}),
        (f"{_ARRABAL}La fundaron en 1994 la Cruz Roja de Triana y Vecinas del Polígono Sur.",
         "es", {"Cruz Roja de Triana", "Vecinas del Polígono Sur"}),
    ],
)  # fmt: skip
def test_who_founded_a_body(read: Read, text: str, language: str, who: set[str]) -> None:
    assert {by for _, by in told(read(text, language), "founding")} == who


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The supper is an initiative of Refugee Action Leeds.", "en"),
        (
            "Refugee Action Leeds calls for the creation of a Welcome Forum by the city council.",
            "en",
        ),
        (
            "Die Gründung des Forum Weststadt durch den Bürgerverein Haslach scheiterte nicht nur "
            "einmal.",
            "de",
        ),
        ("Das Café Kreuzgang, 1994 vom Arbeitskreis Haslach gegründet, ist zu.", "de"),
        ("Der Chor hat 58 Mitglieder. Gegründet wurde er 1991 vom Bürgerverein Haslach.", "de"),
    ],
)
def test_nobody_founded_what_is_no_body_or_was_only_wished(
    read: Read, text: str, language: str
) -> None:
    found = told(read(text, language), "founding")
    assert not any("Haslach" in by or "Leeds" in by or "council" in by for _, by in found)
