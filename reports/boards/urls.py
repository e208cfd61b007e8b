"""Pages over many periods, many units, between two days."""

from django.urls import path

from reports.boards.views import trends

urlpatterns = [
    path("tong-hop/dien-bien/", trends.trends, name="trends"),
]
