"""Each check is silent on a good machine and says how to mend a bad one."""

import subprocess
import sys

from papi_portal import checks
from reader.tests import test_child

CHECK = """
from papi_portal import checks
for found in checks.sandbox_for_files(None):
    print(found.id, found.hint)
"""


def ids(found):
    return [message.id for message in found]


def test_private_redis_needs_the_program(settings, monkeypatch, tmp_path):
    settings.PRIVATE_REDIS_SOCKET = tmp_path / "redis.sock"
    assert checks.redis_at_hand(None) == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ids(checks.redis_at_hand(None)) == ["papi_portal.E001"]
    settings.PRIVATE_REDIS_SOCKET = None
    assert checks.redis_at_hand(None) == []


def test_paper_fonts(settings, tmp_path):
    assert checks.paper_fonts(None) == []
    settings.PAPER_FONT_DIR = tmp_path
    found = checks.paper_fonts(None)
    assert ids(found) == ["papi_portal.W002"]
    assert "fonts-liberation2" in found[0].hint


def test_icon_sprite(settings, tmp_path):
    assert checks.icon_sprite(None) == []
    settings.BASE_DIR = tmp_path
    assert ids(checks.icon_sprite(None)) == ["papi_portal.W003"]


def test_demo_does_not_go_to_production(settings):
    settings.DEMO = True
    assert ids(checks.no_demo_in_production(None)) == ["papi_portal.E002"]
    settings.DEMO = False
    assert checks.no_demo_in_production(None) == []


def test_letters_leave_the_house(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert ids(checks.letters_leave_the_house(None)) == ["papi_portal.W004"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert checks.letters_leave_the_house(None) == []


def test_a_machine_without_namespaces_is_told_to_its_administrator(settings):
    """In a process whose system grants no network namespace, as a hardened server does."""
    assert checks.sandbox_for_files(None) == []
    code = test_child.WITHOUT.partition("print")[0] + CHECK
    command = [sys.executable, "-c", code, str(settings.BASE_DIR)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "papi_portal.W006" in said and "user namespaces" in said
