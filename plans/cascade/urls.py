"""Tasks down the line: handing down, offers from above, the matrix, figures, extensions, reorganisation."""

from django.urls import path

from plans.cascade.views import coverage, handing_down, linking, reorganise

urlpatterns = [
    path("ke-hoach/<key:pk>/giao/", handing_down.cascade, name="cascade"),
    path("ke-hoach/<key:pk>/giao/hoan-tac/", handing_down.cascade_undo, name="cascade_undo"),
    path("ke-hoach/<key:pk>/cap-tren-sua/", handing_down.offers, name="offers"),
    path("ke-hoach/<key:pk>/nhan-nhiem-vu/", handing_down.task_adopt, name="task_adopt"),
    path("ke-hoach/<key:pk>/ghep/", linking.task_links, name="task_links"),
    path("ke-hoach/<key:pk>/so-lieu/", handing_down.plan_figures, name="plan_figures"),
    path("ke-hoach/<key:pk>/bao-phu/", coverage.coverage, name="coverage"),
    path("ke-hoach/<key:pk>/bao-phu.xlsx", coverage.coverage_excel, name="coverage_excel"),
    path("nhiem-vu/<key:pk>/cap-tren-sua/", handing_down.offer_answer, name="offer_answer"),
    path("nhiem-vu/<key:pk>/khong-ap-dung/", handing_down.task_exempt, name="task_exempt"),
    path("nhiem-vu/<key:pk>/gia-han/", handing_down.extension_ask, name="extension_ask"),
    path("gia-han/", handing_down.extensions, name="extensions"),
    path("gia-han/<key:pk>/gui/", handing_down.extension_send, name="extension_send"),
    path("gia-han/<key:pk>/rut-lai/", handing_down.extension_take_back, name="extension_take_back"),
    path("gia-han/<key:pk>/tra-loi/", handing_down.extension_answer, name="extension_answer"),
    path("sap-xep-don-vi/", reorganise.reorganise, name="reorganise"),
    path("sap-xep-don-vi/<key:pk>/", reorganise.reorganise_unit, name="reorganise_unit"),
]
