"""The table of fields fits the ontology and covers the model."""

from pyoxigraph import RdfFormat, parse

from loaders.curation.concepts import Concepts
from loaders.kinds import kind
from loaders.reports.structured.fields import HEAD, PLACES, SECTIONS
from loaders.settings import DEFAULT_BASE, Settings

SETTINGS = Settings.from_environment({})
DECLARED = {
    quad.subject.value.removeprefix(f"{DEFAULT_BASE}ontology#")
    for quad in parse(
        (SETTINGS.ontology / "urban-solidarity.ttl").read_bytes(),
        RdfFormat.TURTLE,
        base_iri=DEFAULT_BASE,
    )
    if quad.subject.value.startswith(f"{DEFAULT_BASE}ontology#")
}
FIELDS = [(section, field) for section in (HEAD, *SECTIONS) for field in section.fields]


def test_every_term_is_declared():
    named = {term for _, field in FIELDS for term in (field.term, field.spare)}
    named |= {name for section in (HEAD, *SECTIONS) for name in section.classes}
    ours = {t.removeprefix("^").removeprefix("urb:") for t in named if "urb:" in t}
    assert ours
    assert ours <= DECLARED


def test_every_scheme_exists():
    schemes = set(Concepts.of(SETTINGS).schemes)
    assert {"role", "role#membership", "role#act"} <= schemes
    used = {name for _, field in FIELDS if field.value == "concept" for name in field.of}
    assert used <= schemes


def test_a_role_of_another_use_is_no_value_of_a_field():
    concepts = Concepts.of(SETTINGS)
    assert concepts.find("role#membership", "founding member") == "founding-member"
    assert concepts.find("role#membership", "declared safe harbour") is None
    assert concepts.find("role#act", "declared safe harbour") == "declared-safe-harbour"


def test_every_class_of_the_model_can_be_written():
    written = {
        name.removeprefix("urb:") for section in (HEAD, *SECTIONS) for name in section.classes
    }
    for field in (section.field("kind") for section in SECTIONS):
        written |= {kind(one).class_.removeprefix("urb:") for one in (field.of if field else ())}
    written |= {kind(one).class_.removeprefix("urb:") for one in PLACES}
    # What a machine makes, what is made of parts of a field, and what is deprecated.
    made = {"Record", "Source", "Claim", "Mention", "Query", "StatedValue", "Actor",
            "PublicationPart", "CharterExpression", "AdministrativeArea", "Expression", "Name",
            "Period", "Coverage", "WebPage", "Report", "Correction"}  # fmt: skip
    classes = {name for name in DECLARED if name[0].isupper()}
    assert classes - made - written == set()


def test_names_are_unique_and_explained():
    for section in (HEAD, *SECTIONS):
        names = [field.name for field in section.fields]
        assert len(names) == len(set(names))
        assert all(field.help for field in section.fields)
        assert all(section.field(part) for part in section.parts)
