"""Addresses of the journal and of the page of rights."""

from django.urls import path

from papi_portal.auditing import views

urlpatterns = [
    path("nhat-ky/", views.journal, name="journal"),
    path("nhat-ky/tai/", views.journal_export, name="journal_export"),
    path("ai-duoc-lam-gi/", views.rights, name="rights"),
]
