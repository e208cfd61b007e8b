"""Đã xem."""

from django.urls import path

from reports.receiving import views

urlpatterns = [
    path("van-ban/<key:pk>/da-xem/", views.document_seen, name="document_seen"),
]
