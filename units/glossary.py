"""The words of the portal: one word for one thing on button, page, letter, paper and trace; docs/glossary.md shows them.

Words of statuses stand in `units.statuses`, of moves in the MOVES of entries, plans and papers; here is what is said
everywhere. `instead_of` are words a reader would take for another thing: a test keeps them off every page.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One term: the word users read, what it means, the name it has in code, and what is not said for it."""

    word: str
    meaning: str
    in_code: str = ""
    instead_of: tuple[str, ...] = ()


TERMS = (
    Term("Kế hoạch", "Văn bản giao việc của một đơn vị, có số, ngày, người ký", "Plan"),
    Term("Nhiệm vụ", "Một việc của kế hoạch: ai, làm gì, đến khi nào, ra sản phẩm gì", "Task", ("đầu việc",)),
    Term("Chỉ tiêu", "Con số một nhiệm vụ phải đạt, có đơn vị tính", "Measure"),
    Term("Mục tiêu", "Điều cả kế hoạch hướng tới: bậc, nhóm, điểm PAPI", "Target"),
    Term("Kỳ báo cáo", "Khoảng thời gian có hạn nộp, ví dụ “9 tháng năm 2026”", "Period"),
    Term("Ngày chốt số liệu", "Ngày cuối của kỳ báo cáo; theo chế độ 15–14 là ngày 14 của tháng cuối kỳ", "CutOff"),
    Term(
        "Chế độ báo cáo",
        "Mười mục một kế hoạch quy định về báo cáo: tên, nội dung, ai gửi, ai nhận, …",
        "Plan.regime_…",
    ),
    Term("Gửi bằng cách khác", "Báo cáo gửi ngoài hệ thống khi hệ thống không dùng được, nhập vào sau", "OtherWay"),
    Term("Văn bản đến", "Văn bản gửi đến đơn vị, có số đến trong sổ văn bản đến của năm", "Incoming"),
    Term("Số đến", "Số thứ tự của văn bản đến trong năm của đơn vị", "Incoming.entry"),
    Term("Tiến độ", "Điều một đơn vị khai về một nhiệm vụ trong một kỳ", "Progress", ("bản ghi",)),
    Term("Mục", "Một dòng tiến độ trong danh sách thẩm định", "Progress", ("bài chờ", "bài rõ")),
    Term("Tài liệu kiểm chứng", "Tệp, đường dẫn hoặc số ký hiệu chứng minh điều đã khai", "Evidence", ("minh chứng",)),
    Term(
        "Đợt thăm dò",
        "Vài câu hỏi người dân tự trả lời không ghi tên, ở những nơi và trong những ngày đã định",
        "Round",
    ),
    Term("Phiếu trả lời", "Câu trả lời của một người trong một đợt thăm dò; không ai biết của ai", "Ballot"),
    Term("Cơ quan chủ trì", "Cơ quan đứng ra làm một nhiệm vụ", "Task.lead"),
    Term("Cơ quan phối hợp", "Cơ quan cùng làm, góp phần của mình", "Task.coordinating"),
    Term("Phân công", "Trong một đơn vị: giao nhiệm vụ cho một cơ quan, bộ phận của mình", "Charge"),
    Term("Phụ trách", "Cơ quan, bộ phận, người được phân công nhập tiến độ một nhiệm vụ", "Charge.agency"),
    Term("Đầu mối tổng hợp", "Cơ quan của đơn vị mà các bộ phận khác gửi qua", "Agency.collects"),
    Term("Phần của cơ quan phối hợp", "Việc, số liệu, tài liệu cơ quan phối hợp góp vào một tiến độ", "Part"),
    Term(
        "Giao", "Cấp trên giao cấp dưới: UBND tỉnh giao UBND xã; khối Đảng, Mặt trận, đoàn thể thì “đề nghị”", "ASSIGN"
    ),
    Term("Trình lãnh đạo", "Người nhập đưa tiến độ cho lãnh đạo đơn vị mình", "submit", ("đệ trình",)),
    Term("Gửi cấp trên", "Lãnh đạo đơn vị đưa tiến độ lên cơ quan thẩm định", "hand_in"),
    Term("Thẩm định", "Cơ quan cấp trên xem tiến độ của đơn vị: duyệt hoặc trả lại", "REVIEW", ("phê chuẩn",)),
    Term("Duyệt", "Đồng ý với tiến độ đã gửi", "approve"),
    Term("Trả lại", "Đưa về người nhập kèm lý do", "send_back", ("từ chối tiến độ",)),
    Term("Rút lại", "Người đã trình lấy về khi chưa ai quyết định", "withdraw", ("thu về",)),
    Term("Thôi", "Nút bỏ dở một việc, không ghi gì", "", ("Hủy bỏ", "Huỷ bỏ", "Đóng lại")),
    Term("Xóa", "Nút bỏ hẳn một thứ đã có; hỏi lại trước khi làm", "remove", ("Xoá",)),
    Term("Hủy số", "Bỏ một số văn bản đã lấy; số không dùng lại", "cancel", ("Huỷ số",)),
    Term("Chưa gửi đủ", "Đơn vị đã gửi một phần nhiệm vụ của kỳ", "partly", ("Gửi thiếu",)),
    Term("Quá hạn", "Hạn đã qua mà chưa làm xong hoặc chưa gửi", "overdue"),
    Term("Gia hạn", "Dời hạn của một nhiệm vụ khi cấp trên đồng ý", "Extension"),
    Term("Miễn báo cáo", "Đơn vị không phải báo cáo một nhiệm vụ hay một kỳ", "Exemption"),
    Term("Ủy quyền", "Người vắng mặt giao quyền của mình từ ngày đến ngày", "Delegation", ("uỷ quyền",)),
    Term("Vết xử lý", "Ai làm gì, lúc nào, thay ai, đổi từ gì sang gì", "Step", ("lịch sử thao tác",)),
    Term("Nhật ký hệ thống", "Đăng nhập, đổi quyền, tải tệp, kết xuất, ký; chỉ người kiểm tra, giám sát xem", "Note"),
    Term("Mã kiểm tra", "Dãy chữ số nhận ra đúng tệp đó (SHA-256)", "sha256", ("mã băm", "chuỗi băm")),
    Term("5 rõ, 6 rõ", "Rõ người, việc, thời gian, sản phẩm, trách nhiệm; 6 rõ thêm thẩm quyền", "ClearRule"),
    Term("Xã Hồng Quang, tỉnh Hưng Yên", "Tên đơn vị: viết hoa ở đầu dòng, viết thường trong câu", "Unit.short_name"),
)


def as_markdown() -> str:
    """The page docs/glossary.md, from TERMS."""
    rows = (
        f"| {term.word} | {term.meaning} | {f'`{term.in_code}`' if term.in_code else ''} | {', '.join(term.instead_of)} |"
        for term in TERMS
    )
    return "\n".join((HEAD, *rows)) + "\n"


HEAD = """# Glossary

Made from `units/glossary.py`; change it there, then
`python -c "from units.glossary import as_markdown; print(as_markdown(), end='')" > docs/glossary.md`.
Statuses: `units/statuses.py`. Words of moves: the `MOVES` of entries, plans and papers.

| Word | Meaning | In code | Not |
|---|---|---|---|"""
