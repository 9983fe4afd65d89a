"""What extraction needs, loaded once for all tests that read texts."""

import pytest

from loaders.extract.knowledge.resources import Resources, load_resources
from loaders.settings import Settings


@pytest.fixture(scope="session")
def resources() -> Resources:
    return load_resources(Settings.from_environment())
