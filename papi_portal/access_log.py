"""The access log of the pages: every request, but no address that is a key."""

from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

from pulse.nameless import is_nameless
from units.confidential import masked

_ADDRESSES = ("r", "U", "q", "f")  # request line, path, query, the page it came from


class AccessLog(Logger):
    """Gunicorn's own log with secret addresses hidden (`--logger-class papi_portal.access_log.AccessLog`); of citizens'
    forms there is no line: it would tell when which machine answered."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Writes a line, unless nothing may be kept of who asked."""
        if not is_nameless(environ.get("PATH_INFO", "")):
            super().access(resp, req, environ, request_time)

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> dict:
        """The pieces of a line; gunicorn writes them by its format."""
        pieces = super().atoms(resp, req, environ, request_time)
        return pieces | {name: masked(pieces[name] or "-") for name in _ADDRESSES}
