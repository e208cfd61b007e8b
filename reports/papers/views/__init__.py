"""Pages of a paper, one module per page."""
