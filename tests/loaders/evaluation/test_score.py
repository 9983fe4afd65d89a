"""Spans and claims are compared as the annotation asks."""

import pytest

from loaders.evaluation.gold import Annotated, GoldClaim, Span
from loaders.evaluation.score import Scores, alike, band, joint_share, same_link, score_text
from loaders.extract.model import Claim, Extraction, Mention

TEXT = "Palermo and Bergamo joined, says the European Commission."


def mention(type_: str, words: str, link: str | None = None) -> Mention:
    start = TEXT.index(words)
    return Mention(type_, start, start + len(words), words, link)  # type: ignore[arg-type]


def span(type_: str, words: str, link: str = "") -> Span:
    start = TEXT.index(words)
    return Span(type_, start, start + len(words), link)


def judge(spans: list[Span], mentions: list[Mention], types: tuple[str, ...] = ("CITY",)) -> Scores:
    scores = Scores()
    score_text(Annotated("t", TEXT, tuple(spans), "en"), Extraction(tuple(mentions)), types, scores)
    return scores


def test_half_of_the_joint_length_is_enough() -> None:
    assert joint_share(Span("CITY", 0, 4), Span("CITY", 0, 8)) == 0.5
    assert (
        judge(
            [span("ORG", "European Commission")],
            [mention("ORG", "the European Commission")],
            ("ORG",),
        )
        .types["ORG"]
        .f1
        == 1
    )
    assert (
        judge([span("ORG", "European Commission")], [mention("ORG", "European")], ("ORG",))
        .types["ORG"]
        .found
        == 0
    )


def test_precision_recall_and_links_are_counted() -> None:
    base = "https://x.example/id/city/"
    tally = judge(
        [span("CITY", "Palermo", "city/palermo"), span("CITY", "Bergamo", "city/bergamo")],
        [mention("CITY", "Palermo", f"{base}palermo"), mention("CITY", "joined")],
    ).types["CITY"]
    assert (tally.precision, tally.recall, tally.f1) == (0.5, 0.5, 0.5)
    assert tally.link_accuracy == 1


def test_ignored_spans_count_neither_way() -> None:
    tally = judge(
        [span("IGNORE", "European Commission")], [mention("ORG", "Commission")], ("ORG",)
    ).types["ORG"]
    assert (tally.gold, tally.predicted) == (0, 0)


@pytest.mark.parametrize(
    ("wanted", "link", "number", "same"),
    [
        ("city/palermo", "https://x.example/id/city/palermo", None, True),
        ("palermo", "https://x.example/id/government/palermo", None, True),
        ("city/palermo", "https://x.example/id/government/palermo", None, False),
        ("gn42", None, "42", True),
        ("-", None, None, True),
        ("city/palermo", None, "42", False),
    ],
)
def test_links_are_compared_by_kind_and_key(
    wanted: str, link: str | None, number: str | None, same: bool
) -> None:
    assert same_link(wanted, link, number) is same


def test_only_annotated_predicates_are_judged() -> None:
    def claim(predicate: str) -> Claim:
        return Claim(
            "k",
            predicate,
            "https://x.example/id/government/palermo",
            "Eurocities",
            "CITY",
            "ORG",
            (),
            0,
            9,
        )

    gold = Annotated("t", TEXT, (), "en", "", (GoldClaim("membership", "palermo", "eurocities"),))
    scores = Scores(predicates=frozenset({"membership"}))
    score_text(gold, Extraction(claims=(claim("membership"), claim("office"))), (), scores)
    assert set(scores.claims) == {"membership"}
    assert scores.claims["membership"].f1 == 1


@pytest.mark.parametrize(("wanted", "found"), [("Bergamo", 1), ("bergamo", 1), ("Palermo", 0)])
def test_a_name_of_the_annotation_may_have_been_registered_since(wanted: str, found: int) -> None:
    link = "https://w3id.org/urban-solidarity/id/person/of-bergamo"
    said = mention("PERSON", "Bergamo", link)
    claim = Claim("k", "office", link, "body", "PERSON", "ORG", (said,), 0, 10)
    gold = Annotated("t", TEXT, (), "en", claims=(GoldClaim("office", wanted, "body"),))
    scores = Scores(predicates=frozenset({"office"}))
    score_text(gold, Extraction(claims=(claim,)), (), scores)
    assert scores.claims["office"].found == found


def test_words_may_differ_by_an_article_but_not_by_half() -> None:
    assert alike("Plan Einstein", "the Plan Einstein")
    assert alike("de sluiting van de nachtopvang", "sluiting van de nachtopvang")
    assert not alike("Safe", "Safe Harbour Summit of Mayors")
    assert not alike("x", "ax")


def test_claims_are_counted_by_language_and_by_confidence() -> None:
    said = Claim("k", "offer", "https://x.example/id/government/palermo", "20", "CITY", "FIGURE",
                 (), 0, 9, confidence=0.85)  # fmt: skip
    gold = Annotated("t", TEXT, (), "en", claims=(GoldClaim("offer", "palermo", "20"),))
    scores = Scores(predicates=frozenset({"offer"}))
    score_text(gold, Extraction(claims=(said, said)), (), scores)
    assert scores.claim_languages["offer", "en"].found == 1
    assert scores.sureness[band(0.85)].predicted == 2
    assert scores.all_claims().precision == 0.5


@pytest.mark.parametrize(("wanted", "found"), [("2021-09", 1), ("2021", 0), ("2022", 0), ("", 1)])
def test_the_start_of_an_interval_is_date_enough(wanted: str, found: int) -> None:
    said = Claim("k", "office", "Ada", "body", "PERSON", "ORG", (), 0, 10, date="2021-09/2022")
    gold = Annotated("t", TEXT, (), "en", claims=(GoldClaim("office", "Ada", "body", wanted),))
    scores = Scores(predicates=frozenset({"office"}))
    score_text(gold, Extraction(claims=(said,)), (), scores)
    assert scores.claims["office"].found == found
