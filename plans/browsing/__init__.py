"""Reading plans: the hierarchy, one plan with who does what by when, its text as first issued."""
