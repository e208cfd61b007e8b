"""Where the keys and pictures of an agency lie on the server: one folder each, readable by the portal alone."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from reports.pen.keys import Pkcs12Key

_SEALS = (20, 60)  # mm; seals of state bodies lie between


@dataclass(frozen=True)
class Cabinet:
    """`lanhdao.p12`, `coquan.p12`, `chuky.png`, `dau.png` and, in the demo only, their password in `matkhau`."""

    folder: Path

    @property
    def leader_file(self) -> Path:
        return self.folder / "lanhdao.p12"

    @property
    def agency_file(self) -> Path:
        return self.folder / "coquan.p12"

    @property
    def signature_file(self) -> Path:
        return self.folder / "chuky.png"

    @property
    def seal_file(self) -> Path:
        return self.folder / "dau.png"

    @property
    def password_file(self) -> Path:
        return self.folder / "matkhau"

    @property
    def complete(self) -> bool:
        return self.leader_file.exists() and self.agency_file.exists()

    @property
    def asks_password(self) -> bool:
        """Whether the person who signs must type the password: always, except in the demo."""
        return not self.password_file.exists()

    @property
    def signature_image(self) -> Path | None:
        return self.signature_file if self.signature_file.exists() else None

    @property
    def seal_image(self) -> Path | None:
        return self.seal_file if self.seal_file.exists() else None

    @property
    def seal_diameter(self) -> float | None:
        """Real size of the seal in mm, as the resolution of its picture says; None where it says nothing sensible."""
        if not self.seal_image:
            return None
        with Image.open(self.seal_image) as image:
            wide = image.width / image.info["dpi"][0] * 25.4 if image.info.get("dpi") else 0
        return wide if _SEALS[0] <= wide <= _SEALS[1] else None

    def leader_key(self, password: str = "") -> Pkcs12Key:
        return Pkcs12Key(self.leader_file, self._password(password))

    def agency_key(self, password: str = "") -> Pkcs12Key:
        return Pkcs12Key(self.agency_file, self._password(password))

    def _password(self, typed: str) -> str:
        return typed or ("" if self.asks_password else self.password_file.read_text())


def of(folder: Path, slug: str) -> Cabinet:
    """The cabinet of an agency; `slug` is a plain word, never a path."""
    if not slug.replace("-", "").replace("_", "").isalnum():
        raise ValueError(f"Tên thư mục khóa ký không hợp lệ: {slug}")
    return Cabinet(Path(folder) / slug)
