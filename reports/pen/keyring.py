"""Which key signs for a post and for an agency: a folder of the key cabinet, or a token behind PKCS#11."""

import hashlib
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings

from reports.pen.cabinet import Cabinet
from reports.pen.demo import make_demo_authority
from reports.pen.keys import Key, Pkcs11Key
from units.models import Agency, Post
from units.text import fold

log = logging.getLogger(__name__)
_LABEL = 32  # bytes of a label in PKCS#11
FILE, TOKEN, REMOTE, PLUGIN, ELSEWHERE, APART = "file", "token", "remote", "plugin", "elsewhere", "apart"
LABELS = {
    FILE: ("Khóa ký lưu trên máy chủ", ""),
    TOKEN: ("Thiết bị ký số gắn với máy chủ", ""),
    REMOTE: ("Ký số từ xa", "xác nhận bằng mã PIN, mã gửi về điện thoại hoặc ứng dụng của dịch vụ"),
    PLUGIN: ("Phần mềm ký số của Ban Cơ yếu Chính phủ trên máy tính này", "cần cài phần mềm và cắm thiết bị ký số"),
    ELSEWHERE: ("Tải tệp về, ký bằng phần mềm khác, tải lên", "phần mềm ký PDF bất kỳ"),
    APART: ("Ký tách rời hai bước", "thiết bị chỉ nhận mã cần ký và trả lại chữ ký"),
}


def slug_of_agency(agency: Agency) -> str:
    """`12193-ubnd-xa-tien-phong`: the same in every database, so that keys outlive a reload."""
    return f"{agency.unit.code}-{fold(agency.name)}".replace(" ", "-").replace("/", "-")[:100]


def slug_of_post(post: Post) -> str:
    return f"{slug_of_agency(post.agency)}--{fold(post.title).replace(' ', '-')}"[:140]


def of_post(post: Post) -> Cabinet:
    """The folder with the leader's key; in the demo it is made when it is first needed."""
    return _open(slug_of_post(post), post.agency.name, post.title)


def of_agency(agency: Agency) -> Cabinet:
    """The folder with the agency's key and seal; in the demo it is made when it is first needed."""
    return _open(slug_of_agency(agency), agency.name, "Văn thư")


def make_demo_keys(posts: Iterable[Post]) -> None:
    """Keys for several posts and their agencies at once, under one root. Only in the demo."""
    wanted = {}
    for post in posts:
        wanted[_plain(slug_of_post(post))] = (post.agency.name, post.title)
        wanted[_plain(slug_of_agency(post.agency))] = (post.agency.name, "Văn thư")
    settings.SIGNING_DIR.mkdir(parents=True, exist_ok=True)
    make_demo_authority(settings.SIGNING_DIR, wanted)


def _open(slug: str, agency: str, position: str) -> Cabinet:
    if settings.DEMO:
        settings.SIGNING_DIR.mkdir(parents=True, exist_ok=True)
        make_demo_authority(settings.SIGNING_DIR, {_plain(slug): (agency, position)})
    return Cabinet(settings.SIGNING_DIR / _plain(slug))


def _plain(slug: str) -> str:
    return "".join(letter for letter in slug if letter.isalnum() or letter in "-_")


@dataclass(frozen=True)
class Ways:
    """How a post or agency may sign here, the usual way first: {name: (label, small print)}; whether one asks a secret."""

    described: dict[str, tuple[str, str]]
    ask: bool


def ways(place: Cabinet, only: Collection[str] = ()) -> Ways:
    """The ways this installation really has; of a token which one is meant. `only`: no other names."""
    filed = place.complete
    there = {FILE: filed, TOKEN: settings.SIGNING_PKCS11_MODULE, REMOTE: settings.SIGNING_REMOTE_URL}
    names = [*(name for name, is_there in there.items() if is_there), PLUGIN, ELSEWHERE, APART]
    described = {name: LABELS[name] for name in names if not only or name in only}
    if TOKEN in described:
        described[TOKEN] = (LABELS[TOKEN][0], f"thiết bị mang nhãn {token_label(place)}")
    return Ways(described, TOKEN in described or (filed and place.asks_password))


def lacking(place: Cabinet) -> list[str]:
    """What is not there, in the words of an office: nothing is pretended. What to set is told to the log."""
    there = (
        (
            place.complete,
            "Chưa có khóa ký của chức vụ, cơ quan này trên cổng.",
            f"{place.folder} holds no complete key",
        ),
        (settings.SIGNING_PKCS11_MODULE, "Cổng chưa gắn thiết bị ký số.", "SIGNING_PKCS11_MODULE is not set"),
        (settings.SIGNING_REMOTE_URL, "Cổng chưa nối dịch vụ ký số từ xa.", "SIGNING_REMOTE_URL is not set"),
    )
    missing = [(said, why) for is_there, said, why in there if not is_there]
    if missing:
        log.info("Ways to sign that are missing: %s", "; ".join(why for _, why in missing))
    return [said for said, _ in missing]


def leader_key(place: Cabinet, method: str, secret: str) -> Key:
    """The key that signs for a post; on a token its certificate is labelled `lanhdao`."""
    return _token(place, "lanhdao", secret) if method == TOKEN else place.leader_key(secret)


def agency_key(place: Cabinet, method: str, secret: str) -> Key:
    """The key that signs for the agency; on a token its certificate is labelled `coquan`."""
    return _token(place, "coquan", secret) if method == TOKEN else place.agency_key(secret)


def token_label(place: Cabinet) -> str:
    """The label a token must carry: the name of the folder, shortened without mixing up two posts of one agency."""
    name = place.folder.name
    return name if len(name) <= _LABEL else f"{name[: _LABEL - 9]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _token(place: Cabinet, label: str, pin: str) -> Pkcs11Key:
    return Pkcs11Key(settings.SIGNING_PKCS11_MODULE, token_label(place), label, pin)
