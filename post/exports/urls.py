"""Long exports: one's own, one of them, its file, asking for one."""

from django.urls import path

from post.exports import views

urlpatterns = [
    path("xuat-tep/", views.exports, name="exports"),
    path("xuat-tep/moi/", views.export_new, name="export_new"),
    path("xuat-tep/lap/", views.export_ask, name="export_ask"),
    path("xuat-tep/<key:pk>/", views.export, name="export"),
    path("xuat-tep/<key:pk>/lap-lai/", views.export_again, name="export_again"),
    path("xuat-tep/<key:pk>/tep/", views.export_file, name="export_file"),
]
