"""Forms of the office above, one module per page."""
