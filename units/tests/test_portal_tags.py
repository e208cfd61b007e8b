"""The tags of the portal: what they promise to page writers."""

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from conftest import words
from units.statuses import STATUSES


def show(source, **values):
    return Template(source).render(Context(values))


@pytest.mark.parametrize("code", STATUSES)
def test_a_badge_has_icon_word_and_tone(code):
    html = show("{% status code %}", code=code)
    row = STATUSES[code]
    assert row.word in html
    assert f"#{row.icon}" in html
    assert f'class="st {row.tone}"' in html
    assert 'aria-hidden="true"' in html


def test_a_badge_adds_working_days():
    assert "Quá hạn 4 ngày làm việc" in show('{% status "overdue" "4 ngày làm việc" %}')


def test_an_unknown_status_fails_loudly():
    with pytest.raises(KeyError):
        show('{% status "no-such" %}')


def test_dimension_chips():
    assert 'title="Nội dung 5: Thủ tục hành chính"' in show("{% dim 5 %}")
    assert "Nhiệm vụ chung" in show("{% dim None %}")
    assert "Môi trường" in show("{% dim 7 True %}")
    assert show("{{ 8|dim_name }}") == "Điện tử"


def test_formats_are_filters():
    assert show("{{ n|vn_num }} {{ s|vn_num:4 }} {{ d|vn_date }}", n=21651.5, s=44.4042, d=date(2024, 1, 24)) == (
        "21.651,5 44,4042 24/01/2024"
    )


def test_alert_escapes_its_title_and_keeps_its_block():
    html = show('{% alert "bad" title %}<b>{{ text }}</b>{% endalert %}', title="<i>", text="<u>")
    assert "&lt;i&gt;" in html
    assert "<b>&lt;u&gt;</b>" in html
    assert 'role="alert"' in html


def test_page_head_has_one_heading_and_its_actions():
    source = '{% page_head "Kế hoạch" "Kỳ 9 tháng" crumbs %}<a href="#">Nhập</a>{% endpage_head %}'
    html = show(source, crumbs=[("Việc của tôi", "/viec/"), ("04/KH-UBND", "")])
    assert html.count("<h1>") == 1
    assert 'href="/viec/"' in html and "Việc của tôi › 04/KH-UBND Kế hoạch" in words(html)
    assert '<div class="act"><a href="#">Nhập</a></div>' in html
    assert 'class="act"' not in show('{% page_head "Kế hoạch" %}{% endpage_head %}')


def test_dialog_is_named_by_its_title():
    html = show('{% dialog "tra-lai" "Trả lại nhiệm vụ 5a" %}x{% enddialog %}')
    assert 'id="tra-lai" aria-labelledby="tra-lai-title"' in html


def test_links_keep_the_address_query():
    request = RequestFactory().get("/", {"status": "overdue", "page": "3", "sort": "due"})
    assert show("{% query page=4 %}", request=request) == "?status=overdue&amp;sort=due&amp;page=4"
    assert show("{% query status=None page=None %}", request=request) == "?sort=due"
    head = show('{% sort_head "due" "Hạn" %}', request=request)
    assert 'aria-sort="ascending"' in head
    assert "sort=-due" in head
    assert "page" not in head


def test_an_empty_place_says_why_and_what_next():
    source = '{% empty_box "search" "Không tìm thấy" url="/a/" action="Xem hết" %} Thử {{ word }}. {% endempty_box %}'
    html = show(source, word="<i>")
    assert words(html) == "Không tìm thấy Thử &lt;i&gt;. Xem hết" and 'href="/a/"' in html and "#search" in html
    assert words(show('{% empty_box "x-lg" "Trống" clear_url="?" %}Bỏ lọc đi.{% endempty_box %}')).endswith("Xóa lọc")


def test_long_lists_say_what_they_hide():
    foot = '{% include "components/_table_foot.html" %}'
    assert "Đang hiện 11 trong 2.800 dòng" in words(show(foot, shown=11, total=2800, next_url="?page=2"))
    assert "Đủ 28 dòng" in show(foot, shown=28, total=28)


def test_long_texts_say_that_something_is_left_out():
    assert show("{{ text|short:9 }}", text="Niêm yết") == "Niêm yết"
    assert show("{{ text|short:6 }}", text="Niêm yết") == "Niêm…"
