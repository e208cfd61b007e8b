"""Keys that the server itself can use: a PKCS#12 file or a token behind PKCS#11. Passwords live in memory only."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pkcs11
from asn1crypto.x509 import Certificate
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign import Signer, SimpleSigner
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko_certvalidator.registry import SimpleCertificateStore

from reports.pen.errors import KeyUnavailable, WrongSecret


class Key(Protocol):
    """Anything that can be opened for the time of one signature."""

    def opened(self) -> AbstractContextManager[Signer]: ...


@dataclass(frozen=True)
class Pkcs12Key:
    """A .p12/.pfx file; `password` never appears in a repr, a log or an error."""

    path: Path
    password: str = field(default="", repr=False)

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        """A signer with RSASSA-PSS (an EC key signs ECDSA); raises KeyUnavailable."""
        try:
            data = Path(self.path).read_bytes()
        except OSError:
            raise KeyUnavailable(f"Không đọc được tệp khóa {Path(self.path).name}.") from None
        try:
            signer = SimpleSigner.load_pkcs12_data(data, [], self.password.encode() or None)
        except ValueError:
            raise WrongSecret("Mật khẩu của khóa ký không đúng hoặc tệp khóa bị hỏng.") from None
        signer.prefer_pss = True
        refuse_out_of_time(signer.signing_cert)
        yield signer


@dataclass(frozen=True)
class Pkcs11Key:
    """A key on a token or HSM that hangs on the server; `module` is the driver of its maker."""

    module: str
    token_label: str
    certificate_label: str
    pin: str = field(default="", repr=False)
    chain: tuple[Certificate, ...] = ()

    @contextmanager
    def opened(self) -> Iterator[Signer]:
        """A signer on an open session of the token; raises KeyUnavailable in plain words."""
        session = self._session()
        try:
            signer = PKCS11Signer(
                session, cert_label=self.certificate_label, key_label=self.certificate_label, prefer_pss=True,
                other_certs_to_pull=None,  # whatever authorities the token holds belong to the chain
            )  # fmt: skip
            store = SimpleCertificateStore()
            store.register_multiple(self.chain)
            signer.cert_registry.register_multiple(self.chain)
            refuse_out_of_time(signer.signing_cert)
            yield signer
        finally:
            session.close()

    def _session(self):
        if not self.module:
            raise KeyUnavailable("Máy chủ chưa cấu hình thiết bị ký số (PKCS#11).")
        if not Path(self.module).exists():
            raise KeyUnavailable(f"Không tìm thấy trình điều khiển thiết bị ký số {self.module}.")
        try:
            return open_pkcs11_session(
                self.module, token_criteria=TokenCriteria(label=self.token_label), user_pin=self.pin
            )
        except pkcs11.PinIncorrect:
            raise WrongSecret("Mã PIN của thiết bị ký số không đúng.") from None
        except pkcs11.PKCS11Error as error:
            reason = type(error).__name__  # never the text: a driver may repeat the PIN in it
            raise KeyUnavailable(f"Không mở được thiết bị ký số “{self.token_label}” ({reason}).") from None


def refuse_out_of_time(certificate: Certificate, now: datetime | None = None) -> None:
    """Raises KeyUnavailable unless the certificate is valid now: checked before every signature."""
    now = now or datetime.now(UTC)
    if not certificate.not_valid_before <= now <= certificate.not_valid_after:
        until = f"{certificate.not_valid_after:%d/%m/%Y}"
        raise KeyUnavailable(f"Chứng thư số ngoài thời hạn sử dụng (hết hạn {until}); không thể ký.")
