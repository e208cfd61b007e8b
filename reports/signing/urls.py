"""Signing with a key that is not on the server, and the addresses the local service calls."""

from django.urls import path

from reports.signing.views import batch, certificates, elsewhere, signers, steps

urlpatterns = [
    path("don-vi/<key:pk>/nguoi-ky/", signers.signers, name="signers"),
    path("nguoi-ky/cho-xac-nhan/", signers.signers_waiting, name="signers_waiting"),
    path("van-ban/<key:pk>/buoc/<slug:name>/", steps.document_move, name="document_move"),
    path("van-ban/<key:pk>/buoc/<slug:name>/ky-noi-khac/", elsewhere.document_elsewhere, name="document_elsewhere"),
    path("van-ban/<key:pk>/buoc/<slug:name>/tep-cho-ky.pdf", elsewhere.document_to_sign, name="document_to_sign"),
    path("van-ban/<key:pk>/buoc/<slug:name>/phan-mem/", elsewhere.document_plugin, name="document_plugin"),
    path("van-ban/<key:pk>/buoc/<slug:name>/tu-xa/", elsewhere.document_remote, name="document_remote"),
    path("van-ban/<key:pk>/buoc/<slug:name>/tach-roi/", elsewhere.document_apart, name="document_apart"),
    path(
        "van-ban/<key:pk>/buoc/<slug:name>/tach-roi/<str:what>",
        elsewhere.document_apart_file,
        name="document_apart_file",
    ),
    path("van-ban/ky-nhieu/<slug:name>/", batch.documents_together, name="documents_together"),
    path("don-vi/<key:pk>/chung-thu-so/", certificates.unit_certificates, name="unit_certificates"),
    path("chung-thu-so/<key:pk>/thoi-dung/", certificates.certificate_end, name="certificate_end"),
    path("ky-so/<str:given>/cho-ky.pdf", elsewhere.plugin_file, name="plugin_file"),
    path("ky-so/<str:given>/nhan/", elsewhere.plugin_upload, name="plugin_upload"),
]
