"""Issue I: acknowledged work under each kind of fault, on both databases (bench.fault_kinds lists all kinds)."""

from bench.faults import fault_rows


def rows() -> list[dict]:
    return [one for engine in ("sqlite", "postgresql") for one in fault_rows(engine)]
