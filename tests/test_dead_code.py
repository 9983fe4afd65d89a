"""Nothing stands in the packages that nobody uses."""

import re
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).parent.parent
# What frameworks call by name, or what tests compare documentation and dumps with.
CALLED = re.compile(
    r"connection_\w+|eof_received|data_received|\w+_writing|on_\w+|do_[A-Z]+|log_message|handle_\w+"
    r"|unknown_decl|list_commands|get_command|readable|makefile|documented|dataset_hash|redirect_request"
)
ROUTED = ["@*.route", "@*.get", "@*.post", "@*.command", "@click.command", "@*.errorhandler"]


def test_every_function_class_and_method_is_used() -> None:
    finder = Vulture(ignore_decorators=ROUTED)
    finder.scavenge([str(ROOT / "loaders"), str(ROOT / "endpoint")])
    templates = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "endpoint").rglob("*.html")
    )
    registered = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    code = "".join(
        path.read_text(encoding="utf-8")
        for package in ("loaders", "endpoint")
        for path in (ROOT / package).rglob("*.py")
    )
    unused = [
        f"{one.filename}:{one.first_lineno} {one.name}"
        for one in finder.get_unused_code()
        if one.typ in {"function", "class", "method", "import", "unreachable_code", "property"}
        and not CALLED.fullmatch(one.name)
        and not re.search(rf"\.{one.name}\b", templates)
        and f':{one.name}"' not in registered
        and f'"{one.name}"' not in code  # found by its name
    ]
    assert unused == []
