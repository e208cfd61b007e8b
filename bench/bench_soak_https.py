"""Issue F: the portal behind nginx with TLS, as deploy/nginx.conf has it: cookies, HSTS, the way from http.

Where nginx is not installed nothing is measured, and the run says so.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "papi.example.vn"


def rows() -> list[dict]:
    nginx = shutil.which("nginx")
    if not nginx or not shutil.which("openssl"):
        print("nginx or openssl is not installed: live HTTPS not measured", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory(prefix="papi-https-") as folder:
        return _asked(nginx, Path(folder))


def _asked(nginx, folder):
    ports = {name: _free_port() for name in ("tls", "plain", "app")}
    _certificate(folder)
    (folder / "nginx.conf").write_text(_configuration(folder, ports))
    env = os.environ | {
        "SITE_URL": f"https://{HOST}", "ALLOWED_HOSTS": HOST, "VAR_DIR": str(folder / "var"), "PRODUCTION": "1",
        "SECRET_KEY": os.urandom(40).hex(), "DEBUG": "", "DEMO": "", "REDIS_URL": "redis://127.0.0.1:1/0",
    }  # fmt: skip
    for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    app = [
        sys.executable,
        "-m",
        "gunicorn",
        "papi_portal.wsgi",
        "--bind",
        f"127.0.0.1:{ports['app']}",
        "--threads",
        "4",
    ]
    running = [
        subprocess.Popen(app, cwd=ROOT, env=env, stderr=subprocess.DEVNULL),
        subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-p", str(folder), "-g", "daemon off;"],
                         stderr=subprocess.DEVNULL),
    ]  # fmt: skip
    try:
        return _looked_at(ports, folder)
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(timeout=40)


def _looked_at(ports, folder):
    door = _answer(ports["tls"], folder, "/dang-nhap/")
    plain = _answer(ports["plain"], folder, "/dang-nhap/", scheme="http")
    cookies = [line for line in door.lower().splitlines() if line.startswith("set-cookie:")]
    safe = [line for line in cookies if "; secure" in line and "samesite=lax" in line]
    age = re.search(r"strict-transport-security: max-age=(\d+); includesubdomains; preload", door.lower())
    policy = re.search(r"content-security-policy: (.*)", door.lower())
    leads = _status(plain) == 301 and f"location: https://{HOST}/dang-nhap/" in plain.lower()
    strange = _answer(ports["tls"], folder, "/dang-nhap/", host="evil.example")
    return [
        row("live HTTPS: answer of the door", _status(door), 200),
        row("live HTTPS: cookies without Secure or SameSite, of those set", len(cookies) - len(safe), 0),
        row("live HTTPS: cookies set", len(cookies), 1),
        row("live HTTPS: seconds of HSTS, subdomains and preload with it", int(age[1]) if age else 0, 31_536_000),
        row("live HTTPS: unsafe words in the policy", policy[1].count("unsafe") if policy else 1, 0),
        row("live HTTPS: http leads to https", int(leads), 1),
        row("live HTTPS: answer to a host that is not ours", _status(strange), 400),
    ]  # fmt: skip


def _status(answer):
    found = re.match(r"HTTP/[\d.]+ (\d+)", answer)
    return int(found[1]) if found else 0


def _answer(port, folder, path, *, scheme="https", host=HOST):
    """The head of an answer, asked until the portal is up."""
    command = ["curl", "-sS", "-o", "/dev/null", "-D", "-", "--cacert", str(folder / "own.crt"), "--max-time", "20",
               "--resolve", f"{HOST}:{port}:127.0.0.1", "-H", f"Host: {host}",
               f"{scheme}://{HOST}:{port}{path}"]  # fmt: skip
    end = time.monotonic() + 60
    while time.monotonic() < end:
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        if said and " 502 " not in said.splitlines()[0]:
            return said
        time.sleep(0.5)
    return ""


def _configuration(folder, ports):
    """deploy/nginx.conf with its ports, certificate and log put here."""
    given = (ROOT / "deploy" / "nginx.conf").read_text()
    for old, new in {
        "listen 443 ssl;": f"listen 127.0.0.1:{ports['tls']} ssl default_server;",
        "listen 80;": f"listen 127.0.0.1:{ports['plain']};",
        "/etc/ssl/papi.example.vn.crt": f"{folder}/own.crt", "/etc/ssl/private/papi.example.vn.key": f"{folder}/own.key",
        "/var/log/nginx/papi.log": f"{folder}/access.log", "http://127.0.0.1:8000": f"http://127.0.0.1:{ports['app']}",
    }.items():  # fmt: skip
        given = given.replace(old, new)
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ {places}\n{given} }}"


def _certificate(folder):
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    places = ["-keyout", str(folder / "own.key"), "-out", str(folder / "own.crt")]
    subprocess.run([*made, "-addext", f"subjectAltName=DNS:{HOST}", *places], check=True, capture_output=True)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def row(name: str, figure: float, bar: float) -> dict:
    return {"issue": "doors", "name": name, "figure": figure, "bar": bar, "met": figure == bar}
