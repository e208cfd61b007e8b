"""Mutants of the rules: small wrong changes of the modules that decide, each of which some test must notice.

`make mutants` (python -m tools.mutants) makes every mutant of the tables of rights and moves and a seeded sample of the
rest, runs the tests that reach the changed line, and prints how many were killed and which lived.

The operators are mutmut's; the driver is ours, for two reasons: mutmut changes the bodies of functions only, while our
rules stand in tables at the top of a module, and it starts Django anew for groups of mutants. Here one process sets up
Django, its database and the tests once, notes which test calls which function, and forks for every mutant.
"""
