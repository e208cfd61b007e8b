"""Units named after a person, an event or a number keep their common noun: `Phường Trần Hưng Đạo`, `Quận 1`.

Decree 30/2020/NĐ-CP, annex II, III.1 and annex I, II.4.a. Which names are of persons and events is our own list: it only
proposes, a person of the unit confirms or overrules it (`Unit.keeps_noun`).
"""

__all__ = ["NOUNS", "bare", "proposes_noun"]

NOUNS = ("Thành phố ", "Thị trấn ", "Thị xã ", "Đặc khu ", "Phường ", "Huyện ", "Quận ", "Tỉnh ", "Xã ")

PERSONS = frozenset({
    "An Dương Vương", "Bà Triệu", "Bùi Hữu Nghĩa", "Bùi Thị Xuân", "Cao Thắng", "Cao Xuân Dục", "Châu Văn Liêm",
    "Chu Văn An",
    "Chu Trinh", "Dương Minh Châu", "Đặng Thùy Trâm", "Đào Duy Từ", "Đề Thám", "Đinh Công Tráng", "Đinh Tiên Hoàng",
    "Đội Cấn", "Hà Huy Tập", "Hai Bà Trưng", "Hàm Nghi", "Hồ Chí Minh", "Hồ Thị Kỷ", "Hồ Tùng Mậu", "Hồ Xuân Hương",
    "Hồ Đắc Kiện", "Hoàng Diệu", "Hoàng Hoa Thám", "Hoàng Văn Thụ", "Hùng Vương", "Huỳnh Hữu Nghĩa", "Huỳnh Thúc Kháng",
    "Kim Đồng", "Lạc Long Quân", "Lê Bình", "Lê Chân", "Lê Đại Hành", "Lê Hồng Phong", "Lê Hồng Sơn", "Lê Ích Mộc", "Lê Lai",
    "Lê Lợi", "Lê Minh Xuân", "Lê Quý Đôn", "Lê Thanh Nghị", "Lương Khánh Thiện", "Lương Thế Trân", "Lương Thế Vinh",
    "Lương Văn Tri", "Lý Bôn", "Lý Nam Đế", "Lý Thái Tổ", "Lý Thường Kiệt", "Lý Văn Lâm", "Mạc Đĩnh Chi", "Mai Hắc Đế",
    "Minh Khai", "Ngô Mây", "Ngô Quyền", "Ngô Thì Nhậm", "Nguyễn An Ninh", "Nguyễn Bỉnh Khiêm", "Nguyễn Cư Trinh",
    "Nguyễn Du", "Nguyễn Đại Năng", "Nguyễn Huân", "Nguyễn Huệ", "Nguyễn Lương Bằng", "Nguyễn Nghiêm", "Nguyễn Phích",
    "Nguyễn Thái Bình", "Nguyễn Thái Học", "Nguyễn Thị Minh Khai", "Nguyễn Trãi", "Nguyễn Úy", "Nguyễn Uý",
    "Nguyễn Văn Cừ", "Nguyễn Văn Linh", "Nguyễn Văn Thảnh", "Nguyễn Việt Khái", "Phạm Đình Hổ", "Phạm Hồng Thái",
    "Phạm Ngũ Lão", "Phạm Sư Mạnh", "Phạm Văn Cội", "Phạm Văn Hai", "Phan Bội Châu", "Phan Chu Trinh", "Phan Đình Phùng",
    "Phan Ngọc Hiển", "Phan Sào Nam", "Phùng Chí Kiên", "Phùng Hưng", "Quang Trung", "Tạ An Khương", "Tô Hiệu",
    "Tôn Đức Thắng", "Tống Trân", "Trần Hưng Đạo", "Trần Lãm", "Trần Liễu", "Trần Nguyên Hãn", "Trần Nhân Tông", "Trần Phán",
    "Trần Phú", "Trần Quang Diệu", "Trần Quang Khải", "Trần Quốc Toản", "Trần Tế Xương", "Trần Thành Ngọ", "Trần Văn Thời",
    "Triệu Việt Vương", "Trưng Nhị", "Trưng Trắc", "Trưng Vương", "Trương Định", "Trương Quang Trọng", "Võ Thị Sáu",
    "Yết Kiêu",
})  # fmt: skip
EVENTS = frozenset({"Cách mạng Tháng Tám", "Điện Biên Phủ"})  # Bạch Đằng, Đống Đa are places as well: a person says


def bare(name: str) -> str:
    """The name without its common noun: `Xã Tiền Phong` -> `Tiền Phong`."""
    return name.removeprefix(next((noun for noun in NOUNS if name.startswith(noun)), ""))


def proposes_noun(name: str) -> bool:
    """Whether the name behind the common noun is a number, or stands in our list of persons and events."""
    rest = bare(name)
    return rest != name and (rest.isdigit() or rest in PERSONS or rest in EVENTS)
