"""Issue F: the portal behind nginx with TLS, as deploy/nginx.conf has it: cookies, HSTS, policies, reports, the way in."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import urllib3

from tools import observatory

ROOT = Path(__file__).resolve().parent.parent
HOST = "papi.example.vn"
NAME, PASSWORD, FORM = "xamot.nhaplieu", "ruộng bậc thang mùa nước đổ", "application/x-www-form-urlencoded"
PAGES = ["/", "/them/", "/huong-dan/", "/khong-co/", "/bao-mat/", "/ke-hoach/", "/healthz"]
MAKE = f"""
from datetime import date
from django.core.files.base import ContentFile
from django.urls import reverse
from post.models import Export
from units.models import Agency, Post, Unit, User
unit = Unit.objects.create(name="Xã Một", code="1", kind="xa", path="1-2025/", valid_from=date(2025, 7, 1))
agency = Agency.objects.create(unit=unit, name="Văn phòng")
by = User.objects.create_user({NAME!r}, password={PASSWORD!r})
Post.objects.create(user=by, agency=agency, role="reviewer", title="Chuyên viên", valid_from=date(2025, 7, 1))
Export.objects.create(by=by, title="Tổng hợp", address=f"{{reverse('dashboard_excel')}}?don_vi={{unit.pk}}", state="ready",
                      name="Tổng hợp.xlsx", file=ContentFile(b"kept" * 50_000, name="tong-hop.xlsx"))
"""
KEPT = b"kept" * 50_000


def rows() -> list[dict]:
    nginx = shutil.which("nginx")
    if not nginx or not shutil.which("openssl"):
        raise RuntimeError("nginx-light and openssl are needed: apt-get install nginx-light openssl")
    with tempfile.TemporaryDirectory(prefix="papi-https-") as folder:
        return _asked(nginx, Path(folder))


def _asked(nginx, folder):
    ports = {name: _free_port() for name in ("tls", "plain", "app")}
    _certificate(folder)
    (folder / "nginx.conf").write_text(_configuration(folder, ports))
    env = os.environ | {
        "SITE_URL": f"https://{HOST}", "ALLOWED_HOSTS": HOST, "VAR_DIR": str(folder / "var"), "PRODUCTION": "1",
        "SECRET_KEY": os.urandom(40).hex(), "DEBUG": "", "DEMO": "", "REDIS_URL": "redis://127.0.0.1:1/0",
        "X_ACCEL": "/kho-tep/",
    }  # fmt: skip
    folder.chmod(0o750)  # nginx reads stored files as a member of the portal's group
    (folder / "var").mkdir()
    for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["shell", "-v0", "-c", MAKE]):
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
        subprocess.Popen(app, cwd=ROOT, env=env, stderr=(folder / "app.log").open("w")),
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
    site = Site(ports, folder)
    door, plain = site.asked("/dang-nhap/"), site.asked("/dang-nhap/", tls=False)
    leads = plain.status == 301 and plain.headers["Location"] == f"https://{HOST}/dang-nhap/"
    script = re.search(r'<script[^>]*src="([^"]+)"', door.data.decode())[1]
    inside = site.signs_in()
    pages = {"door": door, "way in": inside} | {path: site.asked(path) for path in [*PAGES, script]}
    return [
        row("live HTTPS: answer of the door", door.status, 200),
        row("live HTTPS: signed in, the session HttpOnly, Secure and Lax", int(_session_is_safe(inside)), 1),
        row("live HTTPS: seconds of HSTS, subdomains and preload with it", _hsts(door), 31_536_000),
        row("live HTTPS: http leads to https", int(leads), 1),
        *_graded(pages, leads),
        *_reported(site, folder),
        *_refused(site),
        *_handed_out(site, folder),
    ]


def _graded(pages, leads):
    """Every answer by the table, and what the table does not ask for."""
    told = {path: _told(page, leads) for path, page in pages.items()}
    for path, one in told.items():
        print(path, pages[path].status, observatory.score(one), observatory.lost(one), file=sys.stderr)
    worst = min(told.values(), key=observatory.score)
    cookies = [line for page in pages.values() for line in page.headers.getlist("Set-Cookie")]
    safe = [line for line in cookies if re.search("; secure", line, re.I) and re.search("samesite=lax", line, re.I)]
    open_ones = [path for path, one in told.items() if not _apart(one)]
    unsafe = sum(one.headers.get("content-security-policy", "unsafe").count("unsafe") for one in told.values())
    return [
        row(f"live HTTPS: cookies without Secure or SameSite, of {len(cookies)} set", len(cookies) - len(safe), 0),
        row(f"live HTTPS: unsafe words or no policy, in {len(told)} answers", unsafe, 0),
        row(f"live HTTPS: without COOP or CORP, of {len(told)} answers", len(open_ones), 0),
        row(f"headers: lowest grade of {len(told)} answers, own scoring after Mozilla's Observatory "
            f"({observatory.score(worst)} points)", observatory.grade(worst), "A+"),
    ]  # fmt: skip


def _apart(told):
    """No other site may hold what was answered, nor reach into a page's window."""
    page = told.says("content-type", "^text/html")
    asked = ["resource", "opener"] if page else ["resource"]
    return all(told.says(f"cross-origin-{name}-policy", "^same-origin$") for name in asked)


def _reported(site, folder):
    words = {"csp-report": {"document-uri": f"https://{HOST}/", "violated-directive": "style-src thu-nghiem"}}
    answer = site.asked("/bao-cao-csp/", json.dumps(words).encode())
    kept = "style-src thu-nghiem" in (folder / "app.log").read_text()
    return [
        row("live HTTPS: answer to a browser's report of a broken policy", answer.status, 204),
        row("live HTTPS: the report stands in the log", int(kept), 1),
    ]


def _refused(site):
    strange = site.asked("/dang-nhap/", host="evil.example")
    foreign = site.asked("/dang-nhap/", b"username=a", referer="https://evil.example/")
    return [
        row("live HTTPS: answer to a host that is not ours", strange.status, 400),
        row("live HTTPS: answer to a form from another site", foreign.status, 403),
    ]


def _handed_out(site, folder):
    """A stored file is judged by the portal and handed out by nginx, with the portal's policies; nobody asks nginx alone."""
    page = "/xuat-tep/1/tep/"
    whole, part = site.asked(page), site.asked(page, more={"Range": "bytes=0-3"})
    [path] = (folder / "var/media/exports").iterdir()
    alone = site.asked(f"/kho-tep/exports/{path.name}")
    path.write_bytes(b"forged")
    return [
        row("live HTTPS: a stored file handed out by nginx whole", int(whole.data == KEPT), 1),
        row(
            "live HTTPS: a part of it, as a broken line asks again", (part.status, part.data) == (206, KEPT[:4]), True
        ),
        row("live HTTPS: policies lost on the way of such a file", _lost_policies(whole), ""),
        row(
            "live HTTPS: its name kept",
            int("T%E1%BB%95ng%20h%E1%BB%A3p.xlsx" in whole.headers["Content-Disposition"]),
            1,
        ),
        row("live HTTPS: answer to who asks for its place from outside", alone.status, 404),
        row("live HTTPS: answer when its bytes were changed", site.asked(page).status, 409),
    ]


def _lost_policies(answer):
    asked = {"Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy",
             "Permissions-Policy", "Cross-Origin-Resource-Policy", "Strict-Transport-Security"}  # fmt: skip
    return ", ".join(sorted(name for name in asked if not answer.headers.get(name)))


class Site:
    """A browser at the portal behind nginx: keeps cookies, trusts the certificate made here and no other."""

    def __init__(self, ports, folder):
        self.tls = urllib3.HTTPSConnectionPool("127.0.0.1", ports["tls"], ca_certs=str(folder / "own.crt"),
                                               server_hostname=HOST, assert_hostname=HOST, timeout=20)  # fmt: skip
        self.plain, self.cookies = urllib3.HTTPConnectionPool("127.0.0.1", ports["plain"], timeout=20), {}

    def asked(self, path, body=None, *, tls=True, host=HOST, referer=f"https://{HOST}/", more=None):
        headers = {"Host": host, "Referer": referer, "Accept": "text/html", "Content-Type": FORM, **(more or {}),
                   "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}  # fmt: skip
        verb, door = "POST" if body else "GET", self.tls if tls else self.plain
        answer = _when_up(lambda: door.request(verb, path, body=body, headers=headers, redirect=False, retries=False))
        for line in answer.headers.getlist("Set-Cookie"):
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer

    def signs_in(self):
        """The answer to the right password."""
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', self.asked("/dang-nhap/").data.decode())[1]
        words = {"csrfmiddlewaretoken": token, "username": NAME, "password": PASSWORD}
        return self.asked("/dang-nhap/", urlencode(words).encode())


def _when_up(ask):
    """The answer, asked until nginx and the portal are there."""
    end = time.monotonic() + 60
    while True:
        try:
            answer = ask()
        except urllib3.exceptions.NewConnectionError:
            answer = None
        if time.monotonic() > end or (answer and answer.status != 502):
            return answer
        time.sleep(0.5)


def _told(page, leads):
    scripts = re.findall(r'<script[^>]*src="([^"]+)"', page.data.decode(errors="replace"))
    headers = {name.lower(): value for name, value in page.headers.items() if name.lower() != "set-cookie"}
    return observatory.Told(headers, tuple(page.headers.getlist("Set-Cookie")), leads, tuple(scripts))


def _session_is_safe(answer):
    [line] = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("sessionid=")] or [""]
    return answer.status == 302 and all(word in line for word in ("Secure", "HttpOnly", "SameSite=Lax"))


def _hsts(answer):
    found = re.fullmatch(
        r"max-age=(\d+); includeSubDomains; preload", answer.headers.get("Strict-Transport-Security", "")
    )
    return int(found[1]) if found else 0


def _configuration(folder, ports):
    """deploy/nginx.conf with its ports, certificate and log put here."""
    given = (ROOT / "deploy" / "nginx.conf").read_text()
    for old, new in {
        "listen 443 ssl;": f"listen 127.0.0.1:{ports['tls']} ssl default_server;",
        "listen 80;": f"listen 127.0.0.1:{ports['plain']};",
        "/etc/ssl/papi.example.vn.crt": f"{folder}/own.crt", "/etc/ssl/private/papi.example.vn.key": f"{folder}/own.key",
        "/var/log/nginx/papi.log": f"{folder}/access.log", "http://127.0.0.1:8000": f"http://127.0.0.1:{ports['app']}",
        "/var/lib/papi-portal/media/": f"{folder}/var/media/",
    }.items():  # fmt: skip
        given = given.replace(old, new)
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"user nobody root; pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ {places}\n{given} }}"
    )


def _certificate(folder):
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    places = ["-keyout", str(folder / "own.key"), "-out", str(folder / "own.crt")]
    subprocess.run([*made, "-addext", f"subjectAltName=DNS:{HOST}", *places], check=True, capture_output=True)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def row(name: str, figure: float | str, bar: float | str) -> dict:
    return {"issue": "doors", "name": name, "figure": figure, "bar": bar, "met": figure == bar}
