"""Who holds an office of a city: by adjectives, datelines, signatures, posts before names."""

from __future__ import annotations

import pytest

from .conftest import Read
from .test_accounts import told

pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("Krakowski radny Adam Nowak i wrocławska radna Ewa Lis głosowali.", "pl",
         {("Adam Nowak", "krakow"), ("Ewa Lis", "wroclaw")}),
        ("Die Zürcher Stadträtin Anna Maurer kam.", "de", {("Anna Maurer", "zurich")}),
        ("Le bourgmestre liégeois Paul Lambert a parlé à Liège.", "fr",
         {("Paul Lambert", "liege")}),
        ("Als wethouder van Groningen opende Carla Bloem de school.", "nl",
         {("Carla Bloem", "groningen")}),
        ("Als Oberbürgermeisterin von Kiel hatte Susanne Gasch das Haus eröffnet.", "de",
         {("Susanne Gasch", "kiel")}),
        ("As mayor of Bristol she met Peter Combe.", "en", set()),
        ("PARMA – La sindaca Laura Ferri e la consigliera comunale Ada Neri erano presenti.", "it",
         {("Laura Ferri", "PARMA"), ("Ada Neri", "PARMA")}),
        ("Aanwezig was raadslid Melissa van Hoorn (D66, Rotterdam).", "nl",
         {("Melissa van Hoorn", "rotterdam")}),
        ("Er sprak het hoofd Zorg van de gemeente Utrecht, Jan Bos.", "nl",
         {("Jan Bos", "utrecht")}),
        ("“We are proud,” said Anna Bell, leader of Norwich City Council.", "en",
         {("Anna Bell", "norwich")}),
        ("We heard Anna Bell, leader of the Norwich tenants, at noon.", "en", set()),
        ("Ballykill County Council\n\nThe meeting was short.\n\nCllr Thomas Healy left.", "en",
         {("Thomas Healy", "Ballykill")}),
        ("Yours sincerely,\n\nJane Moss\nMayor of Cambridge\n", "en", {("Jane Moss", "Cambridge")}),
        ("Riace accoglie. A Riace ha parlato l'assessora di Camini Anna Neri.", "it", set()),
    ],
)  # fmt: skip
def test_who_holds_an_office_of_which_city(
    read: Read, text: str, language: str, who: set[tuple[str, str]]
) -> None:
    assert told(read(text, language), "office") == who
