"""The rules of w3id.org lead every address on: read here, and by Apache itself where it is."""

from __future__ import annotations

import csv
import http.client
import io
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from loaders import manifest
from loaders.curation.registry import Registry
from loaders.errors import UsageError
from loaders.manifest import DUMP
from loaders.release.addresses.htaccess import expected, htaccess
from loaders.release.addresses.life import Life, lives, read

BASE = "https://w3id.org/urban-solidarity/"
SERVICE = "https://graph.example/solid"
ID, IS, GRAPH = f"{BASE}id/", "http://purl.org/dc/terms/isReplacedBy", f"{BASE}graph/registry/x"
DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
TRUE = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
MODULES = ("mpm_event", "authz_core", "rewrite", "unixd")
WHERE = Path("/usr/lib/apache2/modules")
Answer = tuple[int, str]


def dump(replaced: dict[str, list[str]]) -> list[bytes]:
    """Write what a dump says of retired keys."""
    lines = [f'<{ID}city/here> <http://schema.org/name> "isReplacedBy" <{GRAPH}> .\n']
    for key, targets in replaced.items():
        lines.append(f"<{ID}{key}> <{DEPRECATED}> {TRUE} <{GRAPH}> .\n")
        lines += [f"<{ID}{key}> <{IS}> <{ID}{one}> <{GRAPH}> .\n" for one in targets]
    return [line.encode() for line in lines]


CYCLE = dump(
    {
        "city/renamed": ["city/now"],
        "city/merged-twice": ["city/renamed"],
        "designation/a--b": ["act/a--b"],
        "city/split": ["city/south", "city/north"],
        "city/gone": [],
        "city/bites": ["city/tail"],
        "city/tail": ["city/bites"],
    }
)


def test_what_became_of_a_thing_is_read_to_the_end_of_the_chain() -> None:
    assert lives(CYCLE, BASE) == (
        Life("city/bites"),
        Life("city/gone"),
        Life("city/merged-twice", ("city/now",)),
        Life("city/renamed", ("city/now",)),
        Life("city/split", ("city/north", "city/south")),
        Life("city/tail"),
        Life("designation/a--b", ("act/a--b",)),
    )
    assert [one.status for one in lives(CYCLE, BASE)] == [410, 410, 301, 301, 300, 410, 301]


def answered(rules: str, path: str) -> Answer:
    """Read the rules as mod_rewrite does in a folder: top down, to the first that answers."""
    service, holds = "", True
    for line in rules.splitlines():
        words = line.split()
        if words[:1] == ["RewriteCond"]:
            assert words[1] == "%{ENV:SERVICE}"
            holds = bool(service) is words[2].startswith("!")
        elif words[:1] == ["RewriteRule"]:
            match, flags = re.search(words[1], path), words[3]
            if holds and match and (told := re.fullmatch(r"\[E=SERVICE:(.+)\]", flags)):
                service = told[1]
            elif holds and match:
                target = words[2].replace("%{ENV:SERVICE}", service)
                status = 410 if flags == "[G]" else int(re.findall(r"R=(\d+)", flags)[0])
                filled = re.sub(r"\$(\d)", lambda one: match[int(one[1])] or "", target)  # noqa: B023
                return status, "" if target == "-" else filled
            holds = True
    raise AssertionError(f"no rule answers {path!r}")


def table(text: str) -> list[tuple[str, Answer]]:
    rows = csv.DictReader(io.StringIO(text))
    return [(row["path"], (int(row["status"]), row["location"])) for row in rows]


@pytest.mark.parametrize("service", ["", SERVICE, f"{SERVICE}/"])
def test_the_rules_answer_as_the_table_says(service) -> None:
    found = lives(CYCLE, BASE)
    rules = htaccess(found, BASE, "2026-11-22", service)
    wanted = table(expected(found, BASE, service))
    assert len(wanted) > 20
    assert [(path, answered(rules, path)) for path, _ in wanted] == wanted


def test_each_stage_of_life_has_its_answer() -> None:
    found = lives(CYCLE, BASE)
    rules = htaccess(found, BASE, "2026-11-22", SERVICE)
    assert answered(rules, "id/city/merged-twice") == (301, f"{BASE}id/city/now")
    assert answered(rules, "doc/city/renamed.jsonld") == (301, f"{BASE}doc/city/now.jsonld")
    assert answered(rules, "id/city/renamed-not") == (302, f"{SERVICE}/id/city/renamed-not")
    assert answered(rules, "id/city/gone") == (302, f"{SERVICE}/id/city/gone")
    assert answered(rules, "id/city/now/") == (301, f"{BASE}id/city/now")
    alone = htaccess(found, BASE, "2026-11-22")
    assert answered(alone, "doc/city/gone.ttl") == (410, "")
    assert answered(alone, "id/city/renamed") == (301, f"{BASE}id/city/now")
    assert answered(alone, "id/city/now") == (503, "")


@pytest.mark.parametrize("service", [f"{BASE}x", "ftp://a.example", "https://a b", "https://a]\nX"])
def test_what_is_not_the_address_of_a_service_is_refused(service) -> None:
    with pytest.raises(UsageError):
        htaccess((), BASE, "2026-11-22", service)


def test_no_address_ever_published_is_left_without_an_answer(shipped_release) -> None:
    """Each retired key of the registry is led on by w3id.org, and to a key that stands."""
    registry = Registry.load(Path(__file__).parents[4] / "data" / "registry")
    entries = (entry for table in registry.kinds.values() for entry in table.values())
    retired = {f"{entry.kind}/{entry.key}" for entry in entries if not entry.current}
    base = manifest.read(shipped_release).base
    found = read(shipped_release / DUMP, base)
    assert {one.key for one in found} == retired
    assert len(retired) > 200
    with (shipped_release / DUMP).open("rb") as lines:
        known = {line.partition(b" ")[0].decode() for line in lines}
    assert [one for life in found for one in life.replacements if f"<{ID}{one}>" not in known] == []
    rules = htaccess(found, base, "2026-11-22", SERVICE)
    sample = table(expected(found[::10], base, SERVICE))
    assert [(path, answered(rules, path)) for path, _ in sample] == sample


def port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def apache(folder: Path, rules: str) -> Iterator[Callable[[str], Answer]]:
    """Let Apache read the rules where w3id.org has them; yield what asks it for a path."""
    program = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin")
    if not program or not (WHERE / "mod_rewrite.so").is_file():
        pytest.skip("Apache is not installed (Debian: apache2-bin)")
    site = folder / "site" / "urban-solidarity"
    site.mkdir(parents=True)
    (site / ".htaccess").write_text(rules, encoding="utf-8")
    where = port()
    modules = "\n".join(f"LoadModule {one}_module {WHERE}/mod_{one}.so" for one in MODULES
                        if (WHERE / f"mod_{one}.so").is_file())  # fmt: skip
    (folder / "apache.conf").write_text(
        f"{modules}\nServerRoot {folder}\nServerName localhost\nListen 127.0.0.1:{where}\n"
        f"PidFile {folder}/pid\nErrorLog {folder}/errors\nDocumentRoot {folder}/site\n"
        f"User nobody\nGroup nogroup\n<Directory {folder}/site>\nAllowOverride All\n</Directory>\n",
        encoding="utf-8",
    )
    for one in (folder, site.parent, site):
        one.chmod(0o755)
    running = subprocess.Popen([program, "-f", str(folder / "apache.conf"), "-DFOREGROUND"])

    def ask(path: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", where, timeout=60)
        connection.request("GET", f"/urban-solidarity/{path}")
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.headers.get("Location", "")

    try:
        for _ in range(600):
            try:
                ask("")
                break
            except OSError:
                assert running.poll() is None, (folder / "errors").read_text()
                time.sleep(0.1)
        yield ask
    finally:
        running.terminate()
        running.wait(60)


@pytest.mark.parametrize("service", ["", SERVICE])
def test_apache_answers_as_the_table_says(service) -> None:
    found = lives(CYCLE, BASE)
    rules = htaccess(found, BASE, "2026-11-22", service)
    # Not in pytest's folders: started by root, Apache answers as somebody who may not enter those.
    with tempfile.TemporaryDirectory() as folder, apache(Path(folder), rules) as ask:
        wanted = table(expected(found, BASE, service))
        assert [(path, ask(path)) for path, _ in wanted] == wanted
        if service:
            kept = "sparql?query=ASK%20%7B%7D&x=%23a"
            assert ask(kept) == (302, f"{SERVICE}/{kept}")


def test_the_command_writes_both_files(built_miniature, tmp_path) -> None:
    done = built_miniature.urbsol("release", "w3id", str(tmp_path / "w"), "--to", SERVICE)
    assert done.returncode == 0, done.stderr
    assert f"all else goes to {SERVICE}" in done.stdout + done.stderr
    rules = (tmp_path / "w" / ".htaccess").read_text(encoding="utf-8")
    for path, answer in table((tmp_path / "w" / "expected.csv").read_text(encoding="utf-8")):
        assert urlsplit(answer[1]).scheme == "https"
        assert answered(rules, path) == answer
