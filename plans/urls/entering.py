"""Entering progress: the form, its evidence, the grid and the Excel form."""

urlpatterns = []
