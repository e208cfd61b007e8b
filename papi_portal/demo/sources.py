"""The five source plans as demo data: their facts as the sources give them, their tasks in our own words.

What a source does not say stays empty; what had to be assumed so that the portal can show the flow is said in
`source_note` of the plan.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from indicators.models import Dimension
from plans.models import Measure, Period, Plan, Target, Task
from units.models import Agency, Role, Unit

from .people import FRONT, PARTY, Account, agency, committee, old_unit, sample_unit, seat, staff
from .texts import ANTHI, CITY, CULTURE, HUNGYEN, TIENPHONG, TIENPHONG_PLAN, VANPHUC, Line

PAPI = "Chỉ số Hiệu quả quản trị và hành chính công cấp tỉnh (PAPI)"


def load(hashed: str) -> None:
    """Write the five plans, the plans they hang on, and the people they need."""
    van_phuc(hashed)
    hung_yen_line(hashed)
    half_year_city(hashed)
    culture_department(hashed)


def plan(unit: Unit, issuer: Agency, title: str, years: tuple[int, int], **more: Any) -> Plan:
    """An issued plan, found again by unit, title and first year when the load runs twice."""
    first, last = years
    row, _ = Plan.objects.get_or_create(
        unit=unit, issuer=issuer, title=title, year_from=first,
        defaults={"year_to": last, "state": Plan.State.ISSUED, **more},
    )  # fmt: skip
    return row


def tasks(
    owner: Plan,
    rows: Iterable[Line],
    *,
    lead: Agency | None = None,
    coordinating: Iterable[Agency] = (),
) -> list[Task]:
    """Tasks from rows (code, section, text, dimension numbers, rest) where rest may name deadline, product, lead…"""
    if owner.tasks.exists():
        return list(owner.tasks.all())
    dimensions = {row.number: row for row in Dimension.objects.all()}
    made = []
    for position, (code, section, text, numbers, more) in enumerate(rows, start=1):
        more = dict(more)
        measures = more.pop("measures", ())
        task = Task.objects.create(
            plan=owner, code=code, section=section, text=text, position=position, **{"lead": lead, **more}
        )
        task.dimensions.set(dimensions[n] for n in numbers)
        task.coordinating.set(coordinating)
        Measure.objects.bulk_create(
            Measure(task=task, position=n, **measure) for n, measure in enumerate(measures, start=1)
        )
        made.append(task)
    return made


def period(
    owner: Plan,
    name: str,
    kind: str,
    starts: date,
    ends: date,
    due_inside: date,
    due: date,
    state: str = Period.State.OPEN,
) -> Period:
    row, _ = Period.objects.get_or_create(
        plan=owner, starts=starts, ends=ends,
        defaults={"name": name, "kind": kind, "due_inside": due_inside, "due": due, "state": state},
    )  # fmt: skip
    return row


def van_phuc(hashed: str) -> None:
    """Phường Vạn Phúc 2021 under quận Hà Đông's 69/KH-UBND: inner date 25/10, to the district 31/10/2021."""
    ha_noi, ha_dong, ward = old_unit("01"), old_unit("268"), old_unit("09544")
    agency(ha_noi, "Sở Nội vụ thành phố Hà Nội", reviews=True, symbol="SNV")
    committee(ha_noi)
    district = committee(ha_dong)
    home_affairs = agency(ha_dong, "Phòng Nội vụ quận Hà Đông", reviews=True)
    office = committee(ward)
    bureau = agency(ward, "Văn phòng HĐND&UBND phường Vạn Phúc", short_name="Văn phòng HĐND&UBND phường")
    sections = agency(ward, "Các ban, ngành, bộ phận phường Vạn Phúc", short_name="Các ban, ngành, bộ phận")
    asked = [
        agency(ward, "Ủy ban Mặt trận Tổ quốc Việt Nam phường Vạn Phúc", FRONT),
        agency(ward, "Khối Dân vận Đảng ủy phường Vạn Phúc", PARTY),
        agency(ward, "Ban Tuyên giáo Đảng ủy phường Vạn Phúc", PARTY),
    ]
    staff("vanphuc", office, hashed=hashed, level="UBND phường")
    staff("hadong", district, reviewing=home_affairs, hashed=hashed, level="UBND quận")
    above = plan(
        ha_dong, district, f"Cải thiện, nâng cao {PAPI} của thành phố Hà Nội năm 2021 trên địa bàn quận Hà Đông",
        (2021, 2021), number="69/KH-UBND", date=date(2021, 2, 4),
        source_note="Nêu trong kế hoạch của phường Vạn Phúc; nguồn không có nội dung",
    )  # fmt: skip
    own = plan(
        ward, office, f"Cải thiện, nâng cao {PAPI} của thành phố Hà Nội năm 2021 trên địa bàn phường Vạn Phúc",
        (2021, 2021), receiving_agency=home_affairs,
        bases="Thực hiện Kế hoạch số 69/KH-UBND ngày 04/02/2021 của UBND quận Hà Đông",
        source_note="Đài truyền thanh Vạn Phúc; nguồn không ghi số, ngày, người ký. Khoảng thời gian của kỳ là giả định",
        **VANPHUC["texts"],
    )  # fmt: skip
    own.parents.add(above)
    Target.objects.get_or_create(
        plan=own, kind=Target.Kind.RANKS_UP,
        defaults={"text": "Tăng ít nhất 05 bậc so với năm 2020", "amount": 5, "baseline_year": 2020, "by_year": 2021},
    )  # fmt: skip
    made = tasks(own, VANPHUC["tasks"], lead=sections, coordinating=asked)
    for task in made:
        if task.section.startswith(("3.", "4.")):
            task.lead = bureau
            task.save(update_fields=["lead"])
    period(
        own, "Báo cáo kết quả năm 2021", Period.Kind.FREE, date(2021, 1, 1), date(2021, 10, 31),
        date(2021, 10, 25), date(2021, 10, 31),
    )  # fmt: skip


def hung_yen_line(hashed: str) -> None:
    """Tỉnh Hưng Yên 192/KH-UBND for 2024, above huyện Ân Thi and xã Tiền Phong with its 04 and 09/KH-UBND."""
    province, district, commune = old_unit("33"), old_unit("329"), old_unit("12193")
    province_office, district_office = committee(province), committee(district)
    commune_office = committee(commune, superior="UBND HUYỆN ÂN THI")
    home_affairs = agency(province, "Sở Nội vụ tỉnh Hưng Yên", reviews=True, symbol="SNV")
    below = agency(district, "Phòng Nội vụ huyện Ân Thi", reviews=True, aliases="Phòng Nội vụ huyện")
    culture = agency(
        district, "Phòng Văn hóa và Thông tin huyện Ân Thi", aliases="Phòng Văn hóa & TT huyện\nPhòng VH&TT huyện"
    )
    staff("hungyen", province_office, reviewing=home_affairs, hashed=hashed, level="UBND tỉnh")
    staff("anthi", district_office, reviewing=below, hashed=hashed, level="UBND huyện")
    staff("tienphong", commune_office, hashed=hashed, level="UBND xã")
    seat(Account("anthi.vhtt", Role.REVIEWER, "", "Chuyên viên Phòng Văn hóa và Thông tin"), culture, hashed)
    upper = plan(
        province, province_office, "Nâng cao hiệu quả quản trị và hành chính công tỉnh Hưng Yên năm 2024", (2024, 2024),
        number="192/KH-UBND", date=date(2023, 12, 26), place="Hưng Yên", signer_name="Nguyễn Duy Hưng",
        bases="Thực hiện Chỉ thị số 06/CT-CTUBND ngày 17/5/2019 của Chủ tịch UBND tỉnh",
        source_note="Bản nguồn bị cắt sau mục 1.3; nhiệm vụ các mục 1.4–1.8 là minh họa",
        **HUNGYEN["texts"],
    )  # fmt: skip
    Target.objects.get_or_create(
        plan=upper, kind=Target.Kind.RANKS_UP,
        defaults={"text": "Chỉ số PAPI năm 2024 tăng bậc so với năm 2023", "baseline_year": 2023, "by_year": 2024},
    )  # fmt: skip
    of_province = tasks(upper, HUNGYEN["tasks"])
    for name, kind, ends, inside, due in (
        ("6 tháng năm 2024", Period.Kind.HALF_YEAR, date(2024, 6, 30), date(2024, 7, 5), date(2024, 7, 10)),
        ("9 tháng năm 2024", Period.Kind.NINE_MONTHS, date(2024, 9, 30), date(2024, 10, 22), date(2024, 10, 25)),
    ):
        period(upper, name, kind, date(2024, 1, 1), ends, inside, due)
    of_district = plan(
        district, district_office, "Nâng cao Chỉ số Hiệu quả quản trị và hành chính công huyện Ân Thi năm 2024",
        (2024, 2024), bases="Thực hiện Kế hoạch số 192/KH-UBND ngày 26/12/2023 của UBND tỉnh Hưng Yên", reports_under=upper,
        source_note="Kế hoạch mẫu: nguồn không có kế hoạch của huyện",
    )  # fmt: skip
    of_district.parents.add(upper)
    district_tasks = tasks(of_district, ANTHI["tasks"])
    _hang(district_tasks, of_province)
    general = plan(
        commune, commune_office,
        "Nâng cao Chỉ số Hiệu quả quản trị và hành chính công (PAPI) năm 2024 của xã Tiền Phong", (2024, 2024),
        number="04/KH-UBND", date=date(2024, 1, 12), place="Tiền Phong", reports_under=upper,
        source_note="Số, ngày, trích yếu theo căn cứ của 09/KH-UBND; nội dung nhiệm vụ là minh họa",
    )  # fmt: skip
    general.parents.add(of_district)
    _hang(tasks(general, TIENPHONG_PLAN["tasks"]), district_tasks)
    communication_plan(commune, commune_office, culture, general)


def communication_plan(commune: Unit, office: Agency, culture: Agency, general: Plan) -> None:
    """Xã Tiền Phong 09/KH-UBND of 24/01/2024: reports through Phòng Văn hóa & Thông tin; no date in the source."""
    social = agency(commune, "Công chức Văn hóa – Xã hội xã Tiền Phong", aliases="Công chức Văn hoá - xác hội xã")
    agency(commune, "Công chức Tài chính – Kế toán xã Tiền Phong")
    front = agency(commune, "UBMTTQ và các tổ chức chính trị – xã hội xã Tiền Phong", FRONT)
    own = plan(
        commune, office,
        "Tuyên truyền nâng cao Chỉ số Hiệu quả quản trị và Hành chính công (PAPI) xã Tiền Phong năm 2024",
        (2024, 2024), number="09/KH-UBND", date=date(2024, 1, 24), place="Tiền Phong", receiving_agency=culture,
        bases="Căn cứ Kế hoạch số 04/KH-UBND ngày 12/01/2024 của UBND xã Tiền Phong", signing_form="TM. ỦY BAN NHÂN DÂN",
        signer_title="CHỦ TỊCH", signer_name="Nguyễn Văn Lý",
        source_note="Nguồn không ghi hạn báo cáo; hạn của kỳ là giả định theo kỳ 9 tháng",
        **TIENPHONG["texts"],
    )  # fmt: skip
    own.parents.add(general)
    tasks(own, TIENPHONG["tasks"], lead=social, coordinating=[front])
    period(
        own, "Báo cáo tuyên truyền 9 tháng năm 2024", Period.Kind.NINE_MONTHS, date(2024, 1, 1), date(2024, 9, 30),
        date(2024, 10, 22), date(2024, 10, 25),
    )  # fmt: skip


def _hang(children, parents):
    """Hang each task on the first task above that serves the same dimension."""
    first: dict[int, Task] = {}
    for task in parents:
        for dimension in task.dimensions.all():
            first.setdefault(dimension.number, task)
    for task in children:
        number = min((row.number for row in task.dimensions.all()), default=None)
        if number in first and task.parent_id is None:
            task.parent, task.parent_version = first[number], first[number].version
            task.save(update_fields=["parent", "parent_version"])


def half_year_city(hashed: str) -> None:
    """The city's six-month report 2021: the source never names the city, so it is a sample unit."""
    city = sample_unit("TP-MAU", "Thành phố thuộc tỉnh (nguồn không nêu tên)", "thanh-pho")
    office = agency(
        city, "UBND Thành phố (nguồn không nêu tên)", heads_unit=True, symbol="UBND",
        letterhead="ỦY BAN NHÂN DÂN\nTHÀNH PHỐ", place="Thành phố",
    )  # fmt: skip
    staff("thanhpho", office, hashed=hashed, level="UBND thành phố", deputy=False)
    own = plan(
        city, office, "Nâng cao Chỉ số hiệu quả Quản trị và Hành chính công (PAPI) năm 2021", (2021, 2021),
        bases="Thực hiện Kế hoạch số 49/KH-UBND ngày 19/01/2021 về tuyên truyền, phổ biến, giáo dục pháp luật năm 2021",
        source_note="Bài đưa tin 6 tháng đầu năm 2021; hạn báo cáo của kỳ là giả định",
    )  # fmt: skip
    tasks(own, CITY["tasks"], lead=office)
    period(
        own, "6 tháng năm 2021 (01/12/2020–31/05/2021)", Period.Kind.FREE, date(2020, 12, 1), date(2021, 5, 31),
        date(2021, 6, 10), date(2021, 6, 15),
    )  # fmt: skip


def culture_department(hashed: str) -> None:
    """Sở Văn hóa và Thể thao Hà Nội 380/KH-SVHTT: a department's five-year plan over all eight dimensions."""
    department = sample_unit("SVHTT-HN", "Sở Văn hóa và Thể thao Hà Nội", "co-quan", parent=old_unit("01"))
    office = agency(
        department, "Sở Văn hóa và Thể thao Hà Nội", heads_unit=True, symbol="SVHTT", place="Hà Nội",
        letterhead="SỞ VĂN HÓA VÀ THỂ THAO", superior_line="UBND THÀNH PHỐ HÀ NỘI",
    )  # fmt: skip
    staff("svhtt", office, hashed=hashed, head="Giám đốc", level="Sở", deputy=False)
    own = plan(
        department, office,
        "Cải thiện, nâng cao Chỉ số Hiệu quả quản trị và hành chính công (PAPI) của Sở Văn hóa và Thể thao Hà Nội "
        "giai đoạn 2021-2025",
        (2021, 2025), number="380/KH-SVHTT", date=date(2021, 10, 20),
        bases="Thực hiện Kế hoạch số 145/KH-UBND ngày 14/6/2021 của UBND Thành phố "
        "về thông tin, tuyên truyền cải cách hành chính",
        related_indices="PAR Index, SIPAS, ICT Index, PCI, PACA Index",
        source_note="Bài đưa tin của Sở; nguồn không ghi người ký, hạn báo cáo; hạn của kỳ là giả định",
    )  # fmt: skip
    Target.objects.get_or_create(
        plan=own, kind=Target.Kind.RANKS_UP,
        defaults={
            "text": "Chỉ số PAPI của Hà Nội trung bình mỗi năm tăng ít nhất 05 bậc đến năm 2025", "amount": 5,
            "per_year": True, "by_year": 2025,
        },
    )  # fmt: skip
    Target.objects.get_or_create(
        plan=own,
        kind=Target.Kind.GROUP,
        defaults={"text": "Hà Nội đứng trong nhóm đạt mức Trung bình (nhóm 3)", "amount": 3, "by_year": 2025},
    )
    tasks(own, CULTURE["tasks"], lead=office)
    for year in (2021, 2022, 2023, 2024):
        period(
            own, f"Năm {year}", Period.Kind.YEAR, date(year, 1, 1), date(year, 12, 31), date(year, 12, 10),
            date(year, 12, 15), Period.State.CLOSED if year < 2024 else Period.State.OPEN,
        )  # fmt: skip
