"""What holds only where pages are served: nobody waits there for a statement or a lock as long as a job may."""

from django.conf import settings
from django.db import connections

from .postgres import Minded

__all__ = ["serve_pages"]

LOCK_SECONDS = 4  # for SQLite's one write lock; a page that is told then still comes within five seconds


def serve_pages() -> None:
    """Called once by the WSGI module, before any connection is opened."""
    Minded.limit = settings.STATEMENT_SECONDS
    for connection in connections.all():
        if connection.vendor == "sqlite":
            connection.settings_dict["OPTIONS"]["timeout"] = LOCK_SECONDS
