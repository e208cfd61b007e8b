"""Addresses of the internal index."""

from django.urls import path

from appraisal.views import analysis, charges, council, draws, home, intakes, open_pages, rounds, sets, sheets, years

urlpatterns = [
    path("chi-so-noi-bo/", home.home, name="index_home"),
    path("chi-so-noi-bo/bo-tieu-chi/moi/", sets.new, name="index_set_new"),
    path("chi-so-noi-bo/bo-tieu-chi/<key:pk>/", sets.criteria_set, name="index_set"),
    path("chi-so-noi-bo/bo-tieu-chi/<key:pk>/bang/", sets.excel, name="index_set_excel"),
    path("chi-so-noi-bo/bo-tieu-chi/<key:pk>/nap/", sets.take, name="index_set_take"),
    path("chi-so-noi-bo/bo-tieu-chi/<key:pk>/soan-tiep/", sets.next_version, name="index_set_next"),
    path("chi-so-noi-bo/bo-tieu-chi/<key:pk>/ban-hanh/", sets.issue, name="index_set_issue"),
    path("chi-so-noi-bo/bo-tieu-chi/<key:pk>/dot-moi/", rounds.new, name="index_round_new"),
    path("chi-so-noi-bo/dot/<key:pk>/", rounds.one_round, name="index_round"),
    path("chi-so-noi-bo/dot/<key:pk>/tieu-chi/<key:row>/", rounds.criterion, name="index_criterion"),
    path("chi-so-noi-bo/dot/<key:pk>/hoi-dong/", council.council, name="index_council"),
    path("chi-so-noi-bo/dot/<key:pk>/hoi-dong/trinh/", council.propose, name="index_propose"),
    path("chi-so-noi-bo/dot/<key:pk>/phan-cong/", charges.charges, name="index_charges"),
    path("chi-so-noi-bo/dot/<key:pk>/rut-mau/", draws.draws, name="index_draws"),
    path("chi-so-noi-bo/dot/<key:pk>/rut-mau/<slug:kind>/", draws.draw, name="index_draw"),
    path("chi-so-noi-bo/dot/<key:pk>/phan-tich/", analysis.analysis, name="index_analysis"),
    path("chi-so-noi-bo/dot/<key:pk>/cong-khai/", open_pages.show, name="index_show"),
    path("chi-so-noi-bo/dot/<key:pk>/nap-so-lieu/<key:row>/", intakes.intake, name="index_intake"),
    path("chi-so-noi-bo/dot/<key:pk>/nap-so-lieu/<key:row>/bang/", intakes.table, name="index_intake_table"),
    path("chi-so-noi-bo/dot/<key:pk>/<slug:name>/", rounds.move, name="index_move"),
    path("chi-so-noi-bo/kiem-tra/<key:pk>/", draws.check, name="index_check"),
    path("chi-so-noi-bo/cham-lan-hai/<key:pk>/", draws.look, name="index_look"),
    path("chi-so-noi-bo/cham-lan-hai/<key:pk>/thong-nhat/", draws.settle, name="index_settle"),
    path("chi-so-noi-bo/so-lieu/<key:pk>/<slug:name>/", intakes.move, name="index_intake_move"),
    path("chi-so-noi-bo/bo-tieu-chi/<key:pk>/cac-nam/", years.years, name="index_years"),
    path("cong-khai/chi-so/<key:pk>/", open_pages.public, name="index_public"),
    path("chi-so-noi-bo/bieu-quyet/<key:pk>/", council.vote, name="index_vote"),
    path("chi-so-noi-bo/phieu/<key:pk>/", sheets.sheet, name="index_sheet"),
    path("chi-so-noi-bo/phieu/<key:pk>/luu/", sheets.save, name="index_sheet_save"),
    path("chi-so-noi-bo/phieu/<key:pk>/giu-nguyen/", sheets.keep, name="index_keep"),
    path("chi-so-noi-bo/phieu/<key:pk>/buoc/<slug:name>/", sheets.move, name="index_sheet_move"),
    path("chi-so-noi-bo/diem/<key:pk>/", sheets.judge, name="index_judge"),
    path("chi-so-noi-bo/diem/<key:pk>/so-lieu/", sheets.figure, name="index_figure"),
    path("chi-so-noi-bo/diem/<key:pk>/kien-nghi/", sheets.object_to, name="index_object"),
    path("chi-so-noi-bo/kien-nghi/<key:pk>/tra-loi/", sheets.reply, name="index_reply"),
]
