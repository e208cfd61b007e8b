"""The portal's own Redis on a unix socket, used when no REDIS_URL is given."""

import hashlib
import os
import tempfile
from pathlib import Path

# The kernel keeps a socket's address in 108 bytes with the closing zero; a deep checkout does not fit.
LONGEST_SOCKET_PATH = 107


def socket_path(var_dir: Path) -> Path:
    """Where the private Redis listens: in var/run, or in the system's temporary folder when that path is too long."""
    path = Path(var_dir) / "run" / "redis.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"papi-portal-{os.getuid()}-{name}" / "redis.sock"


def redis_command(socket: Path, data_dir: Path) -> list[str]:
    """The command line of redis-server: no port, every write in the append-only file, nothing evicted."""
    return [
        "redis-server",
        *("--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"),
        *("--dir", str(data_dir), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
        *("--maxmemory-policy", "noeviction", "--databases", "2"),
    ]
