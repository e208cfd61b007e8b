"""Loads units, calendar exceptions, days reports are cut off on, PAPI structure and scores; safe to run twice."""

from django.core.management.base import BaseCommand

from indicators.loading import load_scores, load_structure
from indicators.loading_published import load_published
from indicators.loading_regions import load_regions
from indicators.reference import reference_counts
from plans.loading import load_reporting_calendar
from post.loading import load_day_overrides
from pulse.loading import load_questions
from units.loading import load_units

STEPS = {
    "Đơn vị hành chính": load_units,
    "Ngày nghỉ, làm bù": load_day_overrides,
    "Kỳ báo cáo": load_reporting_calendar,
    "Cấu trúc PAPI": load_structure,
    "Điểm PAPI": load_scores,
    "Khoảng tin cậy, nhóm PAPI": load_published,
    "Câu hỏi thăm dò": load_questions,
    "Vùng để so sánh": load_regions,
}


class Command(BaseCommand):
    help = "Nạp dữ liệu tham chiếu: đơn vị hành chính, ngày nghỉ làm bù, cấu trúc và điểm PAPI. Chạy lại không hại gì."

    def handle(self, *args: object, **options: object) -> None:
        for name, load in STEPS.items():
            counts = load()
            self.stdout.write(f"{name}: thêm {counts['created']}, cập nhật {counts['updated']}")
        self.stdout.write(", ".join(f"{name} {count}" for name, count in reference_counts().items()))
