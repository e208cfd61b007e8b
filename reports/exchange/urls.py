"""Trao đổi văn bản điện tử."""

from django.urls import path

from reports.exchange import views

urlpatterns = [
    path("van-ban/<key:pk>/edxml/", views.document_exchange, name="document_exchange"),
    path("van-ban/edxml/<key:pk>/tep/", views.exchange_file, name="exchange_file"),
    path("van-ban/den/edxml/", views.exchange_take, name="exchange_take"),
    path("van-ban/den/<key:pk>/trang-thai.edxml", views.exchange_status, name="exchange_status"),
]
