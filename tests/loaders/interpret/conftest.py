"""The words that free text is read by: the labels of the shipped schemes."""

import pytest

from loaders.curation.concepts import Concepts
from loaders.interpret.words import Words
from loaders.mapping.words import words_of
from loaders.settings import Settings


@pytest.fixture(scope="session")
def words() -> Words:
    return words_of(Concepts.of(Settings.from_environment({})))
