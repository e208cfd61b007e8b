"""Pages over many periods, many units, between two days."""

from django.urls import path

from reports.boards.views import changed, picture, trends

urlpatterns = [
    path("tong-hop/dien-bien/", trends.trends, name="trends"),
    path("tong-hop/thay-doi/", changed.changed, name="changed"),
    path("tong-hop/thay-doi/dong/", changed.changed_rows, name="changed_rows"),
    path("tong-hop/toan-canh/", picture.nation, name="nation"),
    path("tong-hop/toan-canh/don-vi/", picture.province, name="picture"),
    path("tong-hop/toan-canh/thieu/", picture.lacking, name="lacking"),
]
