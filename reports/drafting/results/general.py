"""Đánh giá chung: how far the tasks got, in counts and shares."""

from collections import Counter
from collections.abc import Iterator

from plans.models import Progress
from reports.drafting.counting import Results
from reports.drafting.figures import Figures
from reports.drafting.shares import levels_said
from reports.layout.content import GAP, Block
from units.vietnamese import vn_date

Level = Progress.Level


def general(results: Results, figures: Figures) -> Iterator[Block]:
    """How many tasks there are, how far they got and in what shares: the unit's own where it has any, then those of the
    units below."""
    own, below = _own(results, figures), _below(results, figures)
    if results.own or not results.below:
        yield own if results.expected else GAP
    if results.below:
        yield below


def _own(results, figures):
    levels, put = results.levels, figures.put
    late, missing = len(results.overdue), results.expected - len(results.own)
    count = put("nhiem_vu", results.expected, "Nhiệm vụ phải báo cáo trong kỳ")
    said = levels_said(
        [
            ("hoan_thanh", "hoàn thành", levels[Level.DONE], "Nhiệm vụ hoàn thành"),
            ("dang_thuc_hien", "đang thực hiện", levels[Level.DOING], "Nhiệm vụ đang thực hiện"),
            ("chua_thuc_hien", "chưa thực hiện", levels[Level.NOT_STARTED], "Nhiệm vụ chưa thực hiện"),
            ("khong_phat_sinh", "không phát sinh", levels[Level.NONE], "Nhiệm vụ không phát sinh"),
            ("chua_bao_cao", "chưa có báo cáo", missing, "Nhiệm vụ chưa có báo cáo"),
        ],
        figures,
    )
    overdue = put("qua_han", late, "Nhiệm vụ quá hạn", entries=results.overdue)
    sentence = f"Trong kỳ, triển khai {count} nhiệm vụ, trong đó {said}."
    if late:
        sentence += f" Tính đến ngày {vn_date(results.counted_on)}, có {overdue} nhiệm vụ quá hạn."
    return figures.paragraph(sentence)


def _below(results, figures):
    levels = Counter(entry.final_level for entry in results.below)
    count = figures.put("nhiem_vu_don_vi", len(results.below), "Nhiệm vụ các đơn vị đã báo cáo")
    said = levels_said(
        [
            ("cac_dv_xong", "hoàn thành", levels[Level.DONE], "Nhiệm vụ hoàn thành của các đơn vị"),
            ("cac_dv_dang", "đang thực hiện", levels[Level.DOING], "Nhiệm vụ đang thực hiện của các đơn vị"),
            ("cac_dv_chua", "chưa thực hiện", levels[Level.NOT_STARTED], "Nhiệm vụ chưa thực hiện của các đơn vị"),
            ("cac_dv_khong", "không phát sinh", levels[Level.NONE], "Nhiệm vụ không phát sinh của các đơn vị"),
        ],
        figures,
    )
    return figures.paragraph(f"Các đơn vị đã báo cáo {count} nhiệm vụ, trong đó {said}.")
