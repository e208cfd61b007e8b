"""Documents, registers, signatures, verification."""

from django.urls import path

from reports.views import document_attachments as beside
from reports.views import document_editing as editing
from reports.views import document_files as files
from reports.views import document_moves as moves
from reports.views import document_signing as signing
from reports.views import documents, registers, verify

urlpatterns = [
    path("van-ban/", documents.documents, name="documents"),
    path("van-ban/soan/", documents.document_new, name="document_new"),
    path("van-ban/ke-hoach/<int:pk>/", documents.plan_paper, name="plan_paper"),
    path("van-ban/<int:pk>/", documents.document, name="document"),
    path("van-ban/<int:pk>/dang-lap/", documents.document_making, name="document_making"),
    path("van-ban/<int:pk>/lap-lai/", editing.document_retry, name="document_retry"),
    path("van-ban/<int:pk>/soan-lai/", editing.document_redraft, name="document_redraft"),
    path("van-ban/<int:pk>/dau-cuoi/", editing.document_head, name="document_head"),
    path("van-ban/<int:pk>/doan/<int:index>/", editing.document_block, name="document_block"),
    path("van-ban/<int:pk>/doan/<int:index>/them/", editing.document_add, name="document_add"),
    path("van-ban/<int:pk>/doan/<int:index>/bo/", editing.document_remove, name="document_remove"),
    path("van-ban/<int:pk>/buoc/<slug:name>/", moves.document_move, name="document_move"),
    path("van-ban/<int:pk>/buoc/<slug:name>/ky-noi-khac/", signing.document_elsewhere, name="document_elsewhere"),
    path("van-ban/<int:pk>/buoc/<slug:name>/tep-cho-ky.pdf", signing.document_to_sign, name="document_to_sign"),
    path("van-ban/<int:pk>/buoc/<slug:name>/phan-mem/", signing.document_plugin, name="document_plugin"),
    path("van-ban/<int:pk>/buoc/<slug:name>/tu-xa/", signing.document_remote, name="document_remote"),
    path("van-ban/<int:pk>/buoc/<slug:name>/tach-roi/", signing.document_apart, name="document_apart"),
    path(
        "van-ban/<int:pk>/buoc/<slug:name>/tach-roi/<str:what>",
        signing.document_apart_file,
        name="document_apart_file",
    ),
    path("ky-so/<str:given>/cho-ky.pdf", signing.plugin_file, name="plugin_file"),
    path("ky-so/<str:given>/nhan/", signing.plugin_upload, name="plugin_upload"),
    path("van-ban/<int:pk>/tep-kem/", beside.attachment_add, name="attachment_add"),
    path("van-ban/<int:pk>/ban-sao/", beside.document_copy, name="document_copy"),
    path("tep-kem/<int:pk>/", beside.attachment, name="attachment"),
    path("tep-kem/<int:pk>/bo/", beside.attachment_remove, name="attachment_remove"),
    path("tep-kem/<int:pk>/ky/", beside.attachment_sign, name="attachment_sign"),
    path("van-ban/ky-nhay/<int:pk>.pdf", files.initialled_pdf, name="initialled_pdf"),
    path("van-ban/<int:pk>/van-ban.pdf", files.document_pdf, name="document_pdf"),
    path("van-ban/<int:pk>/van-ban.docx", files.document_docx, name="document_docx"),
    path("van-ban/<int:pk>/so-lieu.xlsx", files.document_xlsx, name="document_xlsx"),
    path("van-ban/<int:pk>/ban-quet", files.document_scan, name="document_scan"),
    path("van-ban/<int:pk>/phieu-kiem-tra/", files.document_slip, name="document_slip"),
    path("so-van-ban/", registers.registers, name="registers"),
    path("so-van-ban/<int:pk>/", registers.register, name="register"),
    path("so-van-ban/<int:pk>/so.xlsx", registers.register_xlsx, name="register_xlsx"),
    path("so-van-ban/giu-so/", registers.register_reserve, name="register_reserve"),
    path("so-van-ban/dong/<int:pk>/huy/", registers.register_cancel, name="register_cancel"),
    path("so-van-ban/dong/<int:pk>/phat-hanh/", registers.register_issue, name="register_issue"),
    path("kiem-tra-chu-ky/", verify.verify, name="verify"),
    path("tai-lieu/<int:pk>/chu-ky/", verify.evidence_verify, name="evidence_verify"),
    path("kiem-tra-chu-ky/<str:code>/", verify.public_document, name="public_document"),
]
