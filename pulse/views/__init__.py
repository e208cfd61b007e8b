"""Pages of rounds: the desk that asks, what came of it, and the form of citizens."""
