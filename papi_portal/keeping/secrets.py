"""Signing keys and the secret of the sessions leave the machine encrypted or not at all (GnuPG, to a public key)."""

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings

__all__ = ["FILE", "locked"]

FILE = "secrets.tar.gpg"


def locked(goal: Path, recipient: Path) -> None:
    """Write keys and secret into `goal`/secrets.tar.gpg for the holder of the key whose public part is the file
    `recipient`. Raises RuntimeError with what gpg said."""
    with tempfile.TemporaryDirectory(prefix="papi-gpg-") as home:
        command = ["gpg", "--homedir", home, "--batch", "--quiet", "--trust-model", "always"]
        command += ["--recipient-file", str(recipient), "--output", str(goal / FILE), "--encrypt"]
        done = subprocess.run(command, input=_tar(), capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"gpg: {done.stderr.decode(errors='replace').strip()[-500:]}")


def _tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        secret = settings.SECRET_KEY.encode()
        entry = tarfile.TarInfo("secret_key")
        entry.size, entry.mode = len(secret), 0o600
        tar.addfile(entry, io.BytesIO(secret))
        if Path(settings.SIGNING_DIR).is_dir():
            tar.add(settings.SIGNING_DIR, arcname="signing")
    return packed.getvalue()
