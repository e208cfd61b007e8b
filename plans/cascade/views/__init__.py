"""Pages of the cascade, one module per page."""
