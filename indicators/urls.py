"""Chỉ số PAPI: all provinces of a year, and one province."""

from django.urls import path

from . import views

urlpatterns = [
    path("chi-so/", views.overview, name="indicators"),
    path("chi-so/<key:pk>/", views.province, name="indicators_province"),
]
