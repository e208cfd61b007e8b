"""The provinces since 01/07/2025 as tiles on a grid of our own: roughly where they lie; no shapes, sizes or borders."""

__all__ = ["COLUMNS", "PLACES", "ROWS"]

_MAP = """
12 15 08 04 ..
11 14 19 20 ..
.. 25 01 24 22
.. .. 37 33 31
.. .. 38 .. ..
.. .. 40 .. ..
.. .. 42 .. ..
.. .. 44 46 ..
.. .. .. 48 ..
.. .. .. 51 ..
.. .. .. 52 ..
.. .. .. 66 ..
.. .. 68 56 ..
80 79 75 .. ..
91 82 86 .. ..
96 92 .. .. ..
"""
_LINES = [line.split() for line in _MAP.strip().splitlines()]
COLUMNS, ROWS = len(_LINES[0]), len(_LINES)
PLACES = {code: (column, row) for row, line in enumerate(_LINES) for column, code in enumerate(line) if code != ".."}
