"""Addresses of the journal and of the page of rights."""

from django.urls import path

from papi_portal.auditing import views

urlpatterns = [
    path("nhat-ky/", views.journal, name="journal"),
    path("nhat-ky/tai/", views.journal_export, name="journal_export"),
    path("du-lieu-ca-nhan/", views.personal_data, name="personal_data"),
    path("du-lieu-ca-nhan/ban-sao/", views.personal_copy, name="personal_copy"),
    path("ai-duoc-lam-gi/", views.rights, name="rights"),
]
