"""Chỉ số PAPI: all provinces of a year, and one province."""

from django.urls import path

from . import views
from .importing import views as importing
from .scenarios import views as scenarios

urlpatterns = [
    path("chi-so/", views.overview, name="indicators"),
    path("chi-so/nap/", importing.scores_import, name="scores_import"),
    path("chi-so/nap/mau.csv", importing.scores_template, name="scores_template"),
    path("chi-so/nap/<key:pk>/hoan-tac/", importing.scores_import_undo, name="scores_import_undo"),
    path("chi-so/<key:pk>/", views.province, name="indicators_province"),
    path("chi-so/<key:pk>/chi-bao-som/", views.leading_figures, name="leading_figures"),
    path("chi-so/<key:pk>/thu/", scenarios.what_if_page, name="what_if"),
    path("chi-so/<key:pk>/thu/luu/", scenarios.scenario_keep, name="scenario_keep"),
    path("chi-so/kich-ban/<key:pk>/bo/", scenarios.scenario_remove, name="scenario_remove"),
]
