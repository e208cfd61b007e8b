"""Pages of the official's desk, one module per page."""
