"""The shipped registry, schemes and look-ups, read once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from loaders.curation.sources import read_source
from loaders.mapping.base import Context
from loaders.mapping.lookup import Lookup, read_lookup
from loaders.pipeline.tables import looked_up
from loaders.settings import Settings


@pytest.fixture(scope="session")
def shipped() -> Context:
    return Context.load(Settings.from_environment({}))


@pytest.fixture(scope="session")
def lookup_of(shipped: Context) -> Callable[[str], Lookup]:
    def read(stem: str) -> Lookup:
        source = read_source(shipped.settings.data / "sources" / stem)
        columns = looked_up(source.mapper)
        return read_lookup(source.folder, f"data/sources/{stem}", columns, shipped.concepts)

    return read


@pytest.fixture(scope="session")
def context_of(shipped: Context, lookup_of: Callable[[str], Lookup]) -> Callable[[str], Context]:
    """Return the context in which the rows of a source are mapped."""
    return lambda stem: replace(shipped, lookup=lookup_of(stem))
