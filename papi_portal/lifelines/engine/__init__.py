"""Django's PostgreSQL with a circuit at its door; Django looks for `base` in here."""
