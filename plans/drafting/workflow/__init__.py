"""Verbs of writing a plan, one module per noun."""
