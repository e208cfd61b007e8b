"""The desk's pages of rounds, and the addresses citizens open (they begin with `nameless.AHEAD`)."""

from django.urls import path

from pulse.views import citizens, desk, outcome

urlpatterns = [
    path("tham-do/", desk.pulse_rounds, name="pulse_rounds"),
    path("tham-do/moi/<key:pk>/", desk.pulse_new, name="pulse_new"),
    path("tham-do/<key:pk>/", desk.pulse_round, name="pulse_round"),
    path("tham-do/<key:pk>/sua/", desk.pulse_edit, name="pulse_edit"),
    path("tham-do/<key:pk>/bo/", desk.pulse_remove, name="pulse_remove"),
    path("tham-do/<key:pk>/noi/", desk.pulse_place_add, name="pulse_place_add"),
    path("tham-do/noi/<key:pk>/bo/", desk.pulse_place_remove, name="pulse_place_remove"),
    path("tham-do/<key:pk>/buoc/<slug:name>/", desk.pulse_move, name="pulse_move"),
    path("tham-do/<key:pk>/ap-phich/", desk.pulse_posters, name="pulse_posters"),
    path("tham-do/<key:pk>/ma/", desk.pulse_codes, name="pulse_codes"),
    path("tham-do/<key:pk>/phieu-giay/", desk.pulse_paper, name="pulse_paper"),
    path("tham-do/<key:pk>/ket-qua/", outcome.pulse_results, name="pulse_results"),
    path("tham-do/<key:pk>/y-kien/", outcome.pulse_words, name="pulse_words"),
    path("tham-do/<key:pk>/tra-loi/", outcome.pulse_reply, name="pulse_reply"),
    path("y-kien/ket-qua/<str:key>/", citizens.pulse_public, name="pulse_public"),
    path("y-kien/<str:key>/", citizens.pulse_form, name="pulse_form"),
    path("y-kien/<str:key>/xong/", citizens.pulse_thanks, name="pulse_thanks"),
]
