"""Nhật ký hệ thống: what matters is written down once, chained, and can be shown to nobody but who audits."""
