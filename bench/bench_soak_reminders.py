"""Issue D, the long form: 20 kills on each pair of database and broker."""

from bench.kill_storm import storm_rows


def rows() -> list[dict]:
    return [row for shape in ("embedded", "production") for row in storm_rows(shape, kills=20, people=3000)]
