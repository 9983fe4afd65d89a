"""nginx and Caddy in front of the real service: sub-path, TLS, HTTP/2, compression."""

from __future__ import annotations

import json
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

DEPLOY = Path(__file__).parents[3] / "endpoint" / "deploy"
pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
AROUND = """
daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/site.conf;
}}
"""
# A certificate of its own, put into no store of this machine.
BEFORE = """{
	admin off
	auto_https disable_redirects
	skip_install_trust
	storage file_system %s
}
"""


@dataclass
class Front:
    """A server in front as a client sees it."""

    port: int
    folder: Path

    def curl(self, path: str, *options: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of a request by curl, which speaks HTTP/2."""
        head, body = self.folder / "head", self.folder / "answer"
        command = ["curl", "-sk", "-D", str(head), "-o", str(body), *options]
        subprocess.run([*command, f"https://127.0.0.1:{self.port}{path}"], check=True, timeout=60)
        first, *rest = head.read_text().strip().splitlines()
        headers = {name.lower(): value.strip() for name, _, value in
                   (line.partition(":") for line in rest)}  # fmt: skip
        headers["protocol"] = first.split()[0]
        return int(first.split()[1]), headers, body.read_bytes()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def service(starter: Callable[..., Any], release: Path) -> int:
    """The port of the service, which trusts one proxy."""
    return int(starter(release, URBSOL_PROXIES="1", URBSOL_WEB_PROCESSES="1").port)


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def front(request: Any, service: int, tmp_path_factory: Any) -> Iterator[Front]:
    """Each server with the configuration that operators copy, under the path /graph/."""
    name = request.param
    needed = ("nginx", "openssl") if name == "nginx" else ("caddy",)
    if missing := [one for one in needed if shutil.which(one) is None]:
        pytest.skip(f"{', '.join(missing)} not installed")
    folder, port = tmp_path_factory.mktemp(name), free_port()
    command = (nginx if name == "nginx" else caddy)(folder, port, service)
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        assert reachable(port), (folder / "said").read_text()
        yield Front(port, folder)
    finally:
        process.terminate()
        process.wait(30)


def nginx(folder: Path, port: int, service: int) -> list[str]:
    """Write what nginx needs; return the command that starts it."""
    certificate, key = folder / "site.pem", folder / "site.key"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-out", str(certificate), "-keyout", str(key)]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True, timeout=60)
    changed = {
        "server 127.0.0.1:8000": f"server 127.0.0.1:{service}",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/certs/example.org.pem": str(certificate),
        "/etc/ssl/private/example.org.key": str(key),
    }
    (folder / "site.conf").write_text(replaced("nginx.conf", changed), encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, port: int, service: int) -> list[str]:
    """Write what Caddy needs, the block for a path in use and the other not."""
    changed = {"{$SITE:localhost}": f"https://127.0.0.1:{port}"}
    text = replaced("Caddyfile", changed).replace("{$GRAPH:127.0.0.1:8000}", f"127.0.0.1:{service}")
    before, mark, whole = text.partition("\t# The service compresses")
    assert mark
    block = re.sub(r"(?m)^\t# (redir|handle_path|\t|\})", r"\t\1", before)
    assert block != before
    whole = "".join(f"# {line}\n" for line in (mark + whole).rstrip().splitlines()[:-1])
    path = folder / "Caddyfile"
    path.write_text(f"{BEFORE % folder}{block}{whole}}}\n", encoding="utf-8")
    return ["caddy", "run", "--config", str(path), "--adapter", "caddyfile"]


def replaced(name: str, changed: dict[str, str]) -> str:
    """Return a configuration of ours with what belongs to the test in place of examples."""
    text = (DEPLOY / name).read_text(encoding="utf-8")
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    return text


def reachable(port: int) -> bool:
    context = ssl._create_unverified_context()
    for _ in range(200):
        try:
            with urllib.request.urlopen(
                f"https://127.0.0.1:{port}/graph/health", timeout=5, context=context
            ):
                return True
        except OSError:
            time.sleep(0.05)
    return False


def test_pages_under_a_path_link_below_it(front: Front) -> None:
    status, headers, body = front.curl("/graph/docs/uris")
    assert status == 200
    assert headers["protocol"] == "HTTP/2"
    links = re.findall(r'(?:href|src|action)="(/[^"]*)"', body.decode())
    assert links
    assert not [link for link in links if not link.startswith("/graph/")]
    status, headers, _ = front.curl("/graph/id/city/palermo")
    assert (status, headers["location"]) == (303, "/graph/doc/city/palermo")


def test_the_address_of_the_site_is_that_of_the_front(front: Front) -> None:
    _, _, body = front.curl("/graph/sparql", "-H", "Accept: text/turtle")
    assert f"https://127.0.0.1:{front.port}/graph/sparql" in body.decode()
    _, _, body = front.curl("/graph/sitemap.xml")
    assert f"https://127.0.0.1:{front.port}/graph/" in body.decode()


def test_answers_are_compressed_by_the_service_and_conditional(front: Front) -> None:
    path = "/graph/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D"
    accept = ("-H", "Accept: text/csv")
    status, headers, body = front.curl(path, *accept, "-H", "Accept-Encoding: gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert body[:2] == b"\x1f\x8b"
    _, plain, whole = front.curl(path, *accept)
    assert "content-encoding" not in plain
    assert len(whole) > len(body)
    status, _, _ = front.curl(path, *accept, "-H", f"If-None-Match: {headers['etag']}")
    assert status == 304


def test_what_is_inner_stays_inside_and_posts_pass(front: Front) -> None:
    assert front.curl("/graph/metrics")[0] == 403
    status, _, body = front.curl("/graph/sparql", "--data-urlencode", "query=ASK {}")
    assert (status, b"true" in body) == (200, True)
    assert front.curl("/graph")[1]["location"].endswith("/graph/")


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not installed")
def test_caddy_shuts_what_is_inner_at_the_root_too() -> None:
    told = subprocess.run(
        ["caddy", "adapt", "--config", str(DEPLOY / "Caddyfile")],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    (server,) = json.loads(told.stdout)["apps"]["http"]["servers"].values()
    first, *others = server["routes"][0]["handle"][0]["routes"]
    assert "/metrics" in first["match"][0]["path"]
    assert '"status_code": 403' in json.dumps(first)
    assert [one for one in others if "reverse_proxy" in json.dumps(one)]
