"""Accounts without the system's administrator: who holds which post, verbs on accounts, the key of a first sign-in."""
