"""Kiểm tra chữ ký: of any PDF, of evidence, of an issued paper by its code."""

from django.urls import path

from reports.verification import views

urlpatterns = [
    path("kiem-tra-chu-ky/", views.verify, name="verify"),
    path("tai-lieu/<key:pk>/chu-ky/", views.evidence_verify, name="evidence_verify"),
    path("kiem-tra-chu-ky/<str:code>/", views.public_document, name="public_document"),
]
