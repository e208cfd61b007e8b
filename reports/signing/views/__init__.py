"""Pages of the steps of a paper and of signing it, one module per kind."""
