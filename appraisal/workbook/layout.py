"""The columns of the sheet, the same going out and coming in, and the words a cell may hold."""

from appraisal.models import Criterion

HEADS = ("Mã", "Thuộc mã", "Tên nhóm, tiêu chí, thành phần", "Loại dòng", "Điểm tối đa", "Điểm thấp nhất", "Cách tính",
         "Các mức (từ = điểm; …)", "Nguồn", "Số liệu của cổng", "Nội dung PAPI (1–8, 0: tất cả)", "Số phiếu tối thiểu",
         "Cần tài liệu", "Có thể không áp dụng")  # fmt: skip
WIDTHS = (8, 9, 60, 16, 10, 10, 14, 30, 18, 38, 16, 12, 10, 12)
CODE, UNDER, NAME, KIND, MOST, LEAST, RULE, STEPS, SOURCE, FIGURE, DIMENSION, ANSWERS, EVIDENCE, MAY = range(
    len(HEADS)
)
HEAD_ROW, MOST_ROWS = 3, 600
GROUP, OUTSIDE, CRITERION = "Nhóm", "Nhóm cộng, trừ", "Tiêu chí"
KINDS = (GROUP, OUTSIDE, CRITERION)
YES = "có"
RULES = {str(rule.label): rule.value for rule in Criterion.Rule}
SOURCES = {str(source.label): source.value for source in Criterion.Source}
FIGURES = {str(figure.label): figure.value for figure in Criterion.Figure}
READ_ME = (
    "Mỗi dòng một nhóm hoặc một tiêu chí, tiêu chí đứng dưới nhóm của nó; thành phần ghi mã tiêu chí ở cột Thuộc mã. Nạp "
    "lại thì toàn bộ tiêu chí của dự thảo thay bằng bảng này. Mức ghi như: 100 = 6; 80 = 4 (từ 100 được 6 điểm, từ 80 được "
    "4 điểm)."
)
