"""Writes the rules of w3id.org for our addresses, and what each retired address must answer.

Rules are those of mod_rewrite in a folder (https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html):
patterns see the path without that of the folder.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from loaders.errors import UsageError
from loaders.release.addresses.life import GONE, MOVED, Life

NAME, EXPECTED = ".htaccess", "expected.csv"
COLUMNS = ("path", "status", "location")
HEAD = """\
# Addresses of {base}
# Written by `urbsol release w3id` from release {version}: change the registry, not this file.
Options -Indexes -MultiViews
RewriteEngine On

# Where the service is. Without it what moved still leads on; all else answers 503 or 410.
{service}

# A slash too many at the end.
RewriteRule ^(.+?)/+$ {base}$1 [R=301,L]
"""
MOVES = "\n# Renamed or merged: to what stands for it now, a document to its document.\n"
TOMBSTONES = "\n# Withdrawn: the service says why, with 410; where there is none, 410 alone.\n"
TAIL = """
# All else is answered by the service: 303 to documents, 300 with parts, 404 with the nearest names.
RewriteCond %{ENV:SERVICE} !^$
RewriteRule ^(.*)$ %{ENV:SERVICE}/$1 [R=302,L]
RewriteRule ^ - [R=503,L]
"""
SERVICE = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?")


def htaccess(lives: Iterable[Life], base: str, version: str, service: str = "") -> str:
    """Return the file ``.htaccess``; ``service`` is the address that answers, "" for none yet.

    Raise UsageError when that is not an address of HTTP, or the one that leads to it.
    """
    lives = tuple(lives)
    line = f"RewriteRule ^ - [E=SERVICE:{_service(service, base)}]"
    filled = line if service else "#RewriteRule ^ - [E=SERVICE:https://HOST]"
    moves = "".join(_move(one, base) for one in lives if one.status == MOVED)
    gone = "".join(_tombstone(one) for one in lives if one.status == GONE)
    head = HEAD.format(base=base, version=version, service=filled)
    return f"{head}{MOVES}{moves}{TOMBSTONES}{gone}{TAIL}"


def _service(address: str, base: str) -> str:
    address = address.rstrip("/")
    if address and not SERVICE.fullmatch(address):
        raise UsageError(f"{address!r} is not the address of a service", "write https://HOST/PATH")
    if address and f"{address}/".startswith(base):
        raise UsageError(f"{address} leads to itself", "give the host that answers, not w3id.org")
    return address


def _move(one: Life, base: str) -> str:
    target = f"{base}$1/{one.replacements[0]}$2"
    return f"RewriteRule ^(id|doc)/{re.escape(one.key)}(\\.[a-z]+)?$ {target} [R=301,L,NE]\n"


def _tombstone(one: Life) -> str:
    return (
        f"RewriteCond %{{ENV:SERVICE}} ^$\n"
        f"RewriteRule ^(id|doc)/{re.escape(one.key)}(\\.[a-z]+)?$ - [G]\n"
    )


def expected(lives: Iterable[Life], base: str, service: str = "") -> str:
    """Return as CSV what w3id.org answers for each retired address, and for some that stand.

    Paths are those after the base; a location is "" where the answer leads nowhere.
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_answers(lives, base, service.rstrip("/")))
    return table.getvalue()


def _answers(lives: Iterable[Life], base: str, service: str) -> Iterator[tuple[str, int, str]]:
    for one in lives:
        for path, suffix in (("id", ""), ("doc", ".ttl")):
            here = f"{path}/{one.key}{suffix}"
            if one.status == MOVED:
                yield here, 301, f"{base}{path}/{one.replacements[0]}{suffix}"
            elif one.status == GONE and not service:
                yield here, 410, ""
            else:
                yield _passed_on(here, service)
        yield f"id/{one.key}/", 301, f"{base}id/{one.key}"
    for here in ("", "dataset", "ontology", "sparql", "doc/city/palermo.ttl"):
        yield _passed_on(here, service)


def _passed_on(path: str, service: str) -> tuple[str, int, str]:
    return (path, 302, f"{service}/{path}") if service else (path, 503, "")
