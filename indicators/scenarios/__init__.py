"""Thử điểm: a province's sub-dimensions moved on paper, against peers; kept as scenarios, one may be a plan's reason."""
