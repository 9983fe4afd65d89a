"""Settings of the site: read from the environment, refused when they make no sense."""

import pytest

from endpoint.config import AppConfig
from loaders.errors import UsageError


def test_defaults_and_environment() -> None:
    assert AppConfig.from_environment({}).proxies == 0
    config = AppConfig.from_environment({"URBSOL_PROXIES": "2", "URBSOL_INCOMING_CAP": "7"})
    assert (config.proxies, config.incoming_cap, config.statement_cap) == (2, 7, 1000)


@pytest.mark.parametrize("value", ["-1", "x", "1.5", "٣", "1e3"])
def test_numbers_must_be_numbers(value: str) -> None:
    with pytest.raises(UsageError, match="URBSOL_PROXIES"):
        AppConfig.from_environment({"URBSOL_PROXIES": value})


def test_unknown_settings_are_an_error() -> None:
    with pytest.raises(UsageError, match="colour"):
        AppConfig.from_mapping({"colour": "blue"})


@pytest.mark.parametrize("name", ["statement_cap", "incoming_cap", "row_cap"])
def test_caps_are_at_least_one(name: str) -> None:
    with pytest.raises(UsageError):
        AppConfig.from_mapping({name: 0})
