"""Writing plans and their tasks, reading one in from a document, a task for the score that lacks one."""

from django.urls import path

from plans.drafting.views import checking, life, many, next_year, reading_in, scores, tasks

urlpatterns = [
    path("ke-hoach/soan/", life.plan_new, name="plan_new"),
    path("ke-hoach/nhap/", reading_in.plan_import, name="plan_import"),
    path("ke-hoach/nhap/<key:pk>/", checking.plan_import_check, name="plan_import_check"),
    path("ke-hoach/nhap/<key:pk>/dang-doc/", reading_in.plan_import_waiting, name="plan_import_waiting"),
    path("ke-hoach/nhap/<key:pk>/trang/<key:number>/", reading_in.plan_import_page, name="plan_import_page"),
    path("ke-hoach/nhap/do-dung/", reading_in.reading_shares, name="reading_shares"),
    path("ke-hoach/<key:pk>/soan/", life.plan_edit, name="plan_edit"),
    path("ke-hoach/<key:pk>/sua-doi/", life.plan_amend, name="plan_amend"),
    path("ke-hoach/<key:pk>/ket-thuc/", life.plan_end, name="plan_end"),
    path("ke-hoach/<key:pk>/xoa/", life.plan_remove, name="plan_remove"),
    path("ke-hoach/<key:pk>/them-nhiem-vu/", tasks.task_add, name="task_add"),
    path("ke-hoach/<key:pk>/sua-nhieu/", many.tasks_many, name="tasks_many"),
    path("ke-hoach/<key:pk>/sua-nhieu/hoan-tac/", many.tasks_undo, name="tasks_undo"),
    path("nhiem-vu/<key:pk>/", tasks.task, name="task"),
    path("nhiem-vu/<key:pk>/sua/", tasks.task_edit, name="task_edit"),
    path("nhiem-vu/<key:pk>/dong/", tasks.task_row, name="task_row"),
    path("nhiem-vu/<key:pk>/viec/<slug:act>/", tasks.task_act, name="task_act"),
    path("ke-hoach/<key:plan_pk>/cho-diem/<key:sub_pk>/", scores.task_for_score, name="task_for_score"),
    path("chi-so/<key:pk>/muc-tieu/", next_year.targets_followed, name="targets_followed"),
    path("chi-so/<key:pk>/ke-hoach-nam-sau/", next_year.plan_from_scores, name="plan_from_scores"),
]
