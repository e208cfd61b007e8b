"""Verbs on papers, one module per noun."""
