"""Entering progress: the form, its evidence, the grid, the Excel form and the receipt."""

from django.urls import path

from plans.entering.views import entry, evidence, excel, grid, parts, personal, receipts

urlpatterns = [
    path("tien-do/<key:pk>/", entry.entry, name="entry"),
    path("tien-do/<key:pk>/luu/", entry.autosave, name="entry_autosave"),
    path("tien-do/<key:pk>/chep/", entry.copy, name="entry_copy"),
    path("tien-do/<key:pk>/buoc/<slug:name>/", entry.make_move, name="entry_move"),
    path("tien-do/<key:pk>/tai-lieu/", evidence.add, name="evidence_add"),
    path("tien-do/<key:pk>/phan/<key:agency_pk>/", parts.save, name="part_save"),
    path("tien-do/<key:pk>/phan/<key:agency_pk>/gop/", parts.merge, name="part_merge"),
    path("tien-do/trinh/", receipts.move_all, name="entries_move"),
    path("tai-lieu/<key:pk>/", evidence.download, name="evidence"),
    path("tai-lieu/<key:pk>/anh-nho/", evidence.thumbnail, name="evidence_thumb"),
    path("tai-lieu/<key:pk>/xem-lai/", evidence.show_again, name="evidence_show_again"),
    path("tai-lieu/<key:pk>/sua/", evidence.edit, name="evidence_edit"),
    path("tai-lieu/<key:pk>/bo/", evidence.remove, name="evidence_remove"),
    path("tai-lieu/<key:pk>/danh-dau/", personal.mark, name="evidence_mark"),
    path("tai-lieu/<key:pk>/che/", personal.mask, name="evidence_mask"),
    path("luoi/<key:period_pk>/", grid.grid, name="grid"),
    path("luoi/<key:period_pk>/excel/", excel.excel, name="grid_excel"),
    path("luoi/<key:period_pk>/nap/", excel.upload, name="grid_upload"),
    path("bien-nhan/<str:number>/", receipts.receipt, name="receipt"),
]
