"""Which bodies have a seal of their own: they issue in their own name, the others sign TL. for their superior.

Article 13 of Decree 30/2020/NĐ-CP. Our list only proposes by the name; an administrator says what the seal register says
(`Agency.seal`).
"""

__all__ = ["proposes_seal"]

WITH_SEAL = (
    "UBND", "Ủy ban", "UBMTTQ", "HĐND", "Hội đồng nhân dân", "Đảng ủy", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy",
    "Thị ủy", "Sở", "Thanh tra", "Chi cục", "Cục", "Ban Quản lý", "Ban QLDA", "Trung tâm", "Công an", "Bảo hiểm xã hội",
    "Hội", "Liên đoàn", "Đoàn", "Liên hiệp", "Bộ", "Trường", "Bệnh viện",
)  # fmt: skip


def proposes_seal(name: str) -> bool:
    """Whether a body of this name has a seal of its own; a Phòng, an office, a post of officials has none."""
    return any(name == word or name.startswith(f"{word} ") for word in WITH_SEAL)
