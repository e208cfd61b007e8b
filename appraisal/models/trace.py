"""The trace of sets, rounds and sheets: who did what, in whose stead, when, what changed from what to what."""

from django.conf import settings
from django.db import models

from units.models.trace import this_year
from units.models.versioned import VersionedJSONField

from .rounds import Round, Sheet
from .sets import CriteriaSet

SAID = {
    "make": "lập dự thảo", "fill": "nạp tiêu chí", "next_from": "soạn phiên bản tiếp", "issue": "ban hành",
    "begin": "lập đợt chấm", "open": "mở đợt chấm", "close": "kết thúc tự chấm", "tell": "thông báo kết quả dự kiến",
    "sit": "trình hội đồng", "publish": "công bố kết quả", "lock": "khóa đợt chấm", "answer": "tự chấm",
    "submit": "trình lãnh đạo", "withdraw": "rút lại", "hand_back": "trả lại người chấm", "send": "duyệt, gửi thẩm định",
    "send_back": "trả lại đơn vị", "finish": "hoàn thành thẩm định", "take_up": "thẩm định lại",
    "taken": "chuyển thẩm định", "judge": "cho điểm", "keep_rest": "giữ điểm tự chấm", "object": "kiến nghị",
    "accept": "chấp nhận kiến nghị", "decline": "giữ nguyên điểm", "propose": "đưa ra biểu quyết", "vote": "biểu quyết",
    "carried": "hội đồng thông qua", "rejected": "hội đồng không thông qua", "decide": "hội đồng quyết định điểm",
    "charge": "phân công thẩm định", "draw": "rút mẫu", "check": "ghi kết quả kiểm tra thực tế",
    "second": "chấm lần hai", "agree": "thống nhất điểm hai lần chấm", "show": "công khai cho người dân",
    "hide": "thôi công khai", "take": "nạp số liệu", "give_up": "rút số liệu đã nạp",
}  # fmt: skip


class IndexStep(models.Model):
    """A line of trace: of a set, of a round, or of one sheet of it."""

    set = models.ForeignKey(CriteriaSet, models.PROTECT, null=True, blank=True, related_name="steps")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="steps")
    sheet = models.ForeignKey(Sheet, models.PROTECT, null=True, blank=True, related_name="steps")
    verb = models.CharField("việc", max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm")
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thay cho"
    )
    at = models.DateTimeField("lúc")
    year = models.PositiveSmallIntegerField("năm", default=this_year, editable=False)
    note = models.TextField("ghi chú", blank=True)
    changes = VersionedJSONField("thay đổi", default=list, blank=True)

    class Meta:
        verbose_name = "vết chấm điểm"
        verbose_name_plural = "vết chấm điểm"
        ordering = ["-at", "-pk"]

    @property
    def said(self) -> str:
        """The verb as people read it."""
        return SAID.get(self.verb, self.verb)
