"""Văn bản đến."""

from django.urls import path

from reports.receiving import views

urlpatterns = [
    path("van-ban/den/", views.received_papers, name="received_papers"),
    path("van-ban/<key:pk>/da-xem/", views.document_seen, name="document_seen"),
]
