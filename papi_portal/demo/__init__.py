"""Demo data: the five source plans, the present plan of Hưng Yên, and people called by their position."""
