"""Notices, personal reminder settings, and the post office's pages."""

urlpatterns = []
