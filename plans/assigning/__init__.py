"""Phân công trong đơn vị: which agency of a unit is in charge of which task, handed over with a trace."""
