"""Plans: reading, writing, cascading, importing."""

from django.urls import path

from plans.views import planning as pages
from plans.views import planning_cascade as down
from plans.views import planning_coverage as cover
from plans.views import planning_import as reading
from plans.views import planning_life as life
from plans.views import planning_linking as linking
from plans.views import planning_reorganise as units
from plans.views import planning_tasks as tasks

urlpatterns = [
    path("ke-hoach/", pages.plans, name="plans"),
    path("ke-hoach/soan/", life.plan_new, name="plan_new"),
    path("ke-hoach/nhap/", reading.plan_import, name="plan_import"),
    path("ke-hoach/nhap/<int:pk>/", reading.plan_import_check, name="plan_import_check"),
    path("ke-hoach/<int:pk>/", pages.plan, name="plan"),
    path("ke-hoach/<int:pk>/ban-dau/", pages.plan_original, name="plan_original"),
    path("ke-hoach/<int:pk>/soan/", life.plan_edit, name="plan_edit"),
    path("ke-hoach/<int:pk>/ban-hanh/", life.plan_issue, name="plan_issue"),
    path("ke-hoach/<int:pk>/sua-doi/", life.plan_amend, name="plan_amend"),
    path("ke-hoach/<int:pk>/ket-thuc/", life.plan_end, name="plan_end"),
    path("ke-hoach/<int:pk>/xoa/", life.plan_remove, name="plan_remove"),
    path("ke-hoach/<int:pk>/them-nhiem-vu/", tasks.task_add, name="task_add"),
    path("ke-hoach/<int:pk>/sua-nhieu/", tasks.tasks_many, name="tasks_many"),
    path("ke-hoach/<int:pk>/giao/", down.cascade, name="cascade"),
    path("ke-hoach/<int:pk>/cap-tren-sua/", down.offers, name="offers"),
    path("ke-hoach/<int:pk>/nhan-nhiem-vu/", down.task_adopt, name="task_adopt"),
    path("ke-hoach/<int:pk>/ghep/", linking.task_links, name="task_links"),
    path("ke-hoach/<int:pk>/so-lieu/", down.plan_figures, name="plan_figures"),
    path("ke-hoach/<int:pk>/bao-phu/", cover.coverage, name="coverage"),
    path("ke-hoach/<int:pk>/bao-phu.xlsx", cover.coverage_excel, name="coverage_excel"),
    path("nhiem-vu/<int:pk>/", tasks.task, name="task"),
    path("nhiem-vu/<int:pk>/sua/", tasks.task_edit, name="task_edit"),
    path("nhiem-vu/<int:pk>/dong/", tasks.task_row, name="task_row"),
    path("nhiem-vu/<int:pk>/viec/<slug:act>/", tasks.task_act, name="task_act"),
    path("nhiem-vu/<int:pk>/cap-tren-sua/", down.offer_answer, name="offer_answer"),
    path("nhiem-vu/<int:pk>/khong-ap-dung/", down.task_exempt, name="task_exempt"),
    path("nhiem-vu/<int:pk>/gia-han/", down.extension_ask, name="extension_ask"),
    path("gia-han/", down.extensions, name="extensions"),
    path("gia-han/<int:pk>/tra-loi/", down.extension_answer, name="extension_answer"),
    path("sap-xep-don-vi/", units.reorganise, name="reorganise"),
    path("sap-xep-don-vi/<int:pk>/", units.reorganise_unit, name="reorganise_unit"),
]
