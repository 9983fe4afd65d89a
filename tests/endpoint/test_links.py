"""IRIs become links on the running host, elsewhere on the web, or nowhere."""

import pytest
from flask import Flask

from endpoint.site.core import links

BASE = "https://w3id.org/urban-solidarity/"

LOCAL = [
    (f"{BASE}id/city/palermo", "/id/city/palermo"),
    (f"{BASE}ontology#City", "/ontology#City"),
    (f"{BASE}graph/cities/palermo", "/graph/cities/palermo"),
    (f"{BASE}id/city/a b", "/id/city/a%20b"),
    (f'{BASE}id/city/"><script>', "/id/city/%22%3E%3Cscript%3E"),
    (f"{BASE}elsewhere", None),
    (f"{BASE}id/../../etc/passwd", None),
    ("https://example.org/", None),
    (f"{BASE}", None),
    ("javascript:alert(1)", None),
]
EXTERNAL = [
    ("https://example.org/a?b=c#d", True),
    ("http://www.wikidata.org/entity/Q2656", True),
    ("HTTPS://EXAMPLE.ORG/", True),
    ("https://xn--respekt-fr-griechenland-kpc.de/?p=1492", True),
    ("https://example.org/città", True),
    ("javascript:alert(1)", False),
    ("JavaScript:alert(1)", False),
    ("data:text/html,<script>", False),
    ("vbscript:x", False),
    ("file:///etc/passwd", False),
    ("//example.org", False),
    ("https:", False),
    ("https://[::1", False),
    ('https://example.org/"onclick', False),
    ("https://example.org/\nx", False),
    ("https://example.org/<", False),
    ("mailto:a@example.org", False),
    ("urn:isbn:1", False),
    ("", False),
]


@pytest.mark.parametrize(("iri", "expected"), LOCAL)
def test_local_links_begin_where_the_site_is_mounted(iri: str, expected: str | None) -> None:
    app = Flask("x")
    with app.test_request_context("/"):
        assert links.local_href(iri, BASE) == expected
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/under"}):
        assert links.local_href(iri, BASE) == (expected and f"/under{expected}")


@pytest.mark.parametrize(("iri", "safe"), EXTERNAL)
def test_only_web_addresses_become_links(iri: str, safe: bool) -> None:
    assert links.external_href(iri) == (iri if safe else None)


def test_host_of_an_address() -> None:
    assert links.host("https://www.anvita.fr/en/") == "anvita.fr"
    assert links.host("not an address") == ""
