"""Việc của tôi: what one person owes and what waits for her."""
