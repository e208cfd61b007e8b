"""Pages of the plans floor, one module per kind of work."""
