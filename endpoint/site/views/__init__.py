"""The views: one blueprint a noun."""

from endpoint.site.about.view import blueprint as about
from endpoint.site.changes.view import blueprint as changes
from endpoint.site.charts.view import blueprint as charts
from endpoint.site.compare.view import blueprint as compare
from endpoint.site.lookup.view import blueprint as lookup
from endpoint.site.memento.view import blueprint as memento
from endpoint.site.questions.view import blueprint as questions
from endpoint.site.reconcile.view import blueprint as reconcile
from endpoint.site.statements.view import blueprint as statements
from endpoint.site.views.claims import blueprint as claims
from endpoint.site.views.dataset import blueprint as dataset
from endpoint.site.views.docs import blueprint as docs
from endpoint.site.views.downloads import blueprint as downloads
from endpoint.site.views.graphs import blueprint as graphs
from endpoint.site.views.maps import blueprint as maps
from endpoint.site.views.ontology import blueprint as ontology
from endpoint.site.views.pages import blueprint as pages
from endpoint.site.views.queries import blueprint as queries
from endpoint.site.views.schemes import blueprint as schemes
from endpoint.site.views.search import blueprint as search
from endpoint.site.views.sparql import blueprint as sparql
from endpoint.site.views.tables import blueprint as tables
from endpoint.site.views.things import blueprint as things
from endpoint.site.watch.view import blueprint as watch

BLUEPRINTS = (
    pages, things, schemes, ontology, graphs, dataset, downloads, queries, search, claims, docs,
    sparql, tables, maps, lookup, changes, statements, about,
    questions, compare, charts, reconcile, memento, watch,
)  # fmt: skip
