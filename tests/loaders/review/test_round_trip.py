"""Decisions go out as a sheet, come back, become statements, and survive another reading."""

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.curation import canonical
from loaders.review.sheet import COLUMNS
from loaders.vocabulary import DCTERMS, OA, ORG, PROV, RDF, RDFS, SKOS, urb

ACCEPTED = {"decision": "accepted"}
ALL = dict.fromkeys(("signature", "adoption", "founding", "office"), ACCEPTED)
REJECTED = {"decision": "rejected", "reason": "they are not a network"}


def graph_of(story, row) -> str:
    return f"{story.miniature.settings.base}graph/{story.stem}/claim-{row['claim'][-16:]}"


def triples(quads, graph):
    return {(q.subject, q.predicate, q.object) for q in quads if q.graph_name.value == graph}


def thing(story, path) -> NamedNode:
    return NamedNode(f"{story.miniature.settings.base}id/{path}")


def test_the_sheet_has_a_row_for_each_claim_and_no_sentence(sheet, sentences) -> None:
    rows = sheet.rows()
    assert tuple(rows[0]) == COLUMNS
    assert [row["predicate"] for row in rows] == [
        "membership", "signature", "adoption", "founding", "office: mayor", "membership",
    ]  # fmt: skip
    first, last = rows[0], rows[-1]
    assert first["claim"].startswith("harbour-story--")
    assert (first["subject"], first["object"]) == ("City of Palermo", "Harbour Network")
    assert first["subject_iri"].endswith("/id/government/palermo")
    assert first["date"] == "2018"
    assert first["evidence"] == f"page 3, characters 0–{len(sentences[0])}"
    assert first["confidence"] == "0.90"
    assert (last["object"], last["object_iri"]) == ("Friends of the Quay", "")
    text = sheet.sheet.read_text(encoding="utf-8")
    assert not [sentence for sentence in sentences if sentence in text]
    assert "joined" not in text


def test_an_undecided_sheet_is_written_the_same_again(sheet) -> None:
    before = sheet.sheet.read_bytes()
    done = sheet.review()
    assert (done.exit_code, sheet.sheet.read_bytes()) == (0, before)
    assert "6 claims (6 unreviewed)" in done.output
    assert "as it was" in done.output


def test_check_writes_nothing(story) -> None:
    done = story.review("--check")
    assert done.exit_code == 0
    assert "would change" in done.output
    assert not story.sheet.exists()


def test_accepted_claims_become_statements(sheet) -> None:
    sheet.decide(**ALL)
    rows = sheet.rows()
    rows[0] |= ACCEPTED | {"reviewer": "0000-0002-1825-0097", "reviewed": "2026-11-22"}
    rows[5] |= REJECTED | {"reviewer": "USG", "reviewed": "2026-11-22"}
    sheet.save(rows)
    done = sheet.review()
    assert done.exit_code == 0, done.exception
    assert "membership/harbour-network--palermo" in done.output
    sheet.register()
    assert "not registered" not in sheet.review().output
    outcome = sheet.build()
    quads, own = sheet.quads(), urb(sheet.miniature.settings.base)
    node = thing(sheet, "membership/harbour-network--palermo")
    said = triples(quads, graph_of(sheet, rows[0]))
    assert (node, ORG.member, thing(sheet, "government/palermo")) in said
    assert (node, ORG.organization, thing(sheet, "network/harbour-network")) in said
    assert (node, RDFS.label, Literal("Palermo: Harbour Network", language="en")) in said
    assert (node, own.latestStart) in {(s, p) for s, p, _ in said}
    signature = thing(sheet, "signature/harbour-charter--lyon")
    signed = (signature, own.signatory, thing(sheet, "government/lyon"))
    assert signed in triples(quads, graph_of(sheet, rows[1]))
    adopted = (thing(sheet, "practice/harbour-card"), own.actor, thing(sheet, "government/palermo"))
    assert adopted in triples(quads, graph_of(sheet, rows[2]))
    network = thing(sheet, "network/harbour-network")
    founded = triples(quads, graph_of(sheet, rows[3]))
    assert (network, own.founder, thing(sheet, "organisation/open-harbour")) in founded
    tenure = triples(quads, graph_of(sheet, rows[4]))
    assert any(p == own.holder and o == thing(sheet, "person/ada-lovelace") for _, p, o in tenure)
    assert outcome.manifest.classes[own.Membership.value] == 1
    check_provenance(sheet, quads, rows[0])
    check_rejected(sheet, quads, rows[5])


def check_provenance(sheet, quads, row) -> None:
    """The catalogue names who, when and from what; the evidence stands in the record."""
    own, graph = urb(sheet.miniature.settings.base), graph_of(sheet, row)
    catalogue = f"{sheet.miniature.settings.base}graph/catalogue"
    about = {(p, o) for s, p, o in triples(quads, catalogue) if s == NamedNode(graph)}
    claim = thing(sheet, f"claim/{row['claim']}")
    assert (PROV.wasAttributedTo, NamedNode("https://orcid.org/0000-0002-1825-0097")) in about
    assert any(p == own.dateReviewed and o.value == "2026-11-22" for p, o in about)
    assert (PROV.wasDerivedFrom, claim) in about
    assert (DCTERMS.source, thing(sheet, "publication/harbour-story")) in about
    assert (own.evidence, thing(sheet, "evidence/verified")) in about
    said = triples(quads, graph)
    assert (claim, own.claimStatus, thing(sheet, "claim-status/accepted")) in said
    mentions = {s for s, p, o in said if (p, o) == (own.evidenceFor, claim)}
    assert mentions
    assert any(p == OA.exact and o.value == "In" for _, p, o in said)


def check_rejected(sheet, quads, row) -> None:
    """A rejected claim is stated nowhere, and stays outside the default graph with the reason."""
    own = urb(sheet.miniature.settings.base)
    claim = thing(sheet, f"claim/{row['claim']}")
    graphs = {q.graph_name.value.rsplit("/", 1)[-1] for q in quads if q.subject == claim}
    assert graphs == {"claims"}
    said = {(q.predicate, q.object) for q in quads if q.subject == claim}
    assert (own.claimStatus, thing(sheet, "claim-status/rejected")) in said
    base = sheet.miniature.settings.base
    agent = NamedNode(f"{base}dataset#reviewer-usg")
    assert (PROV.wasAttributedTo, agent) in said
    (label,) = (q for q in quads if q.subject == agent and q.predicate == RDFS.label)
    assert (label.object, label.graph_name) == (Literal("USG"), NamedNode(f"{base}graph/catalogue"))
    assert (SKOS.note, Literal("they are not a network")) in said


def test_a_correction_is_stated_and_what_was_read_stays_with_the_claim(sheet) -> None:
    rows = sheet.rows()
    rows[5] |= {
        "decision": "corrected", "reviewer": "USG", "reviewed": "2026-11-22", "reason": "nickname",
        "corrected_object": "network/harbour-network", "corrected_date": "2016",
    }  # fmt: skip
    sheet.save(rows)
    sheet.register()
    assert sheet.review().exit_code == 0
    sheet.build()
    own = urb(sheet.miniature.settings.base)
    said = triples(sheet.quads(), graph_of(sheet, rows[5]))
    node = thing(sheet, "membership/harbour-network--lyon")
    assert (node, ORG.organization, thing(sheet, "network/harbour-network")) in said
    assert any(s == node and p == own.start and o.value == "2016" for s, p, o in said)
    claim = thing(sheet, f"claim/{rows[5]['claim']}")
    assert (claim, RDF.object, Literal("Friends of the Quay")) in said
    assert (claim, own.claimStatus, thing(sheet, "claim-status/corrected")) in said
    (revision,) = {s for s, p, o in said if (p, o) == (PROV.wasRevisionOf, claim)}
    (subject,) = {o for s, p, o in said if (s, p) == (claim, RDF.subject)}
    assert (revision, RDF.subject, subject) in said
    assert (revision, RDF.object, thing(sheet, "network/harbour-network")) in said
    assert (revision, own.dateText, Literal("2016")) in said


def test_a_person_adds_what_the_machine_missed(sheet) -> None:
    added = {"decision": "added", "reviewer": "USG", "reviewed": "2026-11-22",
             "evidence": "page 2, characters 3–19", "corrected_subject": "city/lyon",
             "corrected_predicate": "figure",
             "corrected_object": "more than 700 volunteers", "corrected_date": "2019"}  # fmt: skip
    sheet.save([*sheet.rows(), added])
    assert sheet.review().exit_code == 0
    row = sheet.rows()[-1]
    assert row["claim"].startswith("harbour-story--")
    assert {name: row[name] for name in added} == added
    before = sheet.sheet.read_bytes()
    assert sheet.review().exit_code == 0
    assert sheet.sheet.read_bytes() == before
    sheet.build()
    own = urb(sheet.miniature.settings.base)
    said = triples(sheet.quads(), graph_of(sheet, row))
    assert any(p == own.value and o.value == "700" for _, p, o in said)
    assert any(p == OA.start and o.value == "3" for _, p, o in said)


def test_decisions_survive_another_reading(sheet, telling, sentences) -> None:
    sheet.decide(**ALL)
    base = sheet.miniature.settings.base
    moved = "A new page stands in front.\n\n" + "\n".join(reversed(sentences))
    sheet.write(moved, telling(moved, base))
    done = sheet.review()
    assert done.exit_code == 0
    assert "look at it" not in done.output
    rows = sheet.rows()
    assert {row["predicate"].partition(":")[0] for row in rows if row["decision"]} == set(ALL)
    at = moved.index(sentences[1])
    signed = next(row for row in rows if row["predicate"] == "signature")
    assert signed["evidence"] == f"page 3, characters {at}–{at + len(sentences[1])}"


def test_a_decision_on_a_vanished_claim_is_told_and_kept(sheet, telling, sentences) -> None:
    sheet.decide(**ALL)
    told = sentences[1].replace("Lyon signed", "Lyon has at last signed")
    changed = "\n\n".join([sentences[0], told])
    base = sheet.miniature.settings.base
    first = telling(sentences[0], base)
    gone = next(row for row in sheet.rows() if row["predicate"] == "signature")
    second = telling("\n\n".join(sentences[:2]), base)[1]
    again = second.__class__(
        **{name: getattr(second, name) for name in second.__slots__} | {"key": "f" * 16}
    )
    sheet.write(changed, (*first, again))
    done = sheet.review()
    assert done.exit_code == 0
    assert f"the claim {gone['claim']} (accepted) is gone" in done.output
    assert f"look at harbour-story--{'f' * 16}" in done.output
    assert gone in sheet.rows()
    outcome = sheet.build()
    assert any(gone["claim"] in warning for warning in outcome.warnings)
    assert not any(q.graph_name.value == graph_of(sheet, gone) for q in sheet.quads())


def test_the_text_is_shown_to_who_has_the_report(sheet, tmp_path, sentences) -> None:
    report = tmp_path / "story.txt"
    report.write_text("\n\n".join(sentences) + "\n", encoding="utf-8")
    before = sheet.sheet.read_bytes()
    done = sheet.review("--show-text", str(report))
    assert done.exit_code == 0, done.exception
    assert f"“{sentences[0]}”" in done.output
    assert sheet.sheet.read_bytes() == before
    report.write_text("Something else.", encoding="utf-8")
    assert "checksum differs" in str(sheet.review("--show-text", str(report)).exception)


@pytest.mark.parametrize("quotes", [True, False])
def test_sentences_are_quoted_where_the_source_says_so(story, telling, sentences, quotes) -> None:
    base = story.miniature.settings.base
    text = "\n\n".join(sentences) + "\n"
    path = story.folder / "raw" / "story.txt"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    file = {"path": "raw/story.txt", "sha256": canonical.checksum(path)}
    story.write(text, telling(text, base), quotes=quotes, files=[file])
    story.build()
    exact = {q.object.value for q in story.quads() if q.predicate == OA.exact}
    assert (sentences[1] in exact) is quotes
