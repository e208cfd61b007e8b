"""The Excel form: out and in, sorted, copied, stale, tampered with; every cell's mistake has its place."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from plans.counting import plausible
from plans.entering import spreadsheet
from plans.models import Measure, Progress, Task
from plans.progress.evidence_files import FileRefused
from plans.tests.paper import entries_of, fitting, make_period, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]  # cells become what test_entering saves on both


@pytest.fixture
def period(cast):
    return make_period(make_plan(cast.commune, cast.commune_office, tasks=4))


def form_of(period):
    book = load_workbook(io.BytesIO(spreadsheet.build(entries_of(period), period)))
    return book, book.active


def column(sheet, title):
    return next(cell.column for cell in sheet[spreadsheet.HEAD_ROW] if cell.value == title)


def fill(sheet, row, **cells):
    titles = {"level": "Mức độ", "figure": "Số liệu 1", "result": "Kết quả đã làm", "key": spreadsheet.KEY,
              "task": "Nhiệm vụ"}  # fmt: skip
    for name, value in cells.items():
        sheet.cell(row, column(sheet, titles[name])).value = value


def packed(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def preview(book, period):
    entries = entries_of(period)
    lines, known = spreadsheet.read(packed(book)), {row.pk: row for row in entries}
    return spreadsheet.compare(lines, known, plausible.load(entries))


def test_the_form_has_lists_a_locked_heading_and_open_cells(period):
    _, sheet = form_of(period)
    assert sheet.protection.sheet and not sheet.protection.sort
    assert sheet.cell(spreadsheet.HEAD_ROW, 1).protection.locked
    assert not sheet.cell(spreadsheet.FIRST_ROW, 1).protection.locked
    rule = sheet.data_validations.dataValidation[0]
    assert rule.type == "list" and "Không phát sinh" in rule.formula1
    assert sheet.freeze_panes == "D5"


def test_an_untouched_form_changes_nothing(period):
    book, _ = form_of(period)
    found = preview(book, period)
    assert (found.same, found.changes, found.mistakes) == (4, [], [])


def test_changes_are_shown_before_they_are_made(period):
    book, sheet = form_of(period)
    fill(sheet, 5, level="đang thực hiện", figure="1.284", result="Đã làm")
    fill(sheet, 6, level="Không phát sinh")
    found = preview(book, period)
    assert [(change.cell, change.old, change.new) for change in found.changes] == [
        ("E5", "", "Đang thực hiện"), ("F5", "", "1.284"), ("G5", "", "Đã làm"), ("E6", "", "Không phát sinh"),
    ]  # fmt: skip
    assert [len(row["values"]) for row in found.apply] == [2, 1] and not found.mistakes


def test_sorted_rows_still_find_their_tasks(period):
    book, sheet = form_of(period)
    fill(sheet, 5, level="Hoàn thành")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=8)]
    for n, values in enumerate(reversed(rows), 5):
        for c, value in enumerate(values, 1):
            sheet.cell(n, c).value = value
    found = preview(book, period)
    assert [(change.cell, change.entry.task.code) for change in found.changes] == [("E8", "1a")]


def test_rows_copied_into_a_new_workbook_work_and_twins_must_agree(period):
    _, sheet = form_of(period)
    fill(sheet, 6, level="Hoàn thành")
    book = Workbook()
    for row in [*sheet.iter_rows(min_row=4, max_row=6, values_only=True), [cell.value for cell in sheet[6]]]:
        book.active.append(row)
    found = preview(book, period)
    assert len(found.changes) == 1 and not found.mistakes
    book.active.cell(4, 5).value = "Chưa thực hiện"
    found = preview(book, period)
    assert not found.apply and "Trùng nhiệm vụ với dòng 3" in found.mistakes[0].message


def test_cells_that_slipped_are_told_apart(period):
    book, sheet = form_of(period)
    fill(sheet, 5, task="Nhiệm vụ khác", level="Hoàn thành")
    fill(sheet, 6, key="1-1-0123456789")
    fill(sheet, 7, key="")
    found = preview(book, period)
    assert [mistake.cell for mistake in found.mistakes] == ["A5", "A6", "A7"] and not found.apply
    assert "không khớp nhiệm vụ" in found.mistakes[0].message and "bị sửa" in found.mistakes[2].message


def test_every_wrong_cell_has_its_place_and_message(period):
    book, sheet = form_of(period)
    fill(sheet, 5, level="Xong rồi", figure="mười hai", result="a" * 4001)
    found = preview(book, period)
    assert [mistake.cell for mistake in found.mistakes] == ["E5", "F5", "G5"] and not found.apply
    assert "“mười hai” không phải là số" in found.mistakes[1].message


def test_numbers_written_as_text_go_through_the_gate_and_say_how_they_were_understood(period):
    book, sheet = form_of(period)
    for typed, message in [
        ("0.284", "“0.284” chưa rõ là 0,284 hay 284."), ("95.125%", "95,125 hay 95125"), ("5 10", "5,1 hay 510"),
        ("9" * 30, "quá lớn"), ("٣", "không phải là số"), (float(10**30), "quá lớn"), (True, "không phải là số"),
    ]:  # fmt: skip
        fill(sheet, 5, figure=typed)
        (mistake,) = preview(book, period).mistakes
        assert mistake.cell == "F5" and message in mistake.message
    for typed, new, note in [
        ("1.284", "1.284", "hiểu là 1.284, không phải 1,284"), ("12 345", "12.345", "hiểu là 12.345"),
        (1.284, "1,284", ""), (1284, "1.284", ""), ("−5", "−5", ""), (1 / 3, "0,3333", ""),
    ]:  # fmt: skip
        fill(sheet, 5, figure=typed)
        (change,) = preview(book, period).changes
        assert (change.new, change.note) == (new, note)


def test_odd_characters_come_in_clean_and_never_stop_the_form(period):
    every = "\uf0b7 Họp\x0b3 thôn\ufffe\uffff ✓ ① 👍：\x01\x0c"
    Progress.objects.filter(task__code="1a").update(result=every)
    Task.objects.filter(code="2a").update(text="Nhiệm vụ\x0b\ufffe lạ ➢")
    book, sheet = form_of(period)
    found = preview(book, period)
    assert not found.mistakes and [(change.cell, change.new) for change in found.changes] == [
        ("G5", "- Họp\n3 thôn ✓ ① 👍: \n")
    ]
    fill(sheet, 6, result="\uf0a7 gạch đầu dòng：đủ")
    assert preview(book, period).changes[-1].new == "- gạch đầu dòng:đủ"


def test_a_doubled_heading_is_refused_by_name_and_nothing_taken(period):
    book, sheet = form_of(period)
    sheet.insert_cols(column(sheet, "Kết quả đã làm") + 1)
    sheet.cell(spreadsheet.HEAD_ROW, column(sheet, "Kết quả đã làm") + 1).value = "Kết quả đã làm"
    with pytest.raises(FileRefused, match="Tiêu đề “Kết quả đã làm” có ở các cột G, H"):
        spreadsheet.read(packed(book))
    sheet.cell(spreadsheet.HEAD_ROW, column(sheet, "Kết quả đã làm") + 1).value = "Ghi chú riêng"
    assert preview(book, period).same == 4


def test_a_merged_cell_never_empties_the_row_below(period):
    Progress.objects.filter(task__code="2a").update(result="Đã lưu của dòng dưới")
    book, sheet = form_of(period)
    fill(sheet, 5, result="Kết quả chung")
    place = column(sheet, "Kết quả đã làm")
    sheet.merge_cells(start_row=5, end_row=6, start_column=place, end_column=place)
    found = preview(book, period)
    assert [(mistake.cell, mistake.message[:12]) for mistake in found.mistakes] == [("G6", "Ô gộp G5:G6:")]
    assert [(change.cell, change.new) for change in found.changes] == [("G5", "Kết quả chung")]
    assert [row["pk"] for row in found.apply] == [entries_of(period)[0].pk]


def test_words_that_excel_made_a_number_are_read_as_typed_and_a_made_up_date_is_refused(period):
    book, sheet = form_of(period)
    place = column(sheet, "Kết quả đã làm")
    assert sheet.cell(5, place).number_format == "@"
    for row, value, form in [(5, 2026, "General"), (6, 1284.5, "General"), (7, 0.952, "0.0%"), (8, True, "General")]:
        sheet.cell(row, place).value, sheet.cell(row, place).number_format = value, form
    assert [change.new for change in preview(book, period).changes] == ["2026", "1284,5", "95,2%", "TRUE"]
    sheet.cell(5, place).value, sheet.cell(5, place).number_format = date(2026, 6, 5), "d-mmm"
    (mistake,) = preview(book, period).mistakes
    assert mistake.cell == "G5" and "Excel đã đổi chữ gõ vào thành ngày 05/06/2026" in mistake.message


def test_a_column_sorted_by_itself_is_told_apart(period):
    for code, words in [("1a", "Đã họp thôn Tây"), ("2a", "Đã họp thôn Đông"), ("3a", "Đã họp thôn Nam")]:
        Progress.objects.filter(task__code=code).update(result=words)
    book, sheet = form_of(period)
    place = column(sheet, "Kết quả đã làm")
    words = sorted(sheet.cell(row, place).value for row in (5, 6, 7))
    for row, text in zip((5, 6, 7), words, strict=True):
        sheet.cell(row, place).value = text
    fill(sheet, 8, result="Mới gõ")
    found = preview(book, period)
    assert [mistake.cell for mistake in found.mistakes] == ["G5", "G6", "G7"]
    assert "chỉ cột này bị sắp xếp" in found.mistakes[0].message
    assert [change.new for change in found.changes] == ["Mới gõ"]
    for row in (5, 6, 7):
        sheet.cell(row, place).value = words[0]  # one text copied to others is no sorting
    assert not preview(book, period).mistakes


def test_a_column_sorted_by_itself_is_told_apart_though_rows_that_take_nothing_moved_with_it(period):
    """The words of a row that was handed on stand beside an open one, whose own are gone to it; one left empty too."""
    for code, words in [("1a", "Họp 12 thôn"), ("2a", "Niêm yết quý III")]:
        Progress.objects.filter(task__code=code).update(result=words)
    Progress.objects.filter(task__code="2a").update(**fitting("submitted"))
    book, sheet = form_of(period)
    fill(sheet, 5, result="")
    fill(sheet, 7, result="Họp 12 thôn")
    assert len(preview(book, period).apply) == 2  # one text carried to another row: nothing was sorted
    fill(sheet, 5, result="Niêm yết quý III")
    fill(sheet, 6, result="")
    found = preview(book, period)
    assert not found.apply and any("chỉ cột này bị sắp xếp" in mistake.message for mistake in found.mistakes)


def test_an_open_document_is_called_by_its_name(cast, client, period):
    client.force_login(cast.official)
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", "<a/>")
    pack.seek(0)
    pack.name = "mau.ods"
    page = client.post(f"/luoi/{period.pk}/nap/", {"file": pack})
    assert page.status_code == 422 and "OpenDocument (.ods" in page.content.decode()


def test_a_share_in_a_text_cell_is_asked_back_and_a_true_number_taken(period):
    Measure.objects.update(unit_of_measure="%")
    book, sheet = form_of(period)
    fill(sheet, 5, figure="95.125")
    assert "95,125 hay 95125" in preview(book, period).mistakes[0].message
    fill(sheet, 5, figure=95.125)
    assert preview(book, period).changes[0].new == "95,125"


def test_cells_are_taken_as_people_see_them(period):
    """95% is 95, a date is a date; a formula nobody counted or an error of Excel never wipes out a figure."""
    book, sheet = form_of(period)
    fill(sheet, 5, figure=0.952, result=date(2024, 9, 30))
    sheet.cell(5, column(sheet, "Số liệu 1")).number_format = "0.0%"
    assert [change.new for change in preview(book, period).changes] == ["95,2", "30/09/2024"]
    fill(sheet, 5, figure="=40+2", result="#REF!")
    fill(sheet, 6, figure=7)  # this task asks for no figure
    found = preview(book, period)
    assert [mistake.cell for mistake in found.mistakes] == ["F5", "G5", "F6"] and not found.apply
    assert "công thức chưa có giá trị" in found.mistakes[0].message and "#REF!" in found.mistakes[1].message


def test_a_stale_row_is_recognised_and_a_row_already_equal_is_not(period):
    book, sheet = form_of(period)
    fill(sheet, 5, result="Từ tệp")
    fill(sheet, 6, result="Trên mạng")
    Progress.objects.filter(task__code__in=["1a", "2a"]).update(version=2, result="Trên mạng")
    found = preview(book, period)
    assert [mistake.cell for mistake in found.mistakes] == ["A5"] and "Tệp cũ" in found.mistakes[0].message
    assert found.same == 3


def test_handed_on_rows_and_other_periods_take_nothing(period, cast):
    book, sheet = form_of(period)
    fill(sheet, 5, result="Muộn")
    Progress.objects.filter(task__code="1a").update(**fitting("submitted"))
    assert "Chờ thẩm định" in preview(book, period).mistakes[0].message
    other = make_period(make_plan(cast.neighbour, cast.neighbour_office))
    assert {m.message for m in preview(book, other).mistakes} == {"Dòng này của kỳ khác hoặc đơn vị khác."}


def test_a_text_never_becomes_a_formula(period):
    Progress.objects.filter(task__code="1a").update(result='=HYPERLINK("http://x")')
    _, sheet = form_of(period)
    assert sheet.cell(5, column(sheet, "Kết quả đã làm")).data_type == "s"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"khong phai excel"])
def test_what_is_no_form_is_refused_in_words(data):
    with pytest.raises(FileRefused, match="Tải mẫu Excel"):
        spreadsheet.read(data)


def test_a_foreign_workbook_is_refused():
    book = Workbook()
    book.active["A1"] = "Danh sách"
    with pytest.raises(FileRefused, match="dòng tiêu đề"):
        spreadsheet.read(packed(book))


def test_upload_preview_apply_on_the_page(cast, client, period):
    client.force_login(cast.official)
    answer = client.get(f"/luoi/{period.pk}/excel/")
    book = load_workbook(io.BytesIO(answer.content))
    fill(book.active, 5, level="Đang thực hiện", figure="12.500", result="Từ Excel")
    fill(book.active, 6, level="Sai")
    file = io.BytesIO(packed(book))
    file.name = "mẫu.xlsx"
    page = client.post(f"/luoi/{period.pk}/nap/", {"file": file})
    assert page.status_code == 422 and "E6" in page.content.decode()
    assert "hiểu là 12.500, không phải 12,5" in page.content.decode()
    assert "Nhận 1 nhiệm vụ" in page.content.decode()
    assert not Progress.objects.exclude(result="").exists()
    assert client.post(f"/luoi/{period.pk}/nap/", {"preview": page.context["token"]}).status_code == 302
    row = Progress.objects.get(task__code="1a")
    assert (row.result, row.level, str(row.figures.get().value.normalize())) == ("Từ Excel", "in_progress", "1.25E+4")
    assert client.post(f"/luoi/{period.pk}/nap/", {"preview": "giả"}).status_code == 409
    client.force_login(cast.stranger)
    assert client.get(f"/luoi/{period.pk}/excel/").status_code == 404


def grid_data(rows, **changes):
    data = {}
    for row in rows:
        prefix = f"e{row.entry.pk}-"
        typed = {**row.typed, **changes.get(row.entry.task.code, {})}
        data |= {prefix + name: typed[name] for name in ("level", "result", *(cell[1] for cell in row.cells))}
        data |= {f"{prefix}version": row.entry.version, f"{prefix}base": row.base}
    return data


def test_the_grid_saves_rows_and_keeps_wrong_ones_as_typed(cast, client, period):
    client.force_login(cast.official)
    rows = client.get(f"/luoi/{period.pk}/").context["rows"]
    figure = rows[0].cells[0][1]
    change = {"1a": {"level": "in_progress", figure: "mười", "result": "Đã làm"}, "2a": {"level": "nothing"}}
    page = client.post(f"/luoi/{period.pk}/", {**grid_data(rows, **change), "act": "submit"})
    html = page.content.decode()
    assert page.status_code == 422 and 'value="mười"' in html and "không phải là số" in html
    assert Progress.objects.get(task__code="1a").result == "Đã làm"
    change["1a"][figure] = "0.284"
    page = client.post(f"/luoi/{period.pk}/", {**grid_data(page.context["rows"], **change), "act": "submit"})
    assert page.status_code == 422 and "“0.284” chưa rõ là 0,284 hay 284." in page.content.decode()
    change["1a"][figure] = "10"
    rows = page.context["rows"]
    done = client.post(f"/luoi/{period.pk}/", {**grid_data(rows, **change), "act": "submit"})
    assert done["Location"].startswith("/bien-nhan/")
    assert set(Progress.objects.filter(state="with_leader").values_list("task__code", flat=True)) == {"1a", "2a"}


def test_the_grid_costs_the_same_for_any_number_of_rows(cast, client, period, django_assert_max_num_queries):
    big = make_period(make_plan(cast.commune, cast.commune_office, number="99/KH-UBND", tasks=60))
    client.force_login(cast.official)
    with django_assert_max_num_queries(16):
        assert len(client.get(f"/luoi/{big.pk}/").context["rows"]) == 60


def test_a_figure_that_does_not_look_right_is_questioned_in_the_preview_and_taken(period):
    book, sheet = form_of(period)
    measure = Measure.objects.get(task__plan=period.plan)
    Measure.objects.filter(pk=measure.pk).update(unit_of_measure="%")
    fill(sheet, spreadsheet.FIRST_ROW, level="Đang thực hiện", figure=101)
    found = preview(book, period)
    assert [change.doubt for change in found.changes if change.label == "Số liệu 1"] == [
        "Hồ sơ: 101% lớn hơn 100%. Kiểm tra lại dấu phẩy?"
    ]
    assert not found.mistakes and len(found.apply) == 1
