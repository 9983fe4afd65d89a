"""Runs the recognisers over a document in their order and puts their finds together."""

from __future__ import annotations

from loaders.documents.model import Document
from loaders.extract.bodies.charters import find_charters
from loaders.extract.bodies.events import find_events
from loaders.extract.bodies.known import find_known
from loaders.extract.bodies.organisations import find_organisations
from loaders.extract.bodies.practices import find_practices
from loaders.extract.claims.claims import find_claims
from loaders.extract.claims.clauses import Finds
from loaders.extract.dates.dates import find_dates
from loaders.extract.dates.figures import find_figures
from loaders.extract.dates.relative import with_relative_dates
from loaders.extract.deeds.find import with_deeds
from loaders.extract.gist.find import find_gist
from loaders.extract.gist.spots import Spots
from loaders.extract.knowledge.resources import Resources
from loaders.extract.model import Extraction
from loaders.extract.naming.bodies import with_whole_bodies
from loaders.extract.persons.persons import find_persons
from loaders.extract.places.governments import find_governments, free_authorities
from loaders.extract.places.places import find_places
from loaders.extract.reading.view import View
from loaders.extract.recognise.alike import link_alike
from loaders.extract.recognise.find import find_relations
from loaders.extract.recognise.naming import with_known_names
from loaders.extract.recognise.proposals import propose
from loaders.extract.recognise.repeats import find_repeats
from loaders.extract.references.references import find_references
from loaders.extract.subjects.find import with_subjects
from loaders.extract.times.find import with_times


def extract(
    document: Document,
    resources: Resources,
    *,
    home_country: str | None = None,
    city: str | None = None,
) -> Extraction:
    """Read mentions, claims, references and proposals from a document.

    ``home_country`` (ISO alpha-2) and ``city`` (registry key of the city a report is about) settle
    what an ambiguous name means.  Offsets count characters of ``document.text``.  The order is that
    of certainty: what an earlier recogniser takes, a later one does not read again.
    """
    view = View.of(document, resources, home_country or resources.country_of(city), city)
    references = find_references(view)
    find_known(view)
    find_charters(view)
    find_events(view)
    find_organisations(view)
    find_persons(view)
    link_alike(view)
    find_repeats(view)
    find_dates(view)
    find_figures(view)
    free_authorities(view)
    find_places(view)
    find_governments(view)
    find_practices(view)
    mentions = tuple(sorted(view.mentions, key=lambda m: (m.start, -m.end, m.type)))
    finds, spots = (
        Finds.of(with_relative_dates(view, with_whole_bodies(view, mentions))),
        Spots(view),
    )
    claims = find_relations(view, finds, find_claims(view, finds))
    claims = find_gist(view, finds, claims, spots)
    claims = with_deeds(view, finds, claims, spots)
    claims = with_known_names(view, finds, with_subjects(view, finds, claims))
    return Extraction(
        mentions=mentions,
        claims=with_times(view, finds, claims),
        references=references,
        proposals=propose(mentions),
    )
