"""A commune of three bodies, for tests: Văn phòng collects, Phòng Kinh tế enters its own work only, the Front is asked."""

from conftest import make_agency, make_person
from plans.assigning import workflow
from plans.tests.paper import entries_of, make_period, make_plan
from units.models import Agency, Role


class Bureau:
    """Hồng Quang with a plan of three tasks in a period of 2025; 1a and 2a are Phòng Kinh tế's, 3a is nobody's."""

    def __init__(self, cast, *, charged=True):
        unit = cast.new_commune
        self.unit, self.leader = unit, cast.new_leader
        self.office = make_agency(unit, "Văn phòng HĐND và UBND", collects=True)
        self.economy = make_agency(unit, "Phòng Kinh tế", enters_own=True)
        self.front = make_agency(unit, "Ủy ban MTTQ Việt Nam xã", kind=Agency.Kind.FRONT)
        self.collector = make_person("hongquang.vp", Role.ENTRY, self.office, "Công chức Văn phòng – Thống kê")
        self.accountant = make_person("hongquang.kt", Role.ENTRY, self.economy, "Công chức Tài chính – Kế toán")
        self.surveyor = make_person("hongquang.dc", Role.ENTRY, self.economy, "Công chức Địa chính")
        self.plan = make_plan(unit, cast.new_commune_office, year=2025)
        self.period = make_period(self.plan, year=2025)
        self.tasks = list(self.plan.tasks.select_related("plan__unit"))
        if charged:
            self.accounts = self.accountant.posts.get()
            workflow.charge(self.tasks[:1], by=self.leader, agency=self.economy, post=self.accounts)
            workflow.charge(self.tasks[1:2], by=self.leader, agency=self.economy)

    def entries(self):
        return entries_of(self.period)
