"""Issue I, growing: several hosts on one PostgreSQL, real beats, a streaming copy, PgBouncer, and a network that is cut."""

from bench.growing import growing_rows
from bench.hosts import hosts_rows


def rows() -> list[dict]:
    return [*growing_rows(), *hosts_rows(8, 300)]
