"""The language of documents and sentences, without a network."""

import socket

import pytest

from loaders.documents.language import document_language, guess

SENTENCES = {
    "en": "The city council adopted a resolution to protect its undocumented residents.",
    "de": "Der Stadtrat hat beschlossen, Geflüchtete aus dem Mittelmeer aufzunehmen.",
    "fr": "Le conseil municipal a adopté une charte pour l'accueil inconditionnel.",
    "it": "Il consiglio comunale ha adottato una carta per l'accoglienza dei migranti.",
    "es": "El ayuntamiento aprobó un plan para acoger a las personas refugiadas.",
    "el": "Το δημοτικό συμβούλιο ενέκρινε σχέδιο για την υποδοχή των προσφύγων.",
    "pl": "Rada miasta przyjęła deklarację w sprawie przyjmowania uchodźców.",
    "nl": "De gemeenteraad heeft besloten om vluchtelingen op te vangen.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_sentences_of_the_eight_languages(language):
    assert guess(SENTENCES[language])[0] == language


def test_a_document_has_the_language_of_most_of_it():
    text = SENTENCES["en"] + " " + SENTENCES["de"] * 30
    assert document_language(text) == "de"
    assert document_language("", "pl-PL") == "pl"


def test_nothing_is_downloaded(monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert guess(SENTENCES["fr"])[0] == "fr"
