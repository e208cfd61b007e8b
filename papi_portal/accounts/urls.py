"""Addresses of Đơn vị và người, of one account, and of the first sign-in."""

from django.urls import path

from papi_portal.accounts.views import asking, door, new_unit, people, posts, sheet, tree

urlpatterns = [
    path("don-vi-va-nguoi/", tree.people, name="people"),
    path("don-vi-va-nguoi/<key:pk>/", tree.people_unit, name="people_unit"),
    path("don-vi-va-nguoi/<key:pk>/them/", people.person_add, name="person_add"),
    path("don-vi-va-nguoi/<key:pk>/bo-tai-khoan/", new_unit.people_set, name="people_set"),
    path("don-vi-va-nguoi/<key:pk>/phieu/", door.people_slips, name="people_slips"),
    path("don-vi-va-nguoi/<key:pk>/xlsx/", sheet.people_excel, name="people_excel"),
    path("don-vi-va-nguoi/<key:pk>/nap-xlsx/", sheet.people_upload, name="people_upload"),
    path("tai-khoan/<key:pk>/", people.account, name="account"),
    path("tai-khoan/<key:pk>/lam/", people.account_act, name="account_act"),
    path("tai-khoan/<key:pk>/them-chuc-vu/", posts.post_add, name="post_add"),
    path("tai-khoan/de-nghi/<key:pk>/", asking.account_ask, name="account_ask"),
    path("chuc-vu/<key:pk>/", posts.post_change, name="post_change"),
    path("lan-dau/", door.first_sign_in_page, name="first_sign_in"),
    path("lan-dau/<str:key>/", door.first_password, name="first_password"),
]
