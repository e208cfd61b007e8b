"""Papers as scanners give them: drawn at 200 dots an inch, a little slanted and grainy, under a red seal and blue ink."""

import io
import random

import pypdfium2
import weasyprint
from PIL import Image, ImageChops, ImageDraw, ImageFilter

_DOTS = 200
_STYLE = """<style>@page{size:A4;margin:2cm 1.5cm 2cm 3cm}body{font:13.5pt 'Liberation Serif'}p{margin:3pt 0;
text-align:justify;text-indent:1cm}table{width:100%;border-collapse:collapse}td{vertical-align:top;text-align:center;width:50%}b{display:block}
h1{font-size:14pt;text-align:center;margin:8pt 0 0}h2{font-size:13.5pt;text-align:center;margin:2pt 0 10pt}
.l{text-align:left;font-size:11pt}.n{height:2.4cm}</style>"""


def _page(issuer, number, day, kind, title, body, recipients, form, name):
    head = "".join(f"<b>{line}</b>" for line in issuer)
    rows = "".join(f"<p>{line}</p>" for line in body)
    foot = "<br>".join(recipients)
    signs = "".join(f"<b>{line}</b>" for line in form)
    return (
        f"{_STYLE}<table><tr><td>{head}Số: {number}</td><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>"
        f"<b>Độc lập - Tự do - Hạnh phúc</b><i>{day}</i></td></tr></table><h1>{kind}</h1><h2>{title}</h2>{rows}"
        f"<table><tr><td class=l><b><i>Nơi nhận:</i></b>{foot}</td><td>{signs}<div class=n></div>"
        f"<b>{name}</b></td></tr></table>"
    )


def scanned(html: str, seed: int) -> bytes:
    """The page of `html` as a PDF that is a picture; the same `seed` gives the same dirt."""
    chance = random.Random(seed)
    document = pypdfium2.PdfDocument(weasyprint.HTML(string=html).write_pdf())
    page = document[0].render(scale=_DOTS / 72).to_pil().convert("RGB")
    _seal(page, chance)
    page = page.rotate(chance.uniform(-0.6, 0.6), resample=Image.Resampling.BICUBIC, fillcolor="white")
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    grain = Image.effect_noise(page.size, 40).convert("RGB")
    page = ImageChops.subtract(page, ImageChops.subtract(Image.new("RGB", page.size, (128, 128, 128)), grain))
    _specks(page, chance)
    stream = io.BytesIO()
    page.save(stream, "PDF", resolution=_DOTS, quality=70)
    return stream.getvalue()


def _seal(page, chance):
    """Laid over the left third of the signature, as the rule asks, ink of a pen across the name."""
    width, height = page.size
    left, top = int(width * 0.53), int(height * chance.uniform(0.44, 0.46))
    layer = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(layer)
    draw.ellipse((left, top, left + 280, top + 280), outline=(215, 40, 50), width=9)
    draw.ellipse((left + 50, top + 50, left + 230, top + 230), outline=(215, 40, 50), width=5)
    x, y = left + 180, top + 150
    for _ in range(9):
        to = (x + chance.randint(-60, 140), y + chance.randint(-60, 60))
        draw.line((x, y, *to), fill=(40, 60, 170), width=5)
        x, y = to
    page.paste(ImageChops.multiply(page, layer))


def _specks(page, chance):
    draw = ImageDraw.Draw(page)
    for _ in range(60):
        x, y = chance.randrange(page.width), chance.randrange(page.height)
        draw.ellipse((x, y, x + chance.randint(1, 4), y + chance.randint(1, 4)), fill=(60, 60, 60))


_ONE = _page(
    ["ỦY BAN NHÂN DÂN", "XÃ ĐÔNG THẠNH"], "47/KH-UBND", "Đông Thạnh, ngày 14 tháng 03 năm 2025", "KẾ HOẠCH",
    "Phòng, chống hạn mặn và giữ nước ngọt mùa khô năm 2025",
    ["Căn cứ Kế hoạch số 88/KH-UBND ngày 20/02/2025 của Ủy ban nhân dân huyện về phòng, chống hạn mặn.",
     "I. MỤC ĐÍCH", "Giữ đủ nước ăn cho mọi nhà qua mùa khô, không để lúa chết khát.", "II. NHIỆM VỤ",
     "1. Đắp đập tạm ở ba vàm rạch trước khi nước mặn lên.", "2. Nạo vét các mương dẫn nước vào ruộng của ấp.",
     "3. Công an xã giữ trật tự ở các điểm lấy nước công cộng.",
     "4. Trạm Y tế xã kiểm tra nước sinh hoạt ở các giếng chung mỗi tuần một lần.",
     "III. TỔ CHỨC THỰC HIỆN", "1. Văn phòng xã theo dõi và báo cáo Ủy ban nhân dân xã."],
    ["- UBND huyện;", "- Đảng ủy xã;", "- Các ấp;", "- Lưu: VT."], ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Lâm Thị Bích Thủy",
)  # fmt: skip
_TWO = _page(
    ["UBND TỈNH KON TUM", "SỞ CÔNG THƯƠNG"], "312/KH-SCT", "Kon Tum, ngày 09 tháng 01 năm 2024", "KẾ HOẠCH",
    "Kiểm tra hàng hóa dịp Tết Nguyên đán năm 2024",
    ["I. YÊU CẦU", "Kiểm tra đúng pháp luật, không gây phiền hà cho người buôn bán.", "II. NỘI DUNG THỰC HIỆN",
     "1. Kiểm tra giá và nguồn gốc bánh kẹo, rượu bia ở chợ đầu mối.",
     "2. Lấy mẫu thực phẩm tươi sống gửi đi kiểm nghiệm trước ngày 25/01/2024.",
     "3. Thanh tra Sở công bố số điện thoại nhận phản ánh của người mua.",
     "III. KINH PHÍ", "Từ nguồn chi thường xuyên của Sở."],
    ["- UBND tỉnh;", "- Giám đốc Sở;", "- Các phòng thuộc Sở;", "- Lưu: VT, QLTM."], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
    "Y Thanh Hà",
)  # fmt: skip
_THREE = _page(
    ["ỦY BAN NHÂN DÂN", "PHƯỜNG VĨNH NGUYÊN"], "05/KH-UBND", "Vĩnh Nguyên, ngày 22 tháng 7 năm 2026", "KẾ HOẠCH",
    "Chỉnh trang vỉa hè và ngõ hẻm năm 2026",
    ["I. MỤC TIÊU", "100% ngõ hẻm có đèn chiếu sáng.", "II. NHIỆM VỤ VÀ GIẢI PHÁP",
     "1. Vận động các hộ tự tháo dỡ mái che lấn chiếm, xong trước 30/9/2026.",
     "2. Kẻ vạch chỗ để xe máy trước các trường học.", "3. Thay bóng đèn hỏng ở các hẻm phía đông.",
     "4. Trồng cây bóng mát dọc đường ven biển.", "5. Công khai kinh phí chỉnh trang ở nhà sinh hoạt khu phố."],
    ["- Thường trực Đảng ủy;", "- Các khu phố;", "- Lưu: VT."], ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    "Đỗ Quang Huy",
)  # fmt: skip

SCANNED = {
    "a commune's plan under its seal": (_ONE, 3, {
        "doc_type": "KE_HOACH", "number": "47/KH-UBND", "date": "2025-03-14", "place": "Đông Thạnh",
        "issuer": "Ủy ban nhân dân xã Đông Thạnh", "title": "Phòng, chống hạn mặn và giữ nước ngọt mùa khô năm 2025",
        "signer_name": "Lâm Thị Bích Thủy", "signer_title": "CHỦ TỊCH", "signing_form": ["TM. ỦY BAN NHÂN DÂN"],
        "years_covered": [2025], "recipients": ["UBND huyện", "Đảng ủy xã", "Các ấp", "Lưu: VT"],
        "tasks": ["Đắp đập tạm ở ba vàm rạch trước khi nước mặn lên.", "Nạo vét các mương dẫn nước vào ruộng của ấp.",
                  "Công an xã giữ trật tự ở các điểm lấy nước công cộng.",
                  "Trạm Y tế xã kiểm tra nước sinh hoạt ở các giếng chung mỗi tuần một lần."],
    }),
    "a department's plan signed by the deputy": (_TWO, 8, {
        "doc_type": "KE_HOACH", "number": "312/KH-SCT", "date": "2024-01-09", "place": "Kon Tum",
        "issuer": "Sở Công Thương", "title": "Kiểm tra hàng hóa dịp Tết Nguyên đán năm 2024",
        "signer_name": "Y Thanh Hà", "signer_title": "PHÓ GIÁM ĐỐC", "signing_form": ["KT. GIÁM ĐỐC"],
        "years_covered": [2024], "recipients": ["UBND tỉnh", "Giám đốc Sở", "Các phòng thuộc Sở", "Lưu: VT, QLTM"],
        "tasks": ["Kiểm tra giá và nguồn gốc bánh kẹo, rượu bia ở chợ đầu mối.",
                  "Lấy mẫu thực phẩm tươi sống gửi đi kiểm nghiệm trước ngày 25/01/2024.",
                  "Thanh tra Sở công bố số điện thoại nhận phản ánh của người mua."],
    }),
    "a ward's plan in the chairman's stead": (_THREE, 21, {
        "doc_type": "KE_HOACH", "number": "05/KH-UBND", "date": "2026-07-22", "place": "Vĩnh Nguyên",
        "issuer": "Ủy ban nhân dân phường Vĩnh Nguyên", "title": "Chỉnh trang vỉa hè và ngõ hẻm năm 2026",
        "signer_name": "Đỗ Quang Huy", "signer_title": "PHÓ CHỦ TỊCH",
        "signing_form": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "years_covered": [2026],
        "recipients": ["Thường trực Đảng ủy", "Các khu phố", "Lưu: VT"],
        "tasks": ["Vận động các hộ tự tháo dỡ mái che lấn chiếm, xong trước 30/9/2026.",
                  "Kẻ vạch chỗ để xe máy trước các trường học.", "Thay bóng đèn hỏng ở các hẻm phía đông.",
                  "Trồng cây bóng mát dọc đường ven biển.",
                  "Công khai kinh phí chỉnh trang ở nhà sinh hoạt khu phố."],
    }),
}  # fmt: skip
