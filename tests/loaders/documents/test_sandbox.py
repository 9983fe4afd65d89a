"""The reading child: one serves many files, limits hold, a killed one is replaced."""

import os
import signal
import sys
from pathlib import Path

import pytest

from loaders.documents.sandbox import read as module
from loaders.documents.sandbox.process import Limits, Sandbox
from loaders.documents.sandbox.read import read_document
from loaders.errors import DataError


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text("Palermo signed a charter in the year 2015.\n", encoding="utf-8")
    return path


def test_one_child_serves_many_files(report):
    with Sandbox() as sandbox:
        sandbox.read(report)
        first = sandbox._child.pid
        for _ in range(3):
            assert sandbox.read(report).text.startswith("Palermo")
        assert sandbox._child.pid == first


def test_a_killed_child_is_replaced_and_the_other_files_go_on(report):
    with Sandbox() as sandbox:
        sandbox.read(report)
        os.kill(sandbox._child.pid, signal.SIGKILL)
        sandbox._child.wait()
        assert sandbox.read(report).text.startswith("Palermo")


def test_memory_has_a_limit(tmp_path):
    path = tmp_path / "large.txt"
    path.write_bytes(b"words of a report\n" * 2_000_000)
    limits = Limits(memory=200_000_000)
    with Sandbox(limits) as sandbox, pytest.raises(DataError, match="200 MB"):
        sandbox.read(path)


def test_time_has_a_limit(report, monkeypatch):
    import loaders.documents.sandbox.process as sandboxes

    with Sandbox(Limits(seconds=1)) as sandbox:
        with monkeypatch.context() as patched:
            endless = "import sys; sys.stdin.readline()\nwhile True: pass"
            patched.setattr(sandboxes, "_PROGRAM", endless)
            with pytest.raises(DataError, match="more than 1 s"):
                sandbox.read(report)
        assert sandbox.read(report).text.startswith("Palermo")


def test_a_child_that_answers_nonsense_is_an_error(report, monkeypatch):
    import loaders.documents.sandbox.process as sandboxes

    answer = 'import sys; sys.stdin.readline(); sys.stdout.buffer.write(b"\\xff" * 8)'
    monkeypatch.setattr(sandboxes, "_PROGRAM", answer)
    with Sandbox() as sandbox, pytest.raises(DataError, match="reading was stopped"):
        sandbox.read(report)


def test_the_child_cannot_write_files_and_sees_few_variables(tmp_path, report, monkeypatch):
    import loaders.documents.sandbox.process as sandboxes

    monkeypatch.setenv("SECRET_OF_THE_PARENT", "x")
    assert "SECRET_OF_THE_PARENT" not in sandboxes._environment()
    program = (
        "import sys, os; sys.path.insert(0, sys.argv[1])\n"
        "from loaders.documents.sandbox import child, formats\n"
        "def read_bytes(data, name):\n"
        f"    open({str(tmp_path / 'written')!r}, 'w').write('x' * 100)\n"
        "child.read_bytes = read_bytes; child.main()"
    )
    monkeypatch.setattr(sandboxes, "_PROGRAM", program)
    with Sandbox() as sandbox, pytest.raises(DataError):
        sandbox.read(report)
    assert not (tmp_path / "written").exists() or (tmp_path / "written").stat().st_size == 0


def test_read_document_keeps_one_sandbox_a_process(report):
    assert read_document(report).text.startswith("Palermo")
    assert module._sandbox(os.getpid()) is module._sandbox(os.getpid())
    module._sandbox(os.getpid()).close()


@pytest.mark.skipif(sys.platform == "win32", reason="no fork here")
def test_a_forked_process_reads_with_a_child_of_its_own(report):
    from multiprocessing import get_context

    read_document(report)
    with get_context("fork").Pool(1) as pool:
        assert pool.map(_first_word, [report] * 3) == ["Palermo"] * 3
    assert read_document(report).text.startswith("Palermo")


def _first_word(path: Path) -> str:
    return read_document(path).text.split()[0]
