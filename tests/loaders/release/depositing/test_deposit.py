"""A deposit through the records API, against a server on loopback that behaves like one."""

import hashlib
import http.server
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from loaders import sums
from loaders.errors import UrbsolError, UsageError
from loaders.release.depositing.archive import write_zip
from loaders.release.depositing.records import repository
from loaders.release.verify import problems
from tests.loopback import serving

DOI = "10.5072/zenodo.77"


@dataclass
class Records:
    """What a repository remembers, and what it was asked."""

    address: str = ""
    token: str = "secret"
    metadata: dict[str, Any] = field(default_factory=dict)
    pids: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes | None] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    published: bool = False
    asked: list[str] = field(default_factory=list)
    broken: str = ""

    def draft(self) -> dict[str, Any]:
        own = f"{self.address}/api/records/77/draft"
        links = {"self": own, "reserve_doi": f"{own}/pids/doi", "files": f"{own}/files",
                 "publish": f"{own}/actions/publish",
                 "self_html": f"{self.address}/uploads/77"}  # fmt: skip
        return {"id": "77", "links": links, "pids": self.pids, "metadata": self.metadata}

    def entry(self, key: str) -> dict[str, Any]:
        own = f"{self.address}/api/records/77/draft/files/{key}"
        content = self.files[key]
        links = {"self": own, "content": f"{own}/content", "commit": f"{own}/commit"}
        status = "completed" if key in self.done else "pending"
        made: dict[str, Any] = {"key": key, "status": status, "links": links}
        if key in self.done and content is not None:
            made["checksum"] = f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"
        return made

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        """Answer as InvenioRDM does: each step only in its place."""
        if (method, path) == ("POST", "/api/records"):
            self.metadata = json.loads(body)["metadata"]
            return 201, self.draft()
        if self.published or not path.startswith("/api/records/77/draft"):
            return 404, {"message": "The persistent identifier does not exist."}
        rest = path.removeprefix("/api/records/77/draft")
        steps = {"": self.describe, "/pids/doi": self.reserve, "/actions/publish": self.publish}
        step = steps.get(rest)
        return step(method, body) if step else self.file(method, rest, body)

    def describe(self, method: str, body: bytes) -> tuple[int, Any]:
        if method == "PUT":
            told = json.loads(body)
            self.metadata, self.pids = told["metadata"], told.get("pids", {})
        return 200, self.draft()

    def reserve(self, *_: object) -> tuple[int, Any]:
        if self.pids:
            return 400, {"message": "A PID already exists for type doi."}
        self.pids = {"doi": {"identifier": DOI, "provider": "datacite"}}
        return 201, self.draft()

    def publish(self, *_: object) -> tuple[int, Any]:
        if not self.files or self.files.keys() != self.done:
            return 400, {"message": "Files are missing."}
        self.published = True
        draft = self.draft()
        draft["links"]["self_html"] = f"{self.address}/records/77"
        return 202, draft

    def file(self, method: str, rest: str, body: bytes) -> tuple[int, Any]:
        if rest == "/files":
            if method == "POST":
                for one in json.loads(body):
                    if one["key"] in self.files:
                        return 400, {"message": "The file exists already."}
                    self.files[one["key"]] = None
            return 201 if method == "POST" else 200, {
                "entries": [self.entry(k) for k in self.files]
            }
        found = re.fullmatch(r"/files/([^/]+)(/content|/commit)?", rest)
        if not found or found[1] not in self.files:
            return 404, {"message": "No such file."}
        key, step = found[1], found[2]
        if method == "DELETE":
            del self.files[key]
            self.done.discard(key)
            return 204, None
        if step == "/content":
            self.files[key] = body + (b"!" if self.broken == key else b"")
        elif self.files[key] is None:
            return 400, {"message": "No content yet."}
        elif step == "/commit":
            self.done.add(key)
        return 200, self.entry(key)


@pytest.fixture
def records() -> Iterator[Records]:
    told = Records()

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told.asked.append(f"{self.command} {self.path}")
            status, answer = 403, {"message": "Permission denied."}
            if self.headers["Authorization"] == f"Bearer {told.token}":
                status, answer = told.answer(self.command, self.path, body)
            text = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PUT = do_DELETE = handle_one  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with serving(Handler) as told.address:
        yield told


def deposited(project, folder: Path, records: Records, *more: str):
    arguments = ("release", "deposit", str(folder), "--to", records.address, *more)
    return project.urbsol(*arguments, URBSOL_DEPOSIT_TOKEN="secret")


def test_the_doi_is_reserved_before_the_pack_is_made_and_all_files_arrive(
    built_miniature, records, tmp_path
) -> None:
    folder = tmp_path / "deposit"
    done = deposited(built_miniature, folder, records, "--publish")
    assert done.returncode == 0, done.stderr
    assert records.published
    assert f"--doi {DOI} --deposited {records.address}/records/77" in done.stdout
    order = [line for line in records.asked if "/files" not in line]
    assert order == ["POST /api/records", "POST /api/records/77/draft/pids/doi",
                     "POST /api/records/77/draft/actions/publish"]  # fmt: skip
    assert list(problems(folder / "pack")) == []
    data = folder / "pack" / "data"
    assert json.loads((data / "datacite.json").read_bytes())["doi"] == DOI
    assert DOI in (data / "CITATION.cff").read_text(encoding="utf-8")
    for name, content in records.files.items():
        assert content == (folder / name).read_bytes()
    (archive,) = folder.glob("*.zip")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "opened")
    assert list(problems(tmp_path / "opened" / archive.stem)) == []
    about = records.metadata
    assert about["creators"][0]["person_or_org"]
    assert about["resource_type"] == {"id": "dataset"}


def test_an_interrupted_deposit_goes_on(built_miniature, records, tmp_path) -> None:
    folder = tmp_path / "deposit"
    records.broken = "manifest.json"
    done = deposited(built_miniature, folder, records)
    assert done.returncode == 1
    assert "what arrived has the checksum" in done.stderr
    records.broken = ""
    records.asked.clear()
    again = deposited(built_miniature, folder, records)
    assert again.returncode == 0, again.stderr
    assert "README.md: there already" in again.stdout
    assert "manifest.json: sent" in again.stdout
    assert not [line for line in records.asked if line in {"POST /api/records"} or "pids" in line]
    assert not records.published
    assert records.pids["doi"]["identifier"] == DOI


def test_a_folder_of_another_deposit_is_refused(built_miniature, records, tmp_path) -> None:
    told = {"id": "77", "repository": "https://other.example", "hash": "0"}
    (tmp_path / "deposit.json").write_text(json.dumps(told))
    done = deposited(built_miniature, tmp_path, records)
    assert (done.returncode, records.asked) == (1, [])
    assert "of another deposit" in done.stderr


@pytest.mark.parametrize(("address", "token"), [("http://zenodo.example", "x"), ("ftp://x", "x"),
                                                ("https://zenodo.example", "")])  # fmt: skip
def test_the_token_is_not_sent_in_the_open(address, token) -> None:
    with pytest.raises(UsageError):
        repository(address, token)


def test_what_a_repository_refuses_is_told(records) -> None:
    with pytest.raises(UrbsolError, match=r"answers 403: .*Permission denied"):
        repository(records.address, "wrong").create({"metadata": {}})


def test_links_that_lead_elsewhere_are_not_followed(records) -> None:
    there = repository(records.address, "secret")
    draft = {"links": {"reserve_doi": "https://evil.example/x"}}
    with pytest.raises(UrbsolError, match="no address of its own for reserve_doi"):
        there.reserve(draft)
    assert records.asked == []


def test_the_archive_is_the_same_whenever_it_is_made(tmp_path) -> None:
    pack = tmp_path / "pack"
    (pack / "data").mkdir(parents=True)
    (pack / "data" / "b.txt").write_text("b")
    (pack / "a.txt").write_text("a" * 10_000)
    digests = set()
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        write_zip(pack, folder / "x.zip", "2026-11-22")
        (pack / "a.txt").touch()
        digests.add(sums.digest(folder / "x.zip"))
    assert len(digests) == 1
    with zipfile.ZipFile(tmp_path / "one" / "x.zip") as opened:
        assert opened.namelist() == ["x/a.txt", "x/data/b.txt"]
        assert opened.infolist()[0].date_time[:3] == (2026, 11, 22)
