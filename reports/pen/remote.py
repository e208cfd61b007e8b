"""Remote signing over HTTP by the interface of the Cloud Signature Consortium (CSC 1.0.4), in two steps."""

import base64
from dataclasses import dataclass, field

import requests

from reports.pen.deferred import Prepared
from reports.pen.errors import ServiceMissing, SigningError
from units.outgoing import NotAllowed, require_allowed

_ALGORITHMS = {"RSASSA-PSS-SHA256": "1.2.840.113549.1.1.10", "ECDSA-SHA256": "1.2.840.10045.4.3.2"}
_SHA256 = "2.16.840.1.101.3.4.2.1"
# RSASSA-PSS-params: SHA-256, MGF1 with SHA-256, salt of 32 bytes
_PSS = bytes.fromhex(
    "3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120"
)


@dataclass(frozen=True)
class RemoteService:
    """One account at a signing service; `token` is the user's access token and is never shown."""

    url: str
    token: str = field(default="", repr=False)
    timeout: tuple[int, int] = (3, 8)  # seconds to connect, to answer

    @classmethod
    def entered(cls, url: str, user: str, password: str) -> "RemoteService":
        """The service as one account sees it. Raises ServiceMissing or SigningError for a wrong password."""
        basic = base64.b64encode(f"{user}:{password}".encode()).decode()
        given = cls(url)._post("auth/login", {"rememberMe": False}, f"Basic {basic}")
        try:
            return cls(url, str(given["access_token"]))
        except (KeyError, TypeError):
            raise SigningError("Dịch vụ ký số từ xa không cho vào bằng tài khoản này.") from None

    def credential(self) -> str:
        """The account's one key. Raises SigningError when there is none, or several to choose from."""
        found = self._post("credentials/list", {}).get("credentialIDs") or []
        if len(found) != 1:
            raise SigningError(f"Tài khoản có {len(found)} khóa ký; hãy ghi mã khóa ký (credentialID) cần dùng.")
        return str(found[0])

    def send_code(self, credential: str) -> None:
        """Have the one-time code sent to the official's phone."""
        self._post("credentials/sendOTP", {"credentialID": credential})

    def activate(self, credential: str, prepared: Prepared, *, pin: str = "", code: str = "") -> str:
        """The activation (SAD) of one signature over this file: by PIN, one-time code, or consent on the phone."""
        order = {"credentialID": credential, "numSignatures": 1, "hash": [_hash(prepared)]}
        order |= {name: value for name, value in (("PIN", pin), ("OTP", code)) if value}
        try:
            return str(self._post("credentials/authorize", order)["SAD"])
        except KeyError:
            raise SigningError("Dịch vụ ký số từ xa chưa nhận được xác nhận của bạn; văn bản chưa được ký.") from None

    def certificates(self, credential: str) -> tuple[bytes, ...]:
        """The signer's certificate and its chain in DER. Raises ServiceMissing or SigningError."""
        given = self._post("credentials/info", {"credentialID": credential, "certificates": "chain"})
        try:
            return tuple(base64.b64decode(one) for one in given["cert"]["certificates"])
        except (KeyError, TypeError, ValueError):
            raise SigningError("Dịch vụ ký số từ xa không trả về chứng thư số.") from None

    def sign(self, credential: str, prepared: Prepared, *, activation: str) -> bytes:
        """The signature over a prepared file; `activation` (SAD) is what the official confirmed on his own device."""
        order = {
            "credentialID": credential,
            "SAD": activation,
            "hash": [_hash(prepared)],
            "hashAlgo": _SHA256,
            "signAlgo": _ALGORITHMS[prepared.algorithm],
        }
        if prepared.algorithm.startswith("RSASSA"):
            order["signAlgoParams"] = base64.b64encode(_PSS).decode()
        try:
            return base64.b64decode(self._post("signatures/signHash", order)["signatures"][0])
        except (KeyError, IndexError, TypeError, ValueError):
            raise SigningError("Dịch vụ ký số từ xa không trả về chữ ký; văn bản chưa được ký.") from None

    def _post(self, path: str, order: dict, pass_: str = "") -> dict:
        if not self.url:
            raise ServiceMissing("Cổng chưa nối dịch vụ ký số từ xa; đề nghị quản trị của cổng khai báo.")
        headers = {"Authorization": (pass_ or f"Bearer {self.token}").encode()}
        try:
            address = require_allowed(f"{self.url.rstrip('/')}/{path}")
            answer = requests.post(address, json=order, headers=headers, timeout=self.timeout, allow_redirects=False)
        except NotAllowed as refusal:
            raise ServiceMissing(f"{refusal} Văn bản chưa được ký.") from None
        except requests.RequestException:
            raise ServiceMissing("Dịch vụ ký số từ xa không trả lời; văn bản chưa được ký.") from None
        if answer.status_code != 200:
            raise SigningError(_refused(answer))
        try:
            return answer.json()
        except ValueError:
            raise SigningError("Dịch vụ ký số từ xa trả về nội dung không đọc được.") from None


def _hash(prepared: Prepared) -> str:
    return base64.b64encode(prepared.attributes_digest).decode()


def _refused(answer: requests.Response) -> str:
    """The service's own short reason where it gives one (`error_description` of the interface)."""
    try:
        reason = str(answer.json()["error_description"])[:200]
    except (ValueError, KeyError, TypeError):
        reason = f"mã {answer.status_code}"
    return f"Dịch vụ ký số từ xa từ chối ({reason}); văn bản chưa được ký."
