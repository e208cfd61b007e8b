"""Pages of the ground floor: the bell, and the post office's own pages."""

from django.urls import path

from units.views import notices, post

urlpatterns = [
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/<int:pk>/", notices.notice_open, name="notice_open"),
    path("thong-bao/da-doc/", notices.notices_read, name="notices_read"),
    path("thu/", post.letters, name="letters"),
    path("thu/gui-lai/", post.letters_retry, name="letters_retry"),
    path("thu/<int:pk>/", post.letter, name="letter"),
    path("hop-thu-mau/", post.mailbox, name="mailbox"),
]
