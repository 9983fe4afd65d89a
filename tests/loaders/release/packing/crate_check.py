"""Validates an RO-Crate with roc-validator without a network: ``python crate_check.py FOLDER``.

The context is the one that the package `rocrate` brings; whatever else is asked for is refused.
"""

import json
import sys
from importlib.resources import files

import requests
from rocrate_validator import services
from rocrate_validator.models import Severity
from rocrate_validator.utils.http import HttpRequester

CONTEXT = json.loads((files("rocrate") / "data" / "ro-crate.jsonld").read_bytes())["@context"]


class Session:
    """Answers with the context of RO-Crate, and with 504 to everything else."""

    cache = None

    def get(self, url: str, **_: object) -> requests.Response:
        answer = requests.Response()
        answer.url, answer.status_code = url, 504
        if url == "https://w3id.org/ro/crate/1.2/context":
            answer.status_code = 200
            answer.headers["Content-Type"] = "application/ld+json"
            answer._content = json.dumps({"@context": CONTEXT}).encode()
        return answer

    head = get

    def close(self) -> None:
        """Nothing is open."""


def main(folder: str, severity: str) -> None:
    requester = HttpRequester(no_cache=True)
    requester.session = Session()
    HttpRequester.initialize_cache = lambda *_, **__: requester
    result = services.validate(
        {
            "rocrate_uri": folder,
            "profile_identifier": "ro-crate-1.2",
            "requirement_severity": Severity[severity],
            "no_cache": True,
        }
    )
    issues = [f"{issue.severity.name} {issue.check.identifier}: {issue.message}"
              for issue in result.get_issues()]  # fmt: skip
    print(json.dumps({"passed": result.passed(), "issues": issues}))


if __name__ == "__main__":
    main(*sys.argv[1:])
