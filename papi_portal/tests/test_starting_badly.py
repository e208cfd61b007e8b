"""What an administrator is told when the portal cannot start: one sentence with the next step."""

import errno
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.db import OperationalError

from papi_portal.management.commands import up
from papi_portal.private_redis import socket_path
from papi_portal.processes import Supervisor


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (OperationalError("database disk image is malformed"), "manage.py restore"),
        (OperationalError("file is not a database"), "manage.py restore"),
        (OperationalError("database or disk is full"), "dọn chỗ"),
        (OSError(errno.ENOSPC, "No space left on device"), "dọn chỗ"),
        (PermissionError(errno.EACCES, "Permission denied"), "chown"),
        (OperationalError("attempt to write a readonly database"), "chown"),
        (OperationalError("connection refused"), "DATABASE_URL"),
    ],
)
def test_each_has_its_next_step(failure, told):
    assert told in up.what_to_do(failure) and "\n" not in up.what_to_do(failure)


@pytest.mark.parametrize(("bytes_", "said"), [(b"ngan", "bị cắt"), (b"\xff\xfe", "Không đọc được")])
def test_a_broken_secret_is_named_and_not_replaced(tmp_path, bytes_, said):
    (tmp_path / "secret_key").write_bytes(bytes_)
    env = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(tmp_path), "PYTHONPATH": str(settings.BASE_DIR), "PYTHONUTF8": "1"}
    run = subprocess.run(
        [sys.executable, "-c", "import papi_portal.settings"], env=env, capture_output=True, text=True
    )
    assert run.returncode == 1 and said in run.stderr and "Traceback" not in run.stderr
    assert (tmp_path / "secret_key").read_bytes() == bytes_


def test_a_damaged_file_of_redis_is_set_aside_and_said(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(up, "VAR", tmp_path)
    settings.PRIVATE_REDIS_SOCKET = socket_path(tmp_path)
    settings.REDIS_URL = f"unix://{settings.PRIVATE_REDIS_SOCKET}"
    damaged = tmp_path / "redis" / "appendonlydir"
    damaged.mkdir(parents=True)
    (damaged / "appendonly.aof.manifest").write_bytes(b"not a manifest\n")
    command = up.Command(stdout=StringIO())
    command.supervisor = Supervisor(command.say)
    try:
        command.start_redis()
        assert "bắt đầu tệp mới" in command.stdout.getvalue()
        (kept,) = tmp_path.glob("redis.damaged-*")
        assert (kept / "appendonlydir/appendonly.aof.manifest").read_bytes() == b"not a manifest\n"
    finally:
        command.supervisor.stop()
