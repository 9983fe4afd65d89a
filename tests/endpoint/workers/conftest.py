"""The fixtures of the query service, for the processes behind it."""

from tests.endpoint.query.conftest import kit, log_of_service, release, starter

__all__ = ["kit", "log_of_service", "release", "starter"]
