"""Toàn cảnh, diễn biến, thay đổi: the figures of the dashboard over many units, over many periods, between two days."""
