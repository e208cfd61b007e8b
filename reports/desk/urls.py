"""Việc của tôi: what one person owes."""

from django.urls import path

from reports.desk import views

urlpatterns = [
    path("viec/", views.work, name="work"),
    path("viec/ky/<key:pk>/", views.work_period, name="work_period"),
]
