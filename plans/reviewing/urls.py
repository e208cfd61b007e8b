"""Review by the office above, periods and delegation."""

from django.urls import path

from plans.reviewing.views import delegation, periods, queue

urlpatterns = [
    path("tham-dinh/", queue.review, name="review"),
    path("tham-dinh/duyet-nhieu/", queue.review_bulk, name="review_bulk"),
    path("tham-dinh/hoan-tac/", queue.review_undo, name="review_undo"),
    path("tham-dinh/<int:pk>/", queue.review_entry, name="review_entry"),
    path("tham-dinh/<int:pk>/tra-loi/", queue.review_answer, name="review_answer"),
    path("tham-dinh/<int:pk>/<slug:name>/", queue.review_move, name="review_move"),
    path("tien-do/<int:pk>/kien-nghi/", queue.entry_objection, name="entry_objection"),
    path("uy-quyen/", delegation.delegations, name="delegations"),
    path("uy-quyen/<int:pk>/thoi/", delegation.delegation_end, name="delegation_end"),
    path("ke-hoach/<int:plan_pk>/ky/", periods.periods, name="periods"),
    path("ke-hoach/<int:plan_pk>/ky/dong-mo/", periods.periods_switch, name="periods_switch"),
    path("ky/<int:pk>/", periods.period, name="period"),
]
