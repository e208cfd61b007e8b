"""From a score to the work: a task for the sub-dimension that lacks one."""

from django.urls import path

from plans.views import planning_scores

urlpatterns = [
    path("ke-hoach/<int:plan_pk>/cho-diem/<int:sub_pk>/", planning_scores.task_for_score, name="task_for_score")
]
