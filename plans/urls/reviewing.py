"""Review by the office above, periods and delegation."""

from django.urls import path

from plans.views import reviewing, reviewing_delegation, reviewing_periods

urlpatterns = [
    path("tham-dinh/", reviewing.review, name="review"),
    path("tham-dinh/duyet-nhieu/", reviewing.review_bulk, name="review_bulk"),
    path("tham-dinh/hoan-tac/", reviewing.review_undo, name="review_undo"),
    path("tham-dinh/<int:pk>/", reviewing.review_entry, name="review_entry"),
    path("tham-dinh/<int:pk>/tra-loi/", reviewing.review_answer, name="review_answer"),
    path("tham-dinh/<int:pk>/<slug:name>/", reviewing.review_move, name="review_move"),
    path("tien-do/<int:pk>/kien-nghi/", reviewing.entry_objection, name="entry_objection"),
    path("uy-quyen/", reviewing_delegation.delegations, name="delegations"),
    path("uy-quyen/<int:pk>/thoi/", reviewing_delegation.delegation_end, name="delegation_end"),
    path("ke-hoach/<int:plan_pk>/ky/", reviewing_periods.periods, name="periods"),
    path("ke-hoach/<int:plan_pk>/ky/dong-mo/", reviewing_periods.periods_switch, name="periods_switch"),
    path("ky/<int:pk>/", reviewing_periods.period, name="period"),
]
