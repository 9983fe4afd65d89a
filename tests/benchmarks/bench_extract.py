"""Measures extraction: start-up, megabytes of plain text a second on one core, and memory.

python -m tests.benchmarks.bench_extract [MEGABYTES]  # 2 unless given; or --profile
"""

from __future__ import annotations

import cProfile
import pstats
import random
import resource
import sys
import time
from collections.abc import Iterator

from loaders.evaluation.plain import plain_document
from loaders.extract.knowledge.resources import load_resources
from loaders.extract.recognise.pipeline import extract
from loaders.settings import Settings

CITIES = {
    "en": "Palermo Barcelona Zurich Athens Potsdam Ghent Bristol Warsaw Munich Zwickau Wels",
    "de": "Palermo Zürich Athen Potsdam Freiburg Mailand Köln Danzig Essen Zwickau Wels Leipzig",
    "fr": "Palerme Grenoble Strasbourg Athènes Cologne Anvers Gand Lens Nice Montreuil Tours Lyon",
    "it": "Palermo Bologna Atene Colonia Lione Zurigo Como Riace Modena Pescara Milano Lodi",
    "es": "Palermo Barcelona Zaragoza Atenas Colonia Múnich Cádiz León Vigo Getxo Valencia Málaga",
    "el": "Αθήνα Θεσσαλονίκη Βαρκελώνη Πάτρα Λάρισα Βερολίνο Ρώμη Βιέννη Χανιά Παλέρμο",
    "pl": "Kraków Gdańsk Warszawa Wrocław Poznań Lublin Monachium Londyn Ateny Łódź Palermo",
    "nl": "Utrecht Amsterdam Gent Antwerpen Groningen Leiden Keulen Londen Athene Breda Tilburg",
}
STATED = {
    "en": (
        "{a} joined the International Alliance of Safe Harbours in {y}.",
        "{p}, mayor of {a}, signed the Palermo Charter on 3 May {y} together with {b} and {c}.",
        "In {a} the Harbour Lights Foundation opened 120 places for refugees (Keller {y}: 12).",
    ),
    "de": (
        "{a} ist dem Bündnis Städte Sicherer Häfen im Juni {y} beigetreten.",
        "Oberbürgermeisterin {p} aus {a} hat mit {b} die Potsdamer Erklärung unterzeichnet.",
        "In {a} betreibt der Verein Offene Tür e.V. seit {y} eine Beratungsstelle für 80 Menschen.",
    ),
    "fr": (
        "{a} a rejoint l'ANVITA en {y}, comme {b} et {c}.",
        "{p}, maire de {a}, a signé la Charte de Palerme le 3 mai {y}.",
        "À {a}, l'association Toits Partagés accueille plus de 200 personnes depuis {y}.",
    ),
    "it": (
        "{a} ha aderito alla Rete dei Comuni Solidali nel {y}.",
        "{p}, sindaco di {a}, ha firmato la Carta di Palermo il 3 maggio {y} con {b}.",
        "A {a} la Fondazione Porto Aperto gestisce 60 posti per richiedenti asilo.",
    ),
    "es": (
        "{a} se sumó a la Red de Ciudades Refugio en {y}.",
        "{p}, alcaldesa de {a}, firmó la Carta de Palermo el 3 de mayo de {y}.",
        "En {a} la Fundación Puertas Abiertas atiende a más de 300 personas desde {y}.",
    ),
    "el": (
        "Η {a} συμμετέχει στο Δίκτυο Πόλεων για την Ένταξη από το {y}.",
        "Ο δήμαρχος {p} υπέγραψε τη διακήρυξη στις 3 Μαΐου {y} στην {a}.",
        "Στην {a} η ΜΚΟ Ανοιχτή Πόρτα φιλοξενεί 120 άτομα.",
    ),
    "pl": (
        "{a} przystąpił do sieci Eurocities w {y} roku.",
        "{p}, prezydent miasta {a}, podpisał Kartę z Palermo 3 maja {y} r.",
        "Fundacja Otwarte Drzwi prowadzi w mieście {a} świetlicę dla 40 dzieci.",
    ),
    "nl": (
        "{a} sloot zich in {y} aan bij het netwerk Eurocities.",
        "{p}, burgemeester van {a}, ondertekende op 3 mei {y} de verklaring.",
        "In {a} helpt de Stichting Open Haven sinds {y} ruim 90 mensen.",
    ),
}
TOLD = {
    "en": (
        "Residents without papers often avoid offices because they fear that staff will report "
        "them.",
        "The plan was discussed for months, and many neighbours came to the meetings in the "
        "town hall.",
        "Nobody expected that the first winter would show so clearly how few rooms there were.",
    ),
    "de": (
        "Viele Menschen ohne Papiere meiden Ämter, weil sie fürchten, dass man sie meldet.",
        "Über den Plan wurde monatelang gestritten, und zu den Versammlungen kamen viele Nachbarn.",
        "Im ersten Winter zeigte sich deutlich, wie wenige Zimmer es tatsächlich gab.",
    ),
    "fr": (
        "Beaucoup de personnes sans papiers évitent les guichets parce qu'elles craignent "
        "d'être signalées.",
        "Le projet a été discuté pendant des mois et les voisins sont venus nombreux aux réunions.",
        "Le premier hiver a montré combien les chambres étaient rares dans toute la région.",
    ),
    "it": (
        "Molte persone senza documenti evitano gli uffici perché temono di essere segnalate.",
        "Del progetto si è discusso per mesi e alle assemblee sono venuti molti vicini di casa.",
        "Il primo inverno ha mostrato quanto poche fossero le stanze disponibili nel quartiere.",
    ),
    "es": (
        "Muchas personas sin papeles evitan las oficinas porque temen que alguien las denuncie.",
        "El plan se discutió durante meses y a las asambleas acudieron muchos vecinos del barrio.",
        "El primer invierno mostró con claridad qué pocas habitaciones había en realidad.",
    ),
    "el": (
        "Πολλοί άνθρωποι χωρίς χαρτιά αποφεύγουν τις υπηρεσίες γιατί φοβούνται ότι θα τους "
        "καταγγείλουν.",
        "Το σχέδιο συζητήθηκε για μήνες και πολλοί γείτονες ήρθαν στις συναντήσεις της γειτονιάς.",
        "Ο πρώτος χειμώνας έδειξε καθαρά πόσο λίγα δωμάτια υπήρχαν στην πραγματικότητα.",
    ),
    "pl": (
        "Wiele osób bez dokumentów unika urzędów, ponieważ boi się, że ktoś je zgłosi.",
        "O planie dyskutowano miesiącami, a na zebrania przychodziło wielu sąsiadów z dzielnicy.",
        "Pierwsza zima pokazała wyraźnie, jak niewiele było w rzeczywistości wolnych pokoi.",
    ),
    "nl": (
        "Veel mensen zonder papieren mijden loketten omdat ze bang zijn dat iemand hen aangeeft.",
        "Over het plan werd maandenlang gepraat en veel buren kwamen naar de bijeenkomsten.",
        "De eerste winter liet duidelijk zien hoe weinig kamers er in werkelijkheid waren.",
    ),
}
PERSONS = (
    "Ada Colau",
    "Carmela Esposito",
    "Paweł Nowak",
    "Γιώργος Παπαδάκης",
    "Miriam Adeyemi",
    "Jonas Keller",
    "Fatima El Amrani",
    "Anita van der Meer",
)


def report(number: int, size: int) -> str:
    """Return a synthetic report of about so many characters in one of the eight languages."""
    chance = random.Random(number)
    language = sorted(CITIES)[number % len(CITIES)]
    cities = CITIES[language].split()
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < size:
        sentences = [
            chance.choice(STATED[language]).format(
                a=chance.choice(cities),
                b=chance.choice(cities),
                c=chance.choice(cities),
                p=chance.choice(PERSONS),
                y=chance.randint(1995, 2024),
            )
            if chance.random() < 0.3
            else chance.choice(TOLD[language])
            for _ in range(7)
        ]
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)


def reports(size: int, each: int = 30_000) -> Iterator[str]:
    """Yield reports of together so many characters."""
    for number in range(max(1, size // each)):
        yield report(number, each)


def main() -> None:
    """Print start-up time, speed by language and memory."""
    arguments = [word for word in sys.argv[1:] if not word.startswith("-")]
    size = int(float(arguments[0]) * 1_000_000) if arguments else 2_000_000
    begun = time.process_time()
    resources = load_resources(Settings.from_environment())
    print(f"start-up {time.process_time() - begun:.2f} s, {memory():.0f} MB")
    texts = list(reports(size))
    documents = [plain_document(text) for text in texts]
    extract(documents[0], resources)
    spent: dict[str, list[float]] = {}
    found = 0
    profile = cProfile.Profile() if "--profile" in sys.argv else None
    for document in documents:
        begun = time.process_time()
        if profile:
            profile.enable()
        found += len(extract(document, resources).mentions)
        if profile:
            profile.disable()
        language = spent.setdefault(document.language or "und", [0.0, 0.0])
        language[0] += len(document.text.encode())
        language[1] += time.process_time() - begun
    for name, (amount, seconds) in sorted(spent.items()):
        print(f"{name}: {amount / 1e6:.2f} MB, {amount / 1e6 / seconds:.2f} MB/s")
    amount, seconds = (sum(values) for values in zip(*spent.values(), strict=True))
    print(f"all: {amount / 1e6:.2f} MB, {amount / 1e6 / seconds:.2f} MB/s, {found} mentions")
    print(f"memory {memory():.0f} MB")
    if profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)


def memory() -> float:
    """Return the most memory this process held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
