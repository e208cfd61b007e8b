"""The office above: the review queue, decisions, periods of a plan, delegation."""
