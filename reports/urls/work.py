"""Việc của tôi: what one person owes."""

from django.urls import path

from reports.views import work

urlpatterns = [path("viec/", work.work, name="work")]
