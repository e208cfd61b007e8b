"""Báo cáo kết quả: by dimension, with figures, comparison with the last period, units below, difficulties, proposals."""

from reports.drafting.results.report import Draft, report
from reports.drafting.results.words import GENERAL, Choices, period_name, span, title

__all__ = ["GENERAL", "Choices", "Draft", "period_name", "report", "span", "title"]
