"""The search box of the app bar."""

from django.urls import path

from reports.views import search

urlpatterns = [path("tim/", search.search, name="search")]
