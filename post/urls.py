"""The bell, and the post office's own pages."""

from django.urls import include, path

from post.views import notices, post_office

urlpatterns = [
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/<key:pk>/", notices.notice_open, name="notice_open"),
    path("thong-bao/da-doc/", notices.notices_read, name="notices_read"),
    path("", include("post.exports.urls")),
    path("thu/", post_office.letters, name="letters"),
    path("thu/gui-lai/", post_office.letters_retry, name="letters_retry"),
    path("thu/<key:pk>/", post_office.letter, name="letter"),
    path("hop-thu-mau/", post_office.mailbox, name="mailbox"),
]
