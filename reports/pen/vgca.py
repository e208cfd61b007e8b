"""The national signing plug-in (VGCA): a service on the official's own computer that fetches, signs and uploads.

The server writes the order that the page hands to the service, and checks what comes back. Whether it runs can only
be seen in the browser: the page shows `NOT_RUNNING` when the service does not answer. The service fetches `FileName`
and uploads as `uploadfile` without the browser's session, so both addresses carry a pass of their own.
"""

import json
from dataclasses import dataclass
from datetime import date

from reports.pen.errors import SigningError
from reports.pen.verdict import added_signatures

UPLOAD = "uploadfile"  # name of the file in the service's upload
ERRANDS = {  # what is signed -> path of the local service (vgca_sign_approved, …_issued, …_appendix, …_copy)
    "leader": "SignApproved",
    "agency": "SignIssued",
    "annex": "SignAppendix",
    "copy": "SignCopy",
}
NOT_RUNNING = (
    "Không kết nối được phần mềm ký số trên máy tính này. Hãy cài và mở phần mềm ký số của Ban Cơ yếu Chính phủ, "
    "cắm thiết bị ký số rồi thử lại. Văn bản chưa được ký."
)


@dataclass(frozen=True)
class Order:
    """One call of the service: the `errand` behind its address and its parameters as the JSON text it wants."""

    errand: str
    parameters: str


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
        given |= {"DocNumber": reference, "IssuedDate": f"{day:%Y-%m-%d}T00:00:00+07:00" if day else ""}
    return Order(ERRANDS[what], json.dumps(given, ensure_ascii=False))


def receipt(file_name: str = "", refusal: str = "") -> dict:
    """What the service wants to hear about its upload."""
    return {"Status": not refusal, "Message": refusal, "FileName": file_name, "FileServer": file_name}


def accept(sent: bytes, received: bytes) -> bytes:
    """The uploaded file, when it is the sent one plus at least one intact signature; raises SigningError otherwise."""
    if not received.startswith(sent):
        raise SigningError("Tệp nhận về không phải là văn bản đã gửi đi ký; không được lưu.")
    if not added_signatures(sent, received):
        raise SigningError("Tệp nhận về không có chữ ký mới còn nguyên vẹn; không được lưu.")
    return received
