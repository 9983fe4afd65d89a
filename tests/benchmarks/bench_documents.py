"""Measures reading: megabytes a second and memory for every format, in a child of its own.

python -m tests.benchmarks.bench_documents [SIZE]   # characters of each report, 400000 unless given
"""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent.parent
DEFAULT = 400_000
SENTENCES = (
    "The city of Palermo adopted a charter in 2015 and opened a desk for newcomers.",
    "Die Stadt Zürich führt eine City Card ein, die allen Einwohnern offensteht.",
    "La ville de Grenoble a rejoint le réseau des villes accueillantes en 2018.",
    "Il Comune di Bologna accoglie le persone salvate in mare da molti anni.",
)
MEASURE = """
import json, resource, sys, time
from pathlib import Path
from loaders.documents.sandbox.formats import read_bytes
path = Path(sys.argv[1])
data = path.read_bytes()
read_bytes(b"A warm start for the model of languages, please.", "warm.txt")
read_bytes(data[:20000] if path.suffix in {".txt", ".md", ".html", ".csv"} else data, path.name)
times = []
for _ in range(3):
    start = time.process_time()
    document = read_bytes(data, path.name)
    times.append(time.process_time() - start)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([min(times), len(document.text), len(document.blocks), memory]))
"""


def makers() -> ModuleType:
    """Return the helpers of the tests, which write PDF and DOCX files."""
    path = ROOT / "tests" / "loaders" / "documents" / "conftest.py"
    spec = importlib.util.spec_from_file_location("document_makers", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def paragraphs(size: int) -> list[str]:
    """Return paragraphs of eight sentences in four languages, of so many characters together."""
    found: list[str] = []
    while sum(map(len, found)) < size:
        found.append(" ".join(f"{words} ({len(found)})" for words in SENTENCES * 2))
    return found


def pdf(texts: list[str]) -> bytes:
    """Lay paragraphs out in two columns with running heads and page numbers."""
    words = " ".join(texts).split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 44:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    pages = []
    for start in range(0, len(lines), 100):
        page = [(60, 805, 8, "Cities of welcome"), (290, 30, 8, str(1 + start // 100))]
        for index, text in enumerate(lines[start : start + 100]):
            page.append((50 + 260 * (index // 50), 770 - 14 * (index % 50), 10, text))
        pages.append(page)
    return bytes(makers().pdf_bytes(pages))


def docx(texts: list[str]) -> bytes:
    """Write paragraphs with a heading before every tenth."""
    import docx as word

    document = word.Document()
    for number, text in enumerate(texts):
        if number % 10 == 0:
            document.add_heading(f"Chapter {number}", 1)
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def odt(texts: list[str]) -> bytes:
    """Write paragraphs as OpenDocument text."""
    from odf import text as elements
    from odf.opendocument import OpenDocumentText

    document = OpenDocumentText()
    for text in texts:
        document.text.addElement(elements.P(text=text))
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def xlsx(texts: list[str]) -> bytes:
    """Write a row of four cells for every paragraph."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Facts")
    for number, text in enumerate(texts):
        sheet.append([number, "Palermo", 2015 + number % 9, text])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def html(texts: list[str]) -> bytes:
    """Write paragraphs with some markup, and a menu around them."""
    body = "".join(f'<p class="text">{t.replace("2015", "<b>2015</b>")}</p>\n' for t in texts)
    menu = "<nav>" + "".join(f'<a href="/{n}">Page {n}</a>' for n in range(50)) + "</nav>"
    return f"<!doctype html><html><body>{menu}<main>{body}</main></body></html>".encode()


FORMATS: dict[str, Callable[[list[str]], bytes]] = {
    "txt": lambda texts: "\n\n".join(texts).encode(),
    "md": lambda texts: "\n\n".join(t.replace("2015", "**2015**") for t in texts).encode(),
    "html": html,
    "csv": lambda texts: "\r\n".join(f'{n},"{t}"' for n, t in enumerate(texts)).encode(),
    "pdf": pdf,
    "docx": docx,
    "odt": odt,
    "xlsx": xlsx,
}


def main() -> None:
    """Print a line a format: file size, seconds, megabytes of file and of text a second, memory."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    texts = paragraphs(size)
    print(f"{'format':7}{'file MB':>9}{'text MB':>9}{'blocks':>8}{'s':>8}{'file MB/s':>11}"
          f"{'text MB/s':>11}{'peak MB':>9}")  # fmt: skip
    with TemporaryDirectory() as folder:
        for name, make in FORMATS.items():
            path = Path(folder) / f"report.{name}"
            path.write_bytes(make(texts))
            done = subprocess.run(
                [sys.executable, "-c", MEASURE, str(path)],
                cwd=ROOT, capture_output=True, text=True, check=True,
            )  # fmt: skip
            seconds, characters, blocks, memory = json.loads(done.stdout)
            length = path.stat().st_size / 1e6
            print(f"{name:7}{length:9.2f}{characters / 1e6:9.2f}{blocks:8}{seconds:8.2f}"
                  f"{length / seconds:11.2f}{characters / 1e6 / seconds:11.2f}{memory:9.0f}",
                  flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
