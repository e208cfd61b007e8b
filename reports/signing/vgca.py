"""The national signing plug-in (VGCA): a service on the official's own computer that fetches, signs and uploads.

The server writes the order that the page hands to the plug-in's script, and checks what comes back. Whether it runs
can only be seen in the browser: the page shows `NOT_RUNNING` when `SERVICE` does not answer.
"""

import json
from dataclasses import dataclass
from datetime import date

from reports.signing.errors import SigningError
from reports.verification import added_signatures

SERVICE = "wss://127.0.0.1:8987"
FUNCTIONS = {  # what is signed -> function of the plug-in's script
    "leader": "vgca_sign_approved",
    "agency": "vgca_sign_issued",
    "annex": "vgca_sign_appendix",
    "copy": "vgca_sign_copy",
    "incoming": "vgca_sign_income",
    "comment": "vgca_comment",
}
NOT_RUNNING = (
    "Không kết nối được phần mềm ký số trên máy tính này. Hãy cài và mở phần mềm ký số của Ban Cơ yếu Chính phủ, "
    "cắm thiết bị ký số rồi thử lại. Văn bản chưa được ký."
)


@dataclass(frozen=True)
class Order:
    """One call of the plug-in: `function` of its script and its parameters as the JSON text it wants."""

    function: str
    parameters: str


@dataclass(frozen=True)
class Answer:
    """What the plug-in reports after it has uploaded the signed file."""

    file_name: str
    file_on_server: str
    number: str
    day: str


def order(
    what: str,
    *,
    download_url: str,
    upload_url: str,
    session: str = "",
    token: str = "",
    reference: str = "",
    day: date | None = None,
    metadata: dict[str, str] | None = None,
) -> Order:
    """Parameters for the plug-in; `reference` and `day` go with `agency`, `annex` and `copy`. Both urls are ours."""
    given = {
        "FileUploadHandler": upload_url,
        "SessionId": session,
        "JWTToken": token,
        "FileName": download_url,
        "MetaData": [{"Key": key, "Value": value} for key, value in (metadata or {}).items()],
    }
    if reference:
        given |= {"DocNumber": reference, "IssuedDate": f"{day:%d/%m/%Y}" if day else ""}
    return Order(FUNCTIONS[what], json.dumps(given, ensure_ascii=False))


def answer(text: str) -> Answer:
    """Read the plug-in's callback; raises SigningError with its own message when it did not sign."""
    try:
        given = json.loads(text)
        status = int(given["Status"])
    except (ValueError, KeyError, TypeError):
        raise SigningError("Phần mềm ký số trả về nội dung không đọc được; văn bản chưa được ký.") from None
    if status:
        raise SigningError(f"Phần mềm ký số không ký: {given.get('Message') or f'mã lỗi {status}'}.")
    parts = (str(given.get(name) or "") for name in ("FileName", "FileServer", "DocumentNumber", "DocumentDate"))
    return Answer(*parts)


def accept(sent: bytes, received: bytes) -> bytes:
    """The uploaded file, when it is the sent one plus at least one intact signature; raises SigningError otherwise."""
    if not received.startswith(sent):
        raise SigningError("Tệp nhận về không phải là văn bản đã gửi đi ký; không được lưu.")
    if not added_signatures(sent, received):
        raise SigningError("Tệp nhận về không có chữ ký mới còn nguyên vẹn; không được lưu.")
    return received
