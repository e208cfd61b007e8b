"""Bản tóm tắt cho lãnh đạo: two pages on a period, made by the worker, their figures frozen and linked."""
