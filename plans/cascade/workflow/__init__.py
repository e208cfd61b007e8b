"""Verbs of the cascade, one module per noun."""
