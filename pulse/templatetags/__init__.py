"""Filters of the pulse's pages."""
