"""Nhật ký hệ thống as pages for who audits; who may do what, as a page; which answers are written down."""
