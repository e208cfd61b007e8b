"""Việc của tôi: what one person owes."""

urlpatterns = []
