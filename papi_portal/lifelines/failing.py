"""Which failure of a page is a lifeline's, so that the page names it instead of "our failure"."""

import errno

from django.db import InterfaceError, OperationalError

__all__ = ["trouble"]

FULL = ("53100", "database or disk is full", "no space left")
AWAY = ("locked", "unable to open", "disk i/o", "readonly", "not a database", "malformed")  # what SQLite says


def trouble(failure: BaseException | None) -> str:
    """ "disk", "slow", "database", or "" for a failure of another kind (PostgreSQL's codes, SQLite's words, errno)."""
    code, said = getattr(failure.__cause__, "sqlstate", None) if failure else None, str(failure).lower()
    if (isinstance(failure, OSError) and failure.errno in (errno.ENOSPC, errno.EDQUOT)) or code == FULL[0]:
        return "disk"
    if not isinstance(failure, OperationalError | InterfaceError):
        return ""
    if any(word in said for word in FULL):
        return "disk"
    if code == "57014":  # a statement that took too long
        return "slow"
    return "database" if _of_postgresql(failure, code) or any(word in said for word in AWAY) else ""


def _of_postgresql(failure, code):
    """A line that broke or was refused: without a code of the server, or with one of the classes 08, 53, 57."""
    module = type(failure.__cause__).__module__
    return module.startswith("psycopg") and (code is None or code[:2] in ("08", "53", "57"))
