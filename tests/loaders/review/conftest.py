"""A miniature project with a narrative report, and things for it to speak of."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from pyoxigraph import Quad, RdfFormat, parse

from loaders.curation import canonical
from loaders.documents.model import Locator
from loaders.documents.sandbox.formats import read_bytes
from loaders.extract.model import Claim, Extraction, Mention, claim_key
from loaders.lint.keys import add_keys
from loaders.pipeline.stages import BuildOutcome, BuildRequest, build
from loaders.progress import Progress
from loaders.reports.extracted import write_lines
from loaders.reports.loading import Loader, Wishes
from loaders.reports.narrative import lines_of
from loaders.reports.reviewing.command import review
from loaders.reports.save import save
from loaders.reports.structured.model import Entry, StructuredReport
from loaders.reports.structured.write import write
from loaders.review.sheet import COLUMNS

Miniature = Any  # the class is in another conftest, which cannot be imported

HEAD = {"template": "city-report/1", "title": "Harbours", "city": "palermo", "publisher": "Nobody",
        "date": "2024", "language": "en",
        "licence": "https://creativecommons.org/licenses/by/4.0/"}  # fmt: skip
THINGS = (
    Entry("actors", {"kind": "network", "name": "Harbour Network", "key": "harbour-network"}),
    Entry("actors", {"kind": "organisation", "name": "Open Harbour", "key": "open-harbour"}),
    Entry("actors", {"kind": "person", "name": "Ada Lovelace", "key": "ada-lovelace"}),
    Entry("actors", {"kind": "list", "name": "Harbour List", "key": "harbour-list"}),
    Entry("charters", {"name": "Harbour Charter", "key": "harbour-charter"}),
    Entry("practices", {"name": "Harbour Card", "key": "harbour-card", "theme": "reception"}),
    Entry("events", {"name": "Harbour Days", "key": "harbour-days", "start": "2018"}),
)
STEM = "harbour-story"
SENTENCES = (
    "In 2018 the city of Palermo joined the Harbour Network.",
    "Lyon signed the Harbour Charter on 12 May 2019.",
    "Palermo adopted the Harbour Card in 2020.",
    "The Harbour Network was founded by Open Harbour in 2017.",
    "Ada Lovelace, mayor of Palermo, spoke first.",
    "Lyon joined the Friends of the Quay.",
)
TEXT = "\n\n".join(SENTENCES) + "\n"
SAID = (
    ("membership", "government/palermo", "network/harbour-network", "2018"),
    ("signature", "government/lyon", "charter/harbour-charter", "2019-05-12"),
    ("adoption", "government/palermo", "practice/harbour-card", "2020"),
    ("founding", "network/harbour-network", "organisation/open-harbour", "2017"),
    ("office", "person/ada-lovelace", "government/palermo", ""),
    ("membership", "government/lyon", "Friends of the Quay", ""),
)


@dataclass(frozen=True)
class Story:
    """A source with one narrative report in a miniature project."""

    miniature: Miniature
    stem: str = STEM

    @property
    def folder(self) -> Path:
        return self.miniature.settings.data / "sources" / self.stem

    @property
    def sheet(self) -> Path:
        return self.folder / "curation.csv"

    def write(self, text: str, claims: tuple[Claim, ...], **described: object) -> None:
        """Write the source as ``urbsol load --save`` does, with these claims."""
        document = read_bytes(text.encode(), "story.txt")
        mentions = tuple(mention for claim in claims for mention in claim.evidence)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "source.yml").write_text(
            yaml.safe_dump(
                {
                    "title": "A story of harbours",
                    "publisher": "Nobody",
                    "urls": ["https://example.org/story"],
                    "license": "https://creativecommons.org/licenses/by/4.0/",
                    "mapper": "report",
                    "files": [
                        {"path": "raw/story.txt", "sha256": document.sha256, "committed": False}
                    ],
                }
                | described
            )
            + "date_read: 2026-11-22\n",
            encoding="utf-8",
        )
        write_lines(
            lines_of(document, Extraction(mentions, claims)), self.folder / "extracted.jsonl"
        )

    def review(self, *arguments: str) -> Result:
        """Run ``urbsol review`` on the story in this process."""
        environment = {k: v for k, v in self.miniature.environment.items() if k[:7] == "URBSOL_"}
        return CliRunner().invoke(review, [self.stem, *arguments], env=environment)

    def rows(self) -> list[dict[str, str]]:
        with self.sheet.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def decide(self, **decisions: dict[str, str]) -> None:
        """Fill in decisions by predicate; ``rows`` of the sheet keep their order."""
        rows = self.rows()
        for row in rows:
            kind = row["predicate"].partition(":")[0]
            if kind in decisions:
                row.update({"reviewer": "USG", "reviewed": "2026-11-22"})
                row.update(decisions[kind])
        self.save(rows)

    def save(self, rows: list[dict[str, str]]) -> None:
        self.sheet.write_text(
            canonical.table(COLUMNS, [[row.get(n, "") for n in COLUMNS] for row in rows]),
            encoding="utf-8",
            newline="",
        )

    def register(self) -> None:
        add_keys(self.miniature.settings)

    def build(self, jobs: int = 1) -> BuildOutcome:
        return build(BuildRequest(self.miniature.settings, jobs=jobs), Progress())

    def quads(self) -> list[Quad]:
        path = self.miniature.settings.releases / "current" / "dumps" / "urban-solidarity.nq"
        return list(parse(path.read_bytes(), RdfFormat.N_QUADS))


def claims_in(text: str, base: str) -> tuple[Claim, ...]:
    """Return the claims of the story wherever its sentences stand in a text."""
    found = []
    for sentence, (predicate, subject, object_, when) in zip(SENTENCES, SAID, strict=True):
        start = text.find(sentence)
        if start < 0:
            continue
        first, second = (f"{base}id/{part}" if "/" in part else part for part in (subject, object_))
        name = sentence.split()[0]
        evidence = Mention("CITY", start, start + len(name), name, link=first, method="test")
        found.append(
            Claim(
                claim_key(predicate, first, second, when, sentence),
                predicate,
                first,
                second,
                "GOVERNMENT",
                "ORG",
                (evidence,),
                start,
                start + len(sentence),
                when or None,
                "en",
                "pattern:test",
                0.9,
                Locator(page=3),
                (("role", "mayor"),) if predicate == "office" else (),
            )
        )
    return tuple(found)


@pytest.fixture(scope="session")
def harbours(tmp_path_factory: pytest.TempPathFactory, built_miniature) -> Miniature:
    """A project that knows the things the story speaks of; copy it."""
    folder = tmp_path_factory.mktemp("harbours")
    made = built_miniature.copied(folder)
    path = folder / "harbours.md"
    write(StructuredReport(Entry("report", HEAD), THINGS), path)
    save(Loader(made.settings).load(path, Wishes()), made.settings)
    story = Story(made)
    story.write(TEXT, claims_in(TEXT, made.settings.base))
    story.register()
    return made


@pytest.fixture
def story(harbours, tmp_path) -> Story:
    """The story in a project of its own; none of its claims is decided."""
    return Story(harbours.copied(tmp_path))


@pytest.fixture
def sheet(story) -> Story:
    """The story with its review sheet written."""
    assert story.review().exit_code == 0
    return story


@pytest.fixture(scope="session")
def telling() -> Callable[..., tuple[Claim, ...]]:
    return claims_in


@pytest.fixture(scope="session")
def sentences() -> tuple[str, ...]:
    return SENTENCES
