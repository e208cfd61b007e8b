"""Đơn vị và người: pages on which accounts are kept, the set for a new unit, first sign-in by link or slip, XLSX."""
