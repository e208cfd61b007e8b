"""Papers: the list, a new one, its page, editing, files, steps and annexes."""

from django.urls import path

from reports.papers.views import attachments, copies, documents, editing, files, relating, scored

urlpatterns = [
    path("van-ban/", documents.documents, name="documents"),
    path("van-ban/soan/", documents.document_new, name="document_new"),
    path("van-ban/ke-hoach/<key:pk>/", documents.plan_paper, name="plan_paper"),
    path("van-ban/de-nghi/<key:pk>/", documents.plan_request, name="plan_request"),
    path("van-ban/chi-so/<key:pk>/<slug:what>/", scored.index_paper, name="index_paper"),
    path("van-ban/phieu-cham/<key:pk>/", scored.index_sheet_paper, name="index_sheet_paper"),
    path("van-ban/<key:pk>/", documents.document, name="document"),
    path("van-ban/<key:pk>/dang-lap/", documents.document_making, name="document_making"),
    path("van-ban/<key:pk>/lap-lai/", editing.document_retry, name="document_retry"),
    path("van-ban/<key:pk>/soan-lai/", editing.document_redraft, name="document_redraft"),
    path("van-ban/<key:pk>/dau-cuoi/", editing.document_head, name="document_head"),
    path("van-ban/<key:pk>/doan/<key:index>/", editing.document_block, name="document_block"),
    path("van-ban/<key:pk>/doan/<key:index>/them/", editing.document_add, name="document_add"),
    path("van-ban/<key:pk>/doan/<key:index>/bo/", editing.document_remove, name="document_remove"),
    path("van-ban/<key:pk>/tep-kem/", attachments.attachment_add, name="attachment_add"),
    path("van-ban/<key:pk>/ban-sao/", copies.document_copy, name="document_copy"),
    path("van-ban/<key:pk>/sao-ra-giay/", copies.document_paper_copy, name="document_paper_copy"),
    path("van-ban/<key:pk>/quan-he/", relating.document_relation, name="document_relation"),
    path("tep-kem/<key:pk>/", attachments.attachment, name="attachment"),
    path("tep-kem/<key:pk>/bo/", attachments.attachment_remove, name="attachment_remove"),
    path("tep-kem/<key:pk>/ky/", attachments.attachment_sign, name="attachment_sign"),
    path("van-ban/ky-nhay/<key:pk>.pdf", files.initialled_pdf, name="initialled_pdf"),
    path("van-ban/<key:pk>/van-ban.pdf", files.document_pdf, name="document_pdf"),
    path("van-ban/<key:pk>/trang/<key:number>.jpg", files.document_sheet, name="document_sheet"),
    path("van-ban/<key:pk>/van-ban.docx", files.document_docx, name="document_docx"),
    path("van-ban/<key:pk>/so-lieu.xlsx", files.document_xlsx, name="document_xlsx"),
    path("van-ban/<key:pk>/ban-quet", files.document_scan, name="document_scan"),
    path("van-ban/<key:pk>/phieu-kiem-tra/", files.document_slip, name="document_slip"),
]
