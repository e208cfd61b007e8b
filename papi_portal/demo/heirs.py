"""Where the people of the abolished units went: some hold a post in an heir from 01/07/2025, of the others it ended."""

from units import ending
from units.models import Agency, Post, Role, Succession, Unit

from .people import NEW_ERA, OLD_ERA_ENDS, Account, agency, committee, new_unit, sample_unit, seat

ENTRY, LEADER, CLERK, REVIEWER = Role.ENTRY, Role.LEADER, Role.CLERK, Role.REVIEWER


def load(hashed: str) -> None:
    """Posts in the heirs; then what the abolished units' people held ends with their unit, by the portal's own rule."""
    for account, office in (*_hung_yen(), *_ha_noi(), *_department()):
        seat(account, office, hashed, since=NEW_ERA)
    ending.follow()


def _hung_yen():
    """Xã Tiền Phong is part of Hồng Quang, where its chairman is a deputy; the district's reviewer went to the Sở."""
    commune, office = new_unit("12196"), Agency.objects.get(unit=new_unit("33"), reviews=True)
    head = committee(commune)
    return [
        (Account("tienphong.nhaplieu", ENTRY, "", "Công chức Văn phòng – Thống kê"), head),
        (Account("tienphong.lanhdao", LEADER, "", "Phó Chủ tịch UBND xã", Post.Signs.DEPUTY), head),
        (Account("anthi.thamdinh", REVIEWER, "", "Chuyên viên Sở Nội vụ"), office),
    ]


def _ha_noi():
    """Phường Vạn Phúc is part of phường Hà Đông, which stands straight under the city."""
    ward, city = committee(new_unit("09556")), new_unit("01")
    committee(city)
    office = agency(city, "Sở Nội vụ thành phố Hà Nội", reviews=True, symbol="SNV")
    return [
        (Account("vanphuc.nhaplieu", ENTRY, "", "Công chức Văn phòng – Thống kê"), ward),
        (Account("vanphuc.lanhdao", LEADER, "", "Chủ tịch UBND phường"), ward),
        (Account("vanphuc.vanthu", CLERK, "", "Văn thư UBND phường"), ward),
        (Account("hadong.thamdinh", REVIEWER, "", "Chuyên viên Sở Nội vụ"), office),
    ]


def _department():
    """Sở Văn hóa và Thể thao goes on in the city's tree of today."""
    old = Unit.objects.get(code="SVHTT-HN", valid_to=OLD_ERA_ENDS)
    new = sample_unit(old.code, old.name, old.kind, parent=new_unit("01"), since=NEW_ERA, until=None)
    Succession.objects.get_or_create(old=old, new=new, defaults={"share": Succession.Share.WHOLE})
    office = agency(
        new, new.name, heads_unit=True, symbol="SVHTT", place="Hà Nội", letterhead="SỞ VĂN HÓA VÀ THỂ THAO",
        superior_line="UBND THÀNH PHỐ HÀ NỘI",
    )  # fmt: skip
    return [
        (Account("svhtt.nhaplieu", ENTRY, "", "Công chức Văn phòng – Thống kê"), office),
        (Account("svhtt.lanhdao", LEADER, "", "Giám đốc Sở"), office),
        (Account("svhtt.vanthu", CLERK, "", "Văn thư Sở"), office),
    ]
