"""The grading of headers: what a page of ours says is A+, and each thing left out costs what the table says."""

import pytest

from tools.observatory import Told, grade, lost, score

pytestmark = pytest.mark.one_engine
OURS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'self'",
    "referrer-policy": "same-origin", "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
    "x-content-type-options": "nosniff", "x-frame-options": "SAMEORIGIN", "cross-origin-resource-policy": "same-origin",
}  # fmt: skip
COOKIE = "sessionid=x; HttpOnly; Path=/; SameSite=Lax; Secure"
LEFT_OUT = [
    ("content-security-policy", None, 75, "B"), ("strict-transport-security", None, 80, "B+"),
    ("strict-transport-security", "max-age=3600", 125, "A+"), ("x-content-type-options", None, 130, "A+"),
    ("referrer-policy", "unsafe-url", 125, "A+"), ("cross-origin-resource-policy", None, 125, "A+"),
    ("content-security-policy", "default-src 'self' 'unsafe-inline'", 80, "B+"),
    ("content-security-policy", "default-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'", 125, "A+"),
    ("content-security-policy", "default-src 'none'; script-src https:; frame-ancestors 'self'", 80, "B+"),
    ("access-control-allow-origin", "*", 50, "C"),
]  # fmt: skip


def test_a_page_of_ours_loses_nothing():
    told = Told(OURS, (COOKIE,), True, ("/static/app.js",))
    assert (score(told), grade(told), lost(told)) == (135, "A+", [])


@pytest.mark.parametrize(("name", "said", "left", "named"), LEFT_OUT)
def test_each_header_costs_what_the_table_says(name, said, left, named):
    headers = OURS | {name: said} if said else {key: value for key, value in OURS.items() if key != name}
    told = Told(headers, (COOKIE,))
    assert (score(told), grade(told)) == (left, named)


@pytest.mark.parametrize(
    ("cookie", "left"),
    [("sessionid=x; HttpOnly; SameSite=Lax", 60), ("sessionid=x; Secure; SameSite=Lax", 70), ("a=b; SameSite=Lax", 80),
     ("a=b; Secure", 130), ("csrftoken=x; Secure; SameSite=Lax", 135)],
)  # fmt: skip
def test_cookies(cookie, left):
    assert score(Told(OURS, (cookie,))) == left


def test_the_way_from_http_and_scripts_of_others():
    assert score(Told(OURS, (COOKIE,), leads_to_tls=False)) == 80
    assert score(Told(OURS, (COOKIE,), scripts=("https://cdn.example/x.js",))) == 75
