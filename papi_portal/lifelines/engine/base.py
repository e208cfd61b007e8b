"""Django's own database backend for PostgreSQL, except that nobody queues for a connection to a server without pulse."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError

__all__ = ["DatabaseWrapper"]


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection as Django knows it."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises OperationalError, at once while the server is known to be away; a pool that waits in vain raises doubt."""
        felt = self.settings_dict["OPTIONS"]["pool"]["connection_class"].felt
        if felt.down:
            raise OperationalError("the server has no pulse: no connection")
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            felt.doubt()
            raise
