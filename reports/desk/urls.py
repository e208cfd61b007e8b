"""Việc của tôi: what one person owes."""

from django.urls import path

from reports.desk import views

urlpatterns = [path("viec/", views.work, name="work")]
