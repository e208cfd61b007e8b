"""Django's own database backend for PostgreSQL, except that nobody queues for a connection to a server without pulse, and
that connections which died in the pool are thrown away one after another without a pause."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg_pool import ConnectionPool

from papi_portal.lifelines.postgres import Pulse

__all__ = ["DatabaseWrapper"]


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection as Django knows it."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises OperationalError, at once while the server is known to be away; a pool that waits in vain raises doubt."""
        felt = self.settings_dict["OPTIONS"]["pool"]["connection_class"].felt
        if felt.down:
            raise OperationalError("the server has no pulse: no connection")
        try:
            return self._living(conn_params, felt)
        except OperationalError:
            felt.doubt()
            raise

    def _living(self, conn_params: dict[str, Any], felt: Pulse) -> Any:
        """The pool's own check sleeps between two dead connections, longer each time: after a restart of the server a
        process with three of them would tell its next visitor that the server is away."""
        for _ in range(self.settings_dict["OPTIONS"]["pool"]["max_size"]):
            connection = super().get_new_connection(conn_params)
            try:
                ConnectionPool.check_connection(connection)
            except OperationalError:
                self.pool.putconn(connection)
                if felt.down:
                    raise
            else:
                return connection
        return super().get_new_connection(conn_params)
