"""Tổng hợp: who sent, how far the contents are, what needs doing; with the rows behind every figure."""
