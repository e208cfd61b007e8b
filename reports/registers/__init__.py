"""Sổ văn bản đi: numbers reserved, used and cancelled in the books of an agency."""
