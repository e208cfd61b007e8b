"""Văn bản đến."""

from django.urls import path

from reports.incoming import views

urlpatterns = [
    path("van-ban/den/", views.received_papers, name="received_papers"),
    path("van-ban/den/ghi/", views.incoming_enter, name="incoming_enter"),
    path("van-ban/den/<key:pk>/", views.incoming_paper, name="incoming_paper"),
    path("van-ban/den/<key:pk>/doc/", views.incoming_read, name="incoming_read"),
    path("van-ban/den/<key:pk>/sao/", views.incoming_copy, name="incoming_copy"),
    path("van-ban/den/<key:pk>/buoc/<slug:name>/", views.incoming_move, name="incoming_move"),
    path("van-ban/den/tep/<key:pk>/", views.incoming_file, name="incoming_file"),
    path("van-ban/den/so/<key:pk>/so.pdf", views.incoming_print, name="incoming_print"),
    path("van-ban/den/so/<key:pk>/so.xlsx", views.incoming_xlsx, name="incoming_xlsx"),
]
