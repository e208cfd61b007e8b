"""Demo tasks in our own words, by source plan: (code, section, text, dimension numbers, further fields)."""

from datetime import date
from typing import Any, TypedDict

Line = tuple[str, str, str, tuple[int, ...], dict[str, Any]]


class Told(TypedDict, total=False):
    """What a source says: texts by the plan's field, and its tasks."""

    texts: dict[str, str]
    tasks: list[Line]


DUTY: dict[str, Any] = {"rhythm": "ongoing"}
QUARTERLY: dict[str, Any] = {"rhythm": "quarter"}


def _by(day, product, **more):
    return {"rhythm": "once", "deadline": day, "product": product, **more}


def _count(name, unit, target=None, rollup="sum"):
    return {"name": name, "unit_of_measure": unit, "target": target, "rollup": rollup}


VANPHUC: Told = {
    "texts": {
        "purpose": "Chính quyền phường hoạt động hiệu quả hơn, góp phần cải thiện Chỉ số PAPI của Thành phố.\n"
        "Người dân tham gia xây dựng, thực hiện và giám sát chính sách ở phường.",
        "requirements": "Làm đồng bộ, gắn với nhiệm vụ chuyên môn của từng ban, ngành, bộ phận.",
        "organisation": "Các ban, ngành, bộ phận báo cáo qua Văn phòng HĐND&UBND phường trước ngày 25/10/2021.\n"
        "Văn phòng HĐND&UBND phường tổng hợp, báo cáo UBND quận Hà Đông (qua Phòng Nội vụ quận) trước ngày 31/10/2021.\n"
        "Đề nghị Ủy ban MTTQ Việt Nam phường, Khối Dân vận và Ban Tuyên giáo Đảng ủy phường phối hợp tuyên truyền.",
    },
    "tasks": [
        ("1a", "1. Thông tin, tuyên truyền", "Tuyên truyền quyền và nghĩa vụ của cử tri trong kỳ bầu cử đại biểu Quốc hội "
         "khóa XV và HĐND các cấp nhiệm kỳ 2021-2026", (1,), DUTY),
        ("1b", "1. Thông tin, tuyên truyền", "Phổ biến kế hoạch của quận, của phường thực hiện các chương trình hành động của "
         "cấp ủy", (), DUTY),
        ("1c", "1. Thông tin, tuyên truyền", "Tuyên truyền hai nghị quyết của Quốc hội về thí điểm chính quyền đô thị và cơ chế "
         "tài chính đặc thù tại Hà Nội", (), DUTY),
        ("1d", "1. Thông tin, tuyên truyền", "Đưa tin kết quả kinh tế, an sinh, dịch vụ công, môi trường, phòng chống tham nhũng "
         "của quận và phường trong thời gian phòng dịch", (), DUTY),
        ("1đ", "1. Thông tin, tuyên truyền", "Kết hợp truyền thanh, pa nô, hội nghị, mạng xã hội và ứng dụng điện thoại để đưa "
         "thông tin đến từng khu dân cư", (8,), DUTY),
        ("1e", "1. Thông tin, tuyên truyền", "Tăng số lần và thời lượng thông tin tới tổ dân phố, để người dân dễ tiếp cận", (2,),
         DUTY),
        ("1g", "1. Thông tin, tuyên truyền", "Trao đổi hai chiều với người dân: báo rõ nơi, lúc, cách tìm thông tin", (2,), DUTY),
        ("2a", "2. Nhiệm vụ chuyên môn", "Tuyên truyền kết quả điều hành của chính quyền các cấp và pháp luật liên quan trực "
         "tiếp đến người dân", (), DUTY),
        ("2b", "2. Nhiệm vụ chuyên môn", "Siết kỷ cương hành chính, nâng chất lượng một cửa, một cửa liên thông", (5,), DUTY),
        ("2c", "2. Nhiệm vụ chuyên môn", "Công khai đủ nội dung theo quy định; Chủ tịch UBND phường tiếp dân, đối thoại, giải "
         "quyết khiếu nại, tố cáo, kiến nghị", (2, 3), DUTY),
        ("2d", "2. Nhiệm vụ chuyên môn", "Phát huy giám sát của HĐND, Mặt trận, đoàn thể và Nhân dân; nắm ý kiến đánh giá của "
         "người dân", (1, 3), DUTY),
        ("2đ", "2. Nhiệm vụ chuyên môn", "Phối hợp giữ gìn an ninh, trật tự, xây dựng quốc phòng toàn dân", (6,), DUTY),
        ("3", "3. Kiểm tra, giám sát", "Kiểm tra thực thi công vụ theo từng việc cụ thể, xử lý thiếu sót", (4,), DUTY),
        ("4a", "4. Phối hợp, thông tin, báo cáo", "Phối hợp Mặt trận và đoàn thể thực hiện quy chế dân chủ ở cơ sở", (1,), DUTY),
        ("4b", "4. Phối hợp, thông tin, báo cáo", "Báo cáo kết quả thực hiện Kế hoạch về UBND quận qua Phòng Nội vụ", (),
         _by(date(2021, 10, 31), "Báo cáo kết quả năm 2021")),
    ],
}  # fmt: skip

HUNGYEN: Told = {
    "texts": {
        "purpose": "Cụ thể hóa Chỉ thị 06/CT-CTUBND ngày 17/5/2019, phấn đấu Chỉ số PAPI năm 2024 tăng bậc so với năm 2023.\n"
        "Mọi tầng lớp Nhân dân tham gia xây dựng, thực thi và giám sát chính sách.\n"
        "Xác định rõ trách nhiệm của từng cơ quan, đơn vị, địa phương.",
        "requirements": "Triển khai đồng bộ ở các cấp, trọng điểm là xã, phường, thị trấn.\n"
        "Hoạt động thực chất, kết hợp cải cách hành chính, dân vận chính quyền, dân chủ ở cơ sở.\n"
        "Tuyên truyền rộng rãi, kịp thời tháo gỡ vướng mắc của Nhân dân.",
    },
    "tasks": [
        ("1.1a", "1.1", "Thực hiện đúng hướng dẫn về bầu cử; bầu trưởng thôn, tổ trưởng tổ dân phố dân chủ", (1,), DUTY),
        ("1.1b", "1.1", "Phổ biến Luật Thực hiện dân chủ ở cơ sở: việc dân biết, dân bàn, dân quyết định, dân giám sát", (1,), DUTY),
        ("1.1c", "1.1", "Các khoản đóng góp do người dân bàn và quyết định, có Ban Giám sát đầu tư cộng đồng hoặc Ban Thanh tra "
         "Nhân dân giám sát", (1,), DUTY),
        ("1.1d", "1.1", "Hướng dẫn, kiểm tra và xử lý vi phạm quy chế dân chủ ở cơ sở", (1,), DUTY),
        ("1.2a", "1.2", "Công khai thông tin, số liệu, số điện thoại và hộp thư của người đứng đầu", (2,), DUTY),
        ("1.2b", "1.2", "Rà soát, bình xét hộ nghèo hằng năm và niêm yết danh sách tại trụ sở, điểm sinh hoạt cộng đồng", (2,),
         _by(date(2024, 12, 15), "Danh sách được niêm yết")),
        ("1.2c", "1.2", "Công khai thu, chi ngân sách cấp xã theo danh mục cụ thể, dễ hiểu", (2,), QUARTERLY),
        ("1.2d", "1.2", "Công khai và lấy ý kiến Nhân dân về quy hoạch, kế hoạch sử dụng đất, khung giá đất", (2,), DUTY),
        ("1.3a", "1.3", "Tiếp công dân định kỳ, giải quyết kịp thời phản ánh, kiến nghị, khiếu nại, tố cáo", (3,), DUTY),
        ("1.3b", "1.3", "Tổ chức đối thoại với tổ chức, cá nhân khi phát sinh vấn đề người dân quan tâm", (3,), DUTY),
        ("1.4", "1.4 (minh họa)", "Thanh tra, kiểm tra công vụ; công khai tuyển dụng; bảo vệ người tố cáo", (4,), DUTY),
        ("1.5", "1.5 (minh họa)", "Giải quyết hồ sơ thủ tục hành chính đúng và trước hạn tại Bộ phận Một cửa", (5,),
         {**QUARTERLY, "measures": [_count("Tỷ lệ hồ sơ đúng hạn", "%", 98, "average")]}),
        ("1.6", "1.6 (minh họa)", "Nâng chất lượng trạm y tế, trường học, đường thôn, an ninh trật tự ở khu dân cư", (6,), DUTY),
        ("1.7", "1.7 (minh họa)", "Thu gom, xử lý rác thải sinh hoạt; theo dõi chất lượng nước, không khí", (7,), DUTY),
        ("1.8", "1.8 (minh họa)", "Hướng dẫn người dân dùng dịch vụ công trực tuyến, phúc đáp qua cổng thông tin", (8,), DUTY),
    ],
}  # fmt: skip

ANTHI: Told = {
    "tasks": [
        ("1a", "1", "Kiểm tra việc bầu trưởng thôn và thực hiện dân chủ ở các xã, thị trấn", (1,), DUTY),
        ("2a", "2", "Kiểm tra niêm yết danh sách hộ nghèo và công khai ngân sách của các xã, thị trấn", (2,),
         _by(date(2024, 10, 15), "Biên bản kiểm tra")),
        ("3a", "3", "Chủ tịch UBND huyện tiếp công dân định kỳ, đối thoại với Nhân dân", (3,), DUTY),
        ("5a", "5", "Theo dõi hồ sơ đúng hạn tại Bộ phận Một cửa các cấp", (5,),
         {**QUARTERLY, "measures": [_count("Hồ sơ tiếp nhận", "hồ sơ"), _count("Hồ sơ đúng hạn", "hồ sơ")]}),
        ("8a", "8", "Hỗ trợ các xã vận hành trang thông tin điện tử", (8,), DUTY),
    ],
}  # fmt: skip

TIENPHONG_PLAN: Told = {
    "tasks": [
        ("1a", "1", "Lấy ý kiến Nhân dân về mức đóng góp làm đường thôn", (1,), _by(date(2024, 10, 22), "Biên bản họp thôn")),
        ("2a", "2", "Công khai thu, chi ngân sách xã quý III", (2,), _by(date(2024, 10, 22), "Bảng công khai")),
        ("2b", "2", "Niêm yết danh sách hộ nghèo, hộ cận nghèo năm 2024", (2,), _by(date(2024, 10, 15), "Ảnh niêm yết, biên bản")),
        ("3a", "3", "Tiếp công dân định kỳ của Chủ tịch UBND xã", (3,),
         {**DUTY, "measures": [_count("Số buổi tiếp công dân", "buổi", 24)]}),
        ("4a", "4", "Công khai số điện thoại tiếp nhận phản ánh, kiến nghị về tiêu cực", (4,), DUTY),
        ("5a", "5", "Giải quyết hồ sơ thủ tục hành chính đúng và trước hạn", (5,),
         {**DUTY, "measures": [_count("Hồ sơ tiếp nhận", "hồ sơ"), _count("Đã giải quyết", "hồ sơ"),
                               _count("Trong đó trễ hạn", "hồ sơ")]}),
        ("6a", "6", "Duy trì trạm y tế đạt tiêu chí quốc gia, sửa chữa trường tiểu học", (6,), DUTY),
        ("7a", "7", "Ra quân tổng vệ sinh, thu gom rác thải tại các thôn", (7,),
         {**_by(date(2024, 10, 18), "Ảnh, danh sách thôn tham gia"), "measures": [_count("Số đợt ra quân", "đợt", 10)]}),
        ("8a", "8", "Hướng dẫn người dân nộp hồ sơ trực tuyến tại Bộ phận Một cửa", (8,), DUTY),
    ],
}  # fmt: skip

TIENPHONG: Told = {
    "texts": {
        "purpose": "Bộ máy xã phục vụ Nhân dân tốt hơn; người đứng đầu và từng cán bộ thấy rõ trách nhiệm với Chỉ số PAPI.\n"
        "Người dân, doanh nghiệp tham gia cải cách hành chính, dùng dịch vụ công trực tuyến và bưu chính công ích.",
        "requirements": "Ban, ngành, tổ chức phối hợp, tuyên truyền liên tục, có trọng tâm, hợp từng nhóm đối tượng.\n"
        "Kịp thời, đầy đủ, thiết thực, đúng đối tượng.\nGắn với chương trình cải cách hành chính và việc học tập, làm theo Bác.",
        "scope": "Cán bộ, công chức, viên chức, người lao động trong cơ quan hành chính, tổ chức chính trị – xã hội, đơn vị sự "
        "nghiệp, doanh nghiệp và Nhân dân trên địa bàn xã.",
        "funding": "Công chức Tài chính – Kế toán xã dự trù trong dự toán được giao.",
        "organisation": "Công chức Văn hóa – Xã hội xã chủ trì, tổng hợp kết quả báo cáo UBND huyện (qua Phòng Văn hóa và "
        "Thông tin).\nĐề nghị UBMTTQ và các tổ chức chính trị – xã hội xã lồng ghép tuyên truyền.",
        "recipients": "UBND huyện Ân Thi\nPhòng Nội vụ huyện\nPhòng Văn hóa & TT huyện\nTT Đảng ủy-HĐND xã\n"
        "Chủ tịch, Phó CT UBND xã\nCác Ban, ngành đoàn thể\nCơ sở thôn\nCổng Thông tin điện tử xã\nLưu Vp",
    },
    "tasks": [
        ("2.1", "2. Nội dung", "Nói rõ ý nghĩa của cải cách hành chính và của Chỉ số PAPI", (), DUTY),
        ("2.2", "2. Nội dung", "Phổ biến chủ trương, chính sách và chương trình trọng tâm về cải cách hành chính của huyện", (), DUTY),
        ("2.3", "2. Nội dung", "Tuyên truyền xây dựng chính quyền, phòng chống tham nhũng, thực hành tiết kiệm", (4,), DUTY),
        ("2.4", "2. Nội dung", "Phản ánh khó khăn của doanh nghiệp, nêu gương làm tốt, phê phán gây phiền hà", (), DUTY),
        ("2.5", "2. Nội dung", "Khuyến khích góp ý về chính sách, quy hoạch và thực hiện dân chủ ở cơ sở", (1,), DUTY),
        ("2.6", "2. Nội dung", "Công khai số điện thoại, hộp thư người đứng đầu, tổ chức gặp gỡ Nhân dân", (2,), DUTY),
        ("2.7", "2. Nội dung", "Nêu trách nhiệm của cấp ủy, người đứng đầu trong cải thiện các chỉ số", (), DUTY),
        ("2.8", "2. Nội dung", "Giới thiệu cơ chế thu hút đầu tư, công khai quy hoạch đất đai, xây dựng của xã", (2,), DUTY),
        ("2.9", "2. Nội dung", "Tuyên truyền về xây dựng chính quyền và phòng chống lãng phí", (4,), DUTY),
        ("2.10", "2. Nội dung", "Hướng dẫn dùng cổng thông tin, dịch vụ công trực tuyến của huyện và xã", (8,), DUTY),
        ("2.11", "2. Nội dung", "Phổ biến thủ tục mới, thủ tục đã đơn giản hóa và kết quả giải quyết", (5,), DUTY),
        ("2.12", "2. Nội dung", "Biểu dương tập thể, cá nhân có sáng kiến cải cách hành chính", (), DUTY),
        ("2.13", "2. Nội dung", "Vận động người dân tìm hiểu Chỉ số PAPI và tham gia góp ý", (1,), DUTY),
        ("3.1", "3. Hình thức", "Mở chuyên mục trên đài truyền thanh và Cổng thông tin điện tử xã", (),
         {**DUTY, "measures": [_count("Số tin, bài đã phát", "tin, bài")]}),
        ("3.2", "3. Hình thức", "Dự tập huấn, tổ chức thi tìm hiểu, lồng ghép trong hội nghị, phát tờ rơi", (),
         {**DUTY, "measures": [_count("Số hội nghị lồng ghép", "hội nghị")]}),
        ("3.3", "3. Hình thức", "Cập nhật, niêm yết thủ tục hành chính tại trụ sở và trên cổng", (5,), DUTY),
        ("3.4", "3. Hình thức", "Đưa tin qua mạng xã hội và tin nhắn điện thoại", (8,), DUTY),
    ],
}  # fmt: skip

CITY: Told = {
    "tasks": [
        ("1", "Dân chủ", "Lấy ý kiến Nhân dân về quy hoạch, bồi thường, kế hoạch sử dụng đất trước khi quyết định", (1, 2), DUTY),
        ("2", "Tuyên truyền", "Phổ biến, giáo dục pháp luật, hòa giải ở cơ sở theo Kế hoạch 49/KH-UBND", (), DUTY),
        ("3", "Thủ tục hành chính", "Tiếp nhận, giải quyết hồ sơ trên phần mềm một cửa của thành phố và cấp xã", (5,),
         {**DUTY, "measures": [
             _count("Hồ sơ tiếp nhận", "hồ sơ"), _count("Kỳ trước chuyển qua", "hồ sơ"), _count("Tiếp nhận mới", "hồ sơ"),
             _count("Đã giải quyết trước và đúng hẹn", "hồ sơ"), _count("Đang giải quyết", "hồ sơ"),
             _count("Hủy", "hồ sơ")]}),
        ("4", "Dịch vụ công", "Duy trì xã, phường đạt Tiêu chí quốc gia về y tế", (6,),
         {**DUTY, "measures": [_count("Xã, phường đạt tiêu chí", "xã, phường", 12, "latest")]}),
        ("5", "Dịch vụ công", "Nâng chất lượng giáo dục, xây dựng trường chuẩn quốc gia", (6,),
         {**DUTY, "measures": [_count("Giáo viên dự thi đạt dạy giỏi", "giáo viên", 23, "latest")]}),
        ("6", "Giải trình", "Tiếp công dân, đối thoại với người dân về thủ tục hành chính", (3,), DUTY),
    ],
}  # fmt: skip
CITY_FIGURES = {
    "3": (21651, 50, 21601, 21567, 84, 33),
    "4": (12,),
    "5": (23,),
}
CITY_RESULTS = {
    "1": "Lấy ý kiến Nhân dân đối với quy hoạch, phương án bồi thường giải phóng mặt bằng, kế hoạch sử dụng đất.",
    "2": "Tuyên truyền tập trung vào cuộc bầu cử đại biểu Quốc hội và HĐND các cấp nhiệm kỳ 2021-2026.",
    "3": "Thành phố và cấp xã tiếp nhận, giải quyết hồ sơ trên phần mềm một cửa từ 01/12/2020 đến 31/5/2021.",
    "4": "12/12 xã, phường đạt Tiêu chí quốc gia về y tế, vượt kế hoạch.",
    "5": "23/23 giáo viên dự thi đạt danh hiệu dạy giỏi cấp tỉnh.",
    "6": "Duy trì tiếp công dân và niêm yết thủ tục, phí, lệ phí tại Bộ phận tiếp nhận và trả kết quả.",
}

CULTURE: Told = {
    "tasks": [
        ("0", "Tuyên truyền", "Tuyên truyền mục đích, ý nghĩa, kết quả Chỉ số PAPI hằng năm, nguyên nhân hạn chế", (), DUTY),
        ("1", "1", "Tăng tham gia của người dân trong hoạt động cộng đồng; các quỹ đóng góp do dân bàn và giám sát", (1,), DUTY),
        ("2", "2", "Cập nhật chính sách của ngành trên trang thông tin, bảng tin; giải đáp khi người dân yêu cầu", (2,), DUTY),
        ("3", "3", "Tiếp công dân, phúc đáp phản ánh, kiến nghị, khiếu nại, tố cáo", (3,), DUTY),
        ("4", "4", "Thanh tra, kiểm tra việc cấp phép, dùng ngân sách; công khai kết quả; bảo vệ người tố cáo", (4,), DUTY),
        ("5", "5", "Một cửa, một cửa liên thông; tăng dịch vụ công trực tuyến mức độ 3, mức độ 4", (5,), DUTY),
        ("6", "6", "Đầu tư hạ tầng công nghệ thông tin phục vụ người dân", (6,), DUTY),
        ("7", "7", "Xử lý ô nhiễm từ hoạt động kinh doanh dịch vụ văn hóa; tuyên truyền về môi trường không khí", (7,), DUTY),
        ("8", "8", "Nâng chất lượng Cổng giao tiếp điện tử của Sở; hỗ trợ người dân dùng Cổng Dịch vụ công", (8,), DUTY),
    ],
}  # fmt: skip

# The present: a province plan and what each commune takes over from it (number of the province task it implements).
PRESENT_PROVINCE: list[tuple[str, str, tuple[int, ...], str | None, str, int, bool]] = [
    # code, text, dimensions, lead, product, months from the year's start, for communes too
    ("1a", "Tổ chức đối thoại và lấy ý kiến Nhân dân trước khi quyết định các khoản đóng góp", (1,), None, "Biên bản họp thôn", 10, True),
    ("1b", "Kiểm tra việc bầu trưởng thôn, tổ trưởng tổ dân phố", (1,), "Sở Nội vụ", "Báo cáo kiểm tra", 9, False),
    ("2a", "Công khai số điện thoại, hộp thư của người đứng đầu", (2,), None, "Bảng niêm yết; mục trên trang thông tin", 3, True),
    ("2b", "Rà soát, bình xét, niêm yết danh sách hộ nghèo", (2,), None, "Danh sách niêm yết, biên bản", 11, True),
    ("2c", "Niêm yết thu, chi ngân sách xã, phường theo quý", (2,), None, "Bảng công khai từng quý", 12, True),
    ("2d", "Lấy ý kiến Nhân dân về quy hoạch, kế hoạch sử dụng đất, bảng giá đất", (2,), "Sở Nông nghiệp và Môi trường", "Bản tổng hợp, giải trình", 11, True),
    ("3a", "Tiếp công dân định kỳ, đối thoại với Nhân dân", (3,), None, "Sổ tiếp công dân", 12, True),
    ("3b", "Trả lời phản ánh, kiến nghị đúng hạn", (3,), "Thanh tra tỉnh", "Bảng theo dõi trả lời", 12, True),
    ("4a", "Công khai kết quả tuyển dụng, tiếp nhận công chức, viên chức", (4,), "Sở Nội vụ", "Thông báo công khai", 12, False),
    ("4b", "Vận hành kênh tiếp nhận phản ánh tiêu cực, bảo vệ người tố cáo", (4,), None, "Sổ theo dõi", 12, True),
    ("5a", "Giải quyết hồ sơ thủ tục hành chính đúng và trước hạn", (5,), None, "Biểu tổng hợp Một cửa", 12, True),
    ("5b", "Rà soát, đơn giản hóa thủ tục hành chính", (5,), "Văn phòng UBND tỉnh", "Quyết định công bố", 9, False),
    ("6a", "Củng cố trạm y tế sau khi sắp xếp đơn vị hành chính", (6,), "Sở Y tế", "Trạm y tế đạt tiêu chí", 12, True),
    ("6b", "Sửa chữa, bổ sung phòng học tiểu học", (6,), "Sở Giáo dục và Đào tạo", "Danh mục công trình", 8, False),
    ("7a", "Thu gom, phân loại rác thải sinh hoạt tại nguồn", (7,), None, "Số hộ phân loại rác", 12, True),
    ("7b", "Quan trắc, công bố chất lượng nước, không khí", (7,), "Sở Nông nghiệp và Môi trường", "Bản tin quan trắc", 12, False),
    ("8a", "Hướng dẫn người dân nộp hồ sơ trực tuyến", (8,), None, "Tỷ lệ hồ sơ trực tuyến", 12, True),
    ("8b", "Phúc đáp phản ánh qua cổng thông tin điện tử", (8,), "Sở Khoa học và Công nghệ", "Bảng theo dõi phúc đáp", 12, False),
    ("C1", "Tuyên truyền về Chỉ số PAPI trên hệ thống truyền thanh cơ sở", (), "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Tin, bài đã phát", 12, True),
    ("C2", "Báo cáo kết quả thực hiện Kế hoạch", (), None, "Báo cáo", 12, False),
]  # fmt: skip
# Which sub-dimensions a task shall move; some have none, as in real plans.
PRESENT_SUBS = {
    "1a": ("1.2", "1.4"), "1b": ("1.3",), "2a": ("2.1",), "2b": ("2.2",), "2c": ("2.3",), "2d": ("2.4",), "3a": ("3.1",),
    "3b": ("3.2",), "4a": ("4.3",), "4b": ("4.1", "4.4"), "5a": ("5.4",), "5b": ("5.1", "5.3", "5.4"), "6a": ("6.1",),
    "7b": ("7.2", "7.3"), "8a": ("8.1",), "8b": ("8.3",),
}  # fmt: skip
PRESENT_MEASURES = {
    "5a": (("Hồ sơ tiếp nhận", "hồ sơ", None, "sum"), ("Hồ sơ đúng hạn", "hồ sơ", None, "sum")),
    "3a": (("Số buổi tiếp công dân", "buổi", 24, "sum"),),
    "7a": (("Hộ phân loại rác", "hộ", None, "latest"),),
    "8a": (("Hồ sơ trực tuyến", "hồ sơ", None, "sum"),),
}
PRESENT_RELATIONS = {  # (figure, kind, of which other figure)
    "5a": (
        ("Hồ sơ tiếp nhận", "grows", ""),
        ("Hồ sơ đúng hạn", "grows", ""),
        ("Hồ sơ đúng hạn", "part", "Hồ sơ tiếp nhận"),
    ),
    "3a": (("Số buổi tiếp công dân", "grows", ""),),
    "8a": (("Hồ sơ trực tuyến", "grows", ""),),
}
PRESENT_RESULTS = {
    "1a": "Đã họp {n} thôn, tổ dân phố, lấy ý kiến về các khoản đóng góp; có biên bản.",
    "2a": "Đã niêm yết tại trụ sở và {n} nhà văn hóa; cập nhật trên trang thông tin.",
    "2b": "Đã rà soát {n} thôn, tổ dân phố, niêm yết danh sách sơ bộ tại nhà văn hóa.",
    "2c": "Đã niêm yết quý I, II, III; người dân hỏi {n} lượt, đã trả lời.",
    "2d": "Đã tổ chức {n} cuộc lấy ý kiến về kế hoạch sử dụng đất.",
    "3a": "Chủ tịch UBND xã tiếp {n} lượt công dân theo lịch.",
    "3b": "Đã trả lời {n} phản ánh, kiến nghị.",
    "4b": "Đã công khai số điện thoại, nhận {n} phản ánh, đã xử lý.",
    "5a": "Bố trí người hướng dẫn, hẹn trả kết quả rõ ràng; có thư xin lỗi với hồ sơ trễ.",
    "6a": "Trạm y tế đã sắp xếp lại, bổ sung {n} loại thuốc, thiết bị.",
    "7a": "Đã phát động tại {n} thôn, tổ dân phố.",
    "8a": "Tổ công nghệ số cộng đồng hỗ trợ {n} buổi.",
    "C1": "Đã phát {n} tin, bài trên truyền thanh cơ sở.",
}
DIFFICULTIES = (
    "",
    "",
    "",
    "Dữ liệu đất đai đồng bộ chậm sau sắp xếp đơn vị hành chính.",
    "Đường truyền một số thôn chưa ổn định.",
    "Công chức mới nhận việc, còn kiêm nhiệm.",
)
REASONS_RETURNED = (
    "Số liệu chưa khớp biểu Một cửa, đề nghị kiểm tra lại.",
    "Chưa nêu rõ sản phẩm và nơi thực hiện.",
    "Thiếu tài liệu kiểm chứng.",
)
