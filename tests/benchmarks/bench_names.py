"""How fast names are found: suggestions and reconciliation over made-up things.

    python -m tests.benchmarks.bench_names [50000]

Prints the time of suggestions while a name is typed, letter by letter, and how many names a second
are reconciled, right ones and misspelt ones. Times are those of computing: what else the machine
does meanwhile does not count.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from endpoint.site.reconcile.asked import Query
from endpoint.site.reconcile.matching import Matcher
from endpoint.site.search.index import opened
from endpoint.site.search.searching import search
from loaders.release.searchable.index import write_index

BASE = "https://w3id.org/urban-solidarity/"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
OTHER = "<http://www.w3.org/2004/02/skos/core#altLabel>"
BEGINNINGS = (
    "al", "ber", "bor", "cal", "cor", "dan", "del", "fer", "gran", "har", "kal", "kar", "lan",
    "lim", "mar", "mon", "nor", "ost", "pal", "per", "ro", "san", "sel", "tar", "ul", "val",
    "ver", "wal", "zan",
)  # fmt: skip
MIDDLES = ["a", "e", "i", "o", "u", "an", "en", "in", "on", "un", "ar", "er", "or", "is", "el"]
ENDINGS = (
    "burg", "dorf", "ville", "mo", "no", "na", "ia", "ford", "ton", "stadt", "heim", "zano",
    "grad", "sk", "polis", "ona", "eria",
)  # fmt: skip
KINDS = ("city", "city", "government", "organisation", "publication", "practice")
SUGGESTED, RESOLVED = 200, 300


def made_up(count: int) -> list[str]:
    """Return names of one to three words, some of them alike."""
    chance = random.Random(7)

    def word() -> str:
        parts = [chance.choice(BEGINNINGS), *chance.choices(MIDDLES, k=chance.randint(1, 2)),
                 chance.choice("bdfglmnprstvz"), chance.choice(ENDINGS)]  # fmt: skip
        return "".join(parts).capitalize()

    return [" ".join(word() for _ in range(chance.choice((1, 1, 2, 3)))) for _ in range(count)]


def lines(names: list[str]) -> Iterator[bytes]:
    """Yield sorted statements: a label and an other name of each thing."""
    found = []
    for number, name in enumerate(names):
        kind = KINDS[number % len(KINDS)]
        iri = f"<{BASE}id/{kind}/t{number:06}>"
        graph = f"<{BASE}graph/t/a>"
        found.append(f'{iri} {LABEL} "{name}" {graph} .\n'.encode())
        found.append(f'{iri} {OTHER} "{name[::-1].title()}"@it {graph} .\n'.encode())
    yield from sorted(found)


def misspelt(name: str) -> str:
    """Return a name with two letters in its middle swapped."""
    middle = len(name) // 2
    return name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]


def twice_misspelt(name: str) -> str:
    """Return a name without its second letter and with another one in its middle."""
    middle = len(name) // 2
    return name[:1] + name[2:middle] + "q" + name[middle + 1 :]


def hostile(names: list[str]) -> list[str]:
    """Return texts of eight long words, each of them misspelt twice."""
    longest = sorted({word for name in names for word in name.split()}, key=len)[-len(names) // 8 :]
    chance = random.Random(9)
    return [
        " ".join(twice_misspelt(word) for word in chance.sample(longest, 8)) for _ in names[:100]
    ]


def percentile(times: list[float], share: float) -> float:
    """Return a percentile of seconds, in milliseconds."""
    return 1000 * sorted(times)[min(int(share * len(times)), len(times) - 1)]


def suggestions(folder: Path, names: list[str]) -> list[float]:
    """Return the seconds of each suggestion while names are typed."""
    times = []
    for name in names[:SUGGESTED]:
        for end in range(1, min(len(name), 12) + 1):
            began = time.process_time()
            search(folder, name[:end], "", 10)
            times.append(time.process_time() - began)
    return times


def resolved(folder: Path, texts: list[str], names: list[str]) -> tuple[float, float]:
    """Return names a second, and the share of those found under their name."""
    with opened(folder) as index:
        assert index is not None
        matcher, right = Matcher(index), 0
        began = time.process_time()
        for text, name in zip(texts, names, strict=True):
            found = matcher.candidates(Query(text, limit=3))
            right += bool(found) and any(one.thing.label == name for one in found)
        return len(texts) / (time.process_time() - began), right / len(texts)


def main() -> None:
    """Write an index of made-up things and measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    names = made_up(count)
    with TemporaryDirectory() as folder:
        path = Path(folder)
        began = time.process_time()
        written = write_index(path / "search.sqlite", lines(names), BASE)
        size = (path / "search.sqlite").stat().st_size / 1e6
        print(f"index   {count} things, {written} names: {time.process_time() - began:.1f} s, "
              f"{size:.0f} MB")  # fmt: skip
        sample = random.Random(8).sample(names, RESOLVED)
        times = suggestions(path, sample)
        shares = (0.5, 0.95, 0.99)
        told = ", ".join(f"p{100 * one:.0f} {percentile(times, one):.1f} ms" for one in shares)
        print(f"suggest {len(times)} texts: {told}", flush=True)
        kinds = (
            ("right", sample),
            ("misspelt", [misspelt(one) for one in sample]),
            ("misspelt twice", [twice_misspelt(one) for one in sample]),
            ("hostile", hostile(names)),
        )
        for title, texts in kinds:
            rate, share = resolved(path, texts, sample[: len(texts)])
            print(f"resolve {title}: {rate:.0f} names a second, {100 * share:.1f} % found")


if __name__ == "__main__":
    main()
