"""Issue I, the long proofs: PostgreSQL and Redis that hang, backups under load restored equal, what operators install."""

from bench.hanging import hanging_rows
from bench.restoring import restoring_rows
from bench.returning import returning_rows
from tools.check_deploy import findings


def rows() -> list[dict]:
    hanging = [row for what in ("database", "redis") for row in hanging_rows(what)]
    return [
        *hanging,
        *returning_rows(),
        *(row for engine in ("sqlite", "postgresql") for row in restoring_rows(engine)),
        _deploy(),
    ]


def _deploy() -> dict:
    bad = findings()
    name = "deploy/: faults found by systemd-analyze, nginx -t, promtool" + (f": {'; '.join(bad)}" if bad else "")
    return {"issue": "faults", "name": name, "figure": len(bad), "bar": 0, "met": not bad}
