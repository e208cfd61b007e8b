"""Pages of the office above, one module per page."""
