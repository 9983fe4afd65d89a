"""Reads a text as extraction does."""

from collections.abc import Callable

import pytest

from loaders.evaluation.plain import plain_document
from loaders.extract.knowledge.resources import Resources
from loaders.extract.model import Extraction
from loaders.extract.recognise.pipeline import extract

Read = Callable[..., Extraction]


@pytest.fixture
def read(resources: Resources) -> Read:
    def read_text(text: str, language: str | None = None, **wishes: str) -> Extraction:
        return extract(plain_document(text, language), resources, **wishes)

    return read_text
