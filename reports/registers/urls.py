"""Sổ văn bản đi: the books, numbers kept, cancelled, issued by hand."""

from django.urls import path

from reports.registers import outside, views

urlpatterns = [
    path("ke-hoach/<key:pk>/ban-hanh/", views.plan_issue, name="plan_issue"),
    path("so-van-ban/", views.registers, name="registers"),
    path("so-van-ban/<key:pk>/", views.register, name="register"),
    path("so-van-ban/<key:pk>/so.pdf", views.register_print, name="register_print"),
    path("so-van-ban/<key:pk>/so.xlsx", views.register_xlsx, name="register_xlsx"),
    path("so-van-ban/giu-so/", outside.register_reserve, name="register_reserve"),
    path("so-van-ban/ghi-so/", outside.register_enter, name="register_enter"),
    path("so-van-ban/mo-so/", outside.register_open, name="register_open"),
    path("van-ban/<key:pk>/so/", outside.document_number, name="document_number"),
    path("so-van-ban/dong/<key:pk>/huy/", views.register_cancel, name="register_cancel"),
    path("so-van-ban/dong/<key:pk>/phat-hanh/", views.register_issue, name="register_issue"),
]
