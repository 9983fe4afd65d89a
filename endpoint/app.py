"""Makes the web application: the site, the data behind its URIs, and ``/sparql``."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from endpoint.config import AppConfig
from endpoint.languages.prefixes import with_languages
from endpoint.remote import choose
from endpoint.site.core import addresses, headers, problems
from endpoint.site.core.state import EXTENSION, State, code_stamp
from endpoint.site.markdown import serving as markdown
from endpoint.site.memento import view as memento
from endpoint.site.views import BLUEPRINTS, render

YEAR = 31_536_000


def create_app(config: AppConfig | None = None) -> Flask:
    """Return the application over one release; raise UrbsolError when there is none.

    Without ``config`` the settings come from the environment; without a backend in it the release
    is loaded into this process, or asked for at the remote store of ``URBSOL_STORE``.
    """
    config = config or AppConfig.from_environment()
    app = addresses.Site("endpoint", static_folder="static", template_folder="site/templates")
    app.config.update(SEND_FILE_MAX_AGE_DEFAULT=YEAR, MAX_CONTENT_LENGTH=2_000_000)
    app.url_map.strict_slashes = False
    backend = config.backend or choose.backend(config.release_folder)
    app.extensions[EXTENSION] = State(config, backend, code_stamp())
    problems.register(app)
    markdown.register(app)  # runs after what adds headers to a page
    headers.register(app)
    memento.register(app)
    render.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.wsgi_app = with_languages(markdown.with_markdown(app.wsgi_app))  # type: ignore[method-assign,assignment]
    _trust_proxies(app, config.proxies)
    return app


def _trust_proxies(app: Flask, count: int) -> None:
    """Believe the headers of ``count`` proxies in front (none unless configured)."""
    if count:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count, x_prefix=count
        )
