"""Review by the office above, periods and delegation."""

from django.urls import path

from plans.reviewing.views import by_dimension, by_task, by_unit, delegation, other_ways, periods, queue, whole_year

urlpatterns = [
    path("tham-dinh/", by_unit.review_units, name="review_units"),
    path("tham-dinh/don-vi/<key:pk>/", by_unit.review_unit, name="review_unit"),
    path("tham-dinh/duyet-muc-ro/", by_unit.review_clear, name="review_clear"),
    path("tham-dinh/noi-dung/", by_dimension.review_dimensions, name="review_dimensions"),
    path("tham-dinh/nhiem-vu/", by_task.review_tasks, name="review_tasks"),
    path("tham-dinh/nhiem-vu/<key:pk>/", by_task.review_task, name="review_task"),
    path("tham-dinh/tung-muc/", queue.review, name="review"),
    path("tham-dinh/duyet-nhieu/", queue.review_bulk, name="review_bulk"),
    path("tham-dinh/hoan-tac/", queue.review_undo, name="review_undo"),
    path("tham-dinh/<key:pk>/", queue.review_entry, name="review_entry"),
    path("tham-dinh/<key:pk>/tra-loi/", queue.review_answer, name="review_answer"),
    path("tham-dinh/<key:pk>/<slug:name>/", queue.review_move, name="review_move"),
    path("tien-do/<key:pk>/kien-nghi/", queue.entry_objection, name="entry_objection"),
    path("uy-quyen/", delegation.delegations, name="delegations"),
    path("uy-quyen/<key:pk>/thoi/", delegation.delegation_end, name="delegation_end"),
    path("ke-hoach/<key:plan_pk>/ky/", periods.periods, name="periods"),
    path("ke-hoach/<key:plan_pk>/ky/ca-nam/", whole_year.periods_year, name="periods_year"),
    path("ke-hoach/<key:plan_pk>/ky/dong-mo/", periods.periods_switch, name="periods_switch"),
    path("ke-hoach/<key:plan_pk>/ky/hoan-tac/", periods.periods_undo, name="periods_undo"),
    path("ky/<key:pk>/", periods.period, name="period"),
    path("ky/<key:pk>/gui-cach-khac/", other_ways.other_ways, name="other_ways"),
    path("ky/gui-cach-khac/<key:pk>/<slug:name>/", other_ways.other_way_move, name="other_way_move"),
]
