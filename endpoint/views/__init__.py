"""The views: one blueprint a noun."""

from endpoint.query.views import blueprint as sparql
from endpoint.views.claims import blueprint as claims
from endpoint.views.dataset import blueprint as dataset
from endpoint.views.docs import blueprint as docs
from endpoint.views.downloads import blueprint as downloads
from endpoint.views.graphs import blueprint as graphs
from endpoint.views.ontology import blueprint as ontology
from endpoint.views.pages import blueprint as pages
from endpoint.views.queries import blueprint as queries
from endpoint.views.schemes import blueprint as schemes
from endpoint.views.search import blueprint as search
from endpoint.views.things import blueprint as things

BLUEPRINTS = (
    pages, things, schemes, ontology, graphs, dataset, downloads, queries, search, claims, docs,
    sparql,
)  # fmt: skip
