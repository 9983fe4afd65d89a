"""The prefix of a language in addresses, as a WSGI layer: inside it is part of the mount point.

So ``url_for`` and every link that begins with the mount point keep the language by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from endpoint.languages.known import chosen, split
from endpoint.languages.speaking import speaking

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "urbsol.language"


def with_languages(application: WSGIApplication) -> WSGIApplication:
    """Return an application that takes the language off addresses, or from the headers, first."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        code, rest = split(environ.get("PATH_INFO", ""))
        environ[PREFIX] = code
        if code:
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{code}"
            environ["PATH_INFO"] = rest
        with speaking(chosen(code, environ.get("HTTP_ACCEPT_LANGUAGE", ""))):
            return application(environ, start)

    return answer
