"""Writes a project with many narrative reports in eight languages, always the same for a number.

    python -m tests.benchmarks.reports 10000 FOLDER

The sentences are our own; the names in them are those of the registry. One source a language holds
the reports, beside all sources of the shipped data.
"""

from __future__ import annotations

import csv
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from loaders.curation import canonical

ROOT = Path(__file__).resolve().parent.parent.parent
PARAGRAPHS = 2  # each of a sentence of every kind: a report is a page
# Sentences by language: {c} {d} cities, {n} network, {k} charter, {y} year, {q} number, {p} person.
SENTENCES = {
    "en": (
        "The city of {c} joined {n} in {y}.",
        "{c} and {d} signed the {k} in {y}.",
        "{p}, the mayor of {c}, opened a desk that answers questions in {q} languages.",
        "Since {y} about {q} people have found a bed in the old school beside the harbour of {d}.",
        "In spring the council asked the volunteers what was missing, and wrote down every answer.",
        "More than {q} municipalities sent somebody to listen, and most of them came back.",
    ),
    "de": (
        "Die Stadt {c} trat {y} dem Netzwerk {n} bei.",
        "{c} und {d} unterzeichneten {y} die {k}.",
        "{p}, Bürgermeisterin von {c}, eröffnete eine Anlaufstelle für {q} Sprachen.",
        "Seit {y} haben rund {q} Menschen in der alten Schule am Hafen von {d} ein Bett gefunden.",
        "Im Frühjahr fragte der Rat die Freiwilligen, was fehlt, und schrieb jede Antwort auf.",
        "Mehr als {q} Gemeinden schickten jemanden zum Zuhören, und die meisten kamen wieder.",
    ),
    "fr": (
        "La ville de {c} a rejoint {n} en {y}.",
        "{c} et {d} ont signé la {k} en {y}.",
        "{p}, maire de {c}, a ouvert un guichet qui répond en {q} langues.",
        "Depuis {y}, environ {q} personnes ont trouvé un lit dans l'ancienne école de {d}.",
        "Au printemps, le conseil a demandé aux bénévoles ce qui manquait et a tout noté.",
        "Plus de {q} communes ont envoyé quelqu'un pour écouter, et la plupart sont revenues.",
    ),
    "it": (
        "La città di {c} ha aderito a {n} nel {y}.",
        "{c} e {d} hanno firmato la {k} nel {y}.",
        "{p}, sindaco di {c}, ha aperto uno sportello che risponde in {q} lingue.",
        "Dal {y} circa {q} persone hanno trovato un letto nella vecchia scuola di {d}.",
        "In primavera il consiglio ha chiesto ai volontari che cosa mancava e ha scritto tutto.",
        "Più di {q} comuni hanno mandato qualcuno ad ascoltare, e quasi tutti sono tornati.",
    ),
    "es": (
        "La ciudad de {c} se unió a {n} en {y}.",
        "{c} y {d} firmaron la {k} en {y}.",
        "{p}, alcaldesa de {c}, abrió una oficina que responde en {q} idiomas.",
        "Desde {y} unas {q} personas han encontrado una cama en la vieja escuela de {d}.",
        "En primavera el consejo preguntó a los voluntarios qué faltaba y lo apuntó todo.",
        "Más de {q} municipios enviaron a alguien a escuchar, y la mayoría volvió.",
    ),
    "el": (
        "Ο δήμος {c} εντάχθηκε στο δίκτυο {n} το {y}.",
        "Οι πόλεις {c} και {d} υπέγραψαν το {k} το {y}.",
        "Ο δήμαρχος {p} άνοιξε στην πόλη {c} ένα γραφείο που απαντά σε {q} γλώσσες.",
        "Από το {y} περίπου {q} άνθρωποι βρήκαν κρεβάτι στο παλιό σχολείο της πόλης {d}.",
        "Την άνοιξη το συμβούλιο ρώτησε τους εθελοντές τι λείπει και τα έγραψε όλα.",
        "Περισσότεροι από {q} δήμοι έστειλαν κάποιον να ακούσει, και οι πιο πολλοί γύρισαν.",
    ),
    "pl": (
        "Miasto {c} przystąpiło do sieci {n} w {y} roku.",
        "Miasta {c} i {d} podpisały {k} w {y} roku.",
        "{p}, prezydent miasta {c}, otworzyła biuro, które odpowiada w {q} językach.",
        "Od {y} roku około {q} osób znalazło łóżko w starej szkole w mieście {d}.",
        "Wiosną rada zapytała wolontariuszy, czego brakuje, i wszystko zapisała.",
        "Ponad {q} gmin przysłało kogoś, żeby słuchał, i większość wróciła.",
    ),
    "nl": (
        "De stad {c} trad in {y} toe tot {n}.",
        "{c} en {d} ondertekenden in {y} het {k}.",
        "{p}, burgemeester van {c}, opende een loket dat in {q} talen antwoord geeft.",
        "Sinds {y} hebben ongeveer {q} mensen een bed gevonden in de oude school van {d}.",
        "In het voorjaar vroeg de raad de vrijwilligers wat er ontbrak en schreef alles op.",
        "Meer dan {q} gemeenten stuurden iemand om te luisteren, en de meeste kwamen terug.",
    ),
}
FILLER = (
    "Nobody counted the cups of tea.", "Die Tür stand den ganzen Tag offen.",
    "On a parlé jusqu'au soir.", "Il cortile era pieno di biciclette.",
    "La reunión terminó con una canción.", "Το παράθυρο έμεινε ανοιχτό.",
    "Na stole leżały mapy.", "Het regende, maar niemand ging weg.",
)  # fmt: skip
Row = dict[str, str]


@dataclass(frozen=True)
class Names:
    """The names reports speak of."""

    cities: list[str]
    networks: list[str]
    charters: list[str]
    persons: list[str]

    @classmethod
    def load(cls, registry: Path) -> Names:
        """Read the labels of the registry."""
        labels = (
            [row["label"].partition(" (")[0] for row in read(registry / f"{kind}.csv")
             if not row["replaced_by"] and not row["withdrawn"]]
            for kind in ("city", "network", "charter", "person")
        )  # fmt: skip
        return cls(*labels)


def text(language: str, number: int, names: Names) -> str:
    """Return a report: a title and paragraphs, the same for the same language and number."""
    chance = random.Random(f"{language} {number}")
    filler = FILLER[list(SENTENCES).index(language)]
    title = f"{chance.choice(names.cities)} {1900 + number}"
    body = []
    for _ in range(PARAGRAPHS):
        said = [
            sentence.format(
                c=chance.choice(names.cities), d=chance.choice(names.cities),
                n=chance.choice(names.networks), k=chance.choice(names.charters),
                p=chance.choice(names.persons), y=chance.randrange(1990, 2026),
                q=chance.randrange(12, 900),
            )
            for sentence in chance.sample(SENTENCES[language], len(SENTENCES[language]))
        ]  # fmt: skip
        body.append(" ".join([*said, filler]))
    return "\n\n".join([f"# {title}", *body]) + "\n"


def generate(count: int, target: Path) -> None:
    """Write the project into a folder that is not there yet."""
    data = target / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("README.md"))
    for name in ("ontology", "shapes", "queries"):
        shutil.copytree(ROOT / name, target / name)
    names = Names.load(data / "registry")
    keys = []
    for place, language in enumerate(SENTENCES):
        numbers = range(place, count, len(SENTENCES))
        if numbers:
            keys += write_source(data / "sources" / f"reports-{language}", language, numbers, names)
    register(data / "registry" / "publication.csv", keys)


def write_source(folder: Path, language: str, numbers: range, names: Names) -> list[str]:
    """Write a source with reports of one language; return the keys of its publications."""
    (folder / "raw").mkdir(parents=True)
    files = []
    for number in numbers:
        path = folder / "raw" / f"r{number:05d}.md"
        path.write_text(text(language, number, names), encoding="utf-8")
        files.append({"path": f"raw/{path.name}", "sha256": canonical.checksum(path)})
    about = {
        "title": f"Synthetic reports in {language}",
        "publisher": "Nobody",
        "urls": ["https://example.org/"],
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "mapper": "report",
        "files": files,
    }
    described = yaml.safe_dump(about, sort_keys=False) + "date_read: 2026-11-22\n"
    (folder / "source.yml").write_text(described, encoding="utf-8")
    return [f"{folder.name}-r{number:05d}" for number in numbers]


def register(path: Path, keys: list[str]) -> None:
    """Add publications to the registry."""
    rows = list(read(path))
    columns = list(rows[0])
    rows += [dict.fromkeys(columns, "") | {"key": key, "label": key, "since": "2026-11-22"}
             for key in keys]  # fmt: skip
    table = canonical.table(columns, sorted(list(row.values()) for row in rows))
    path.write_text(table, encoding="utf-8", newline="")


def read(path: Path) -> Iterator[Row]:
    """Yield the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))
