"""Forms of the reports floor, one module per kind of work."""
