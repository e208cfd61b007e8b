"""The paragraph that ends a document: it calls for action in general and is no task."""

import re

from .text import fold

_CLOSING = re.compile(
    r"^(tren day la|can cu (noi dung )?(ke hoach|chi thi|cong van|chuong trinh|van ban) (nay|tren)"
    r"|nhan duoc (ke hoach|chi thi|cong van|van ban)"
    r"|(trong )?qua trinh (to chuc )?(trien khai )?(thuc hien|trien khai)"
    r"|(chi thi|ke hoach|chuong trinh|cong van|van ban) nay\b"
    r"|yeu cau (cac|thu truong|giam doc|chu tich|nguoi dung dau|lanh dao)"
    r"|de nghi (cac|thu truong|giam doc|lanh dao|quy) .{0,200}(nghiem tuc|trien khai|quan tam|khan truong|phoi hop"
    r"|thuc hien|to chuc)"
    r"|(uy ban nhan dan|ubnd|chu tich|ban thuong truc|so|giam doc|van phong)\b.{0,80}(yeu cau|de nghi|trao doi"
    r"|thong bao|de cac).{0,300}(thuc hien|biet|quan tam|trien khai|phoi hop)"
    r"|tren co so (ke hoach|noi dung) (nay|tren)|neu co (kho khan|vuong mac)|moi (y kien|thong tin)|rat mong"
    r"|tran trong)"
)


def is_closing(text: str) -> bool:
    """The closing paragraph: "Trên đây là Kế hoạch …", or a general call to carry it out."""
    folded = fold(text)
    if text.rstrip().endswith("./.") and folded.startswith(("yeu cau", "de nghi", "rat mong", "tran trong")):
        return len(text) < 300
    return bool(_CLOSING.match(fold(text))) or (text.rstrip().endswith("./.") and fold(text).startswith("tren day"))
