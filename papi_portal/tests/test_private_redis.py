"""The private Redis listens on a socket whose path the kernel can hold."""

import os
from pathlib import Path

from papi_portal.private_redis import LONGEST_SOCKET_PATH, socket_path


def test_socket_lies_in_var(tmp_path):
    assert socket_path(Path("/srv/papi/var")) == Path("/srv/papi/var/run/redis.sock")


def test_deep_folder_gets_a_short_path_of_its_own():
    deep, other = Path("/srv") / ("d" * 100), Path("/srv") / ("e" * 100)
    assert len(os.fsencode(socket_path(deep))) <= LONGEST_SOCKET_PATH
    assert socket_path(deep) == socket_path(deep) != socket_path(other)
