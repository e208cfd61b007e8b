"""Accounts of a unit and those below as XLSX: out, read back with each wrong cell named, previewed, taken."""
