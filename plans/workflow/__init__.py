"""Verbs people do on plans and progress, one module per noun; see `progress.MOVES` for the way of an entry."""
