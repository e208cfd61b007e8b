"""Forms of writing a plan, one module per page."""
