"""The Host header is the host, with its port where that is not the one of the scheme."""

import pytest

from loaders.checking.address import target_of
from loaders.sparql_client import address
from loaders.sparql_client.authority import authority


@pytest.mark.parametrize(
    ("scheme", "host", "port", "expected"),
    [
        ("http", "example.org", 80, "example.org"),
        ("http", "example.org", 443, "example.org:443"),
        ("https", "example.org", 443, "example.org"),
        ("https", "::1", 8443, "[::1]:8443"),
        ("http", "::1", 80, "[::1]"),
    ],
)
def test_the_port_of_the_scheme_is_left_out(
    scheme: str, host: str, port: int, expected: str
) -> None:
    assert authority(scheme, host, port) == expected
    url = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}/a"
    assert target_of(url).authority == expected
    assert address.parse(url, {}).authority == expected
    assert address.parse(url, {}).shown == f"{scheme}://{expected}/a"
