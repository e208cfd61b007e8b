"""Giving out a unit's tasks among its agencies, and their inner dates."""

from django.urls import path

from plans.assigning import views

urlpatterns = [
    path("ke-hoach/<key:plan_pk>/phan-cong/", views.assignment, name="assignment"),
    path("ke-hoach/<key:plan_pk>/phan-cong/de-xuat/", views.propose, name="assignment_propose"),
    path("ke-hoach/<key:plan_pk>/phan-cong/hoan-tac/", views.undo, name="assignment_undo"),
    path("ky/<key:period_pk>/han-bo-phan/<key:unit_pk>/", views.inner_days, name="inner_days"),
]
