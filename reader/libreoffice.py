"""LibreOffice run on one foreign file inside the child: the file in another kind."""

import shutil
import subprocess
import tempfile
from pathlib import Path

__all__ = ["TooSlow", "converted", "installed"]


class TooSlow(Exception):
    """The conversion did not end in time."""


def installed() -> bool:
    """Whether this machine has LibreOffice at all."""
    return shutil.which("soffice") is not None


def converted(data: bytes, suffix: str, to: str, *, seconds: float) -> bytes | None:
    """`data`, a file with the ending `suffix`, as `to` ("docx", "pdf:writer_pdf_Export:{…}"); None when it is not read.

    Called in the child only, which has no network: what the file points to is not fetched. Raises TooSlow.
    """
    with tempfile.TemporaryDirectory(prefix="papi-doc-") as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",
                   "--convert-to", to, "--outdir", folder, str(source)]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired as error:
            raise TooSlow from error
        result = source.with_suffix(f".{to.partition(':')[0]}")
        return result.read_bytes() if result != source and result.is_file() else None
