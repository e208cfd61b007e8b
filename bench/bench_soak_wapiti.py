"""Issue F: wapiti over the demo as each role, signed in: no finding of medium weight and more.

The scanner lives in a folder of its own (79 packages that nothing else needs); the portal and its database are made for
the run, for a scanner sends what forms offer. WAPITI_SECONDS bounds the scan of one role.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "wapiti"
PACKAGES = ("wapiti3==3.3.2; python_version >= '3.12'", "wapiti3==3.2.3; python_version < '3.12'")
PASSWORD = "papi-mau-2026"
SECONDS = int(os.environ.get("WAPITI_SECONDS", "100"))
PEOPLE = [
    "nobody",
    "hongquang.nhaplieu",
    "hongquang.lanhdao",
    "hongquang.vanthu",
    "hungyen.thamdinh",
    "hungyen.quantri",
    "quantri",
]
MODULES = "csp,cookieflags,http_headers,exec,file,sql,xss,permanentxss,ssrf,redirect,xxe,crlf,methods,upload"
MEDIUM = 2  # of wapiti's levels: 1 low, 2 medium, 3 high, 4 critical


def rows() -> list[dict]:
    if not (HOME / "bin" / "wapiti").exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
        subprocess.run([HOME / "bin" / "pip", "install", "-q", *PACKAGES], check=True)
    people = os.environ.get("WAPITI_PEOPLE", "").split() or PEOPLE
    with tempfile.TemporaryDirectory(prefix="papi-wapiti-") as folder:
        site, portal = _portal(Path(folder))
        try:
            cookies = {
                person: _cookie(site, person) for person in people
            }  # before a scan fills the limits of the door
            return [_scanned(site, person, cookies[person], Path(folder)) for person in people]
        finally:
            portal.terminate()
            portal.wait(timeout=40)


def _portal(folder):
    """The demo on a port of its own; returns its address and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = f"http://localhost:{port}"
    env = os.environ | {"DEMO": "1", "DEBUG": "", "VAR_DIR": str(folder / "var"), "PORT": str(port), "SITE_URL": site}
    env |= {"DATABASE_URL": "", "REDIS_URL": "redis://127.0.0.1:1/0"}
    env.pop("DATABASE_URL")
    (folder / "var").mkdir()
    for words in (
        ["migrate", "-v0"],
        ["load_reference_data"],
        ["load_demo_data"],
        ["collectstatic", "--noinput", "-v0"],
    ):
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    words = [
        "-m",
        "gunicorn",
        "papi_portal.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
        "--log-level",
        "error",
    ]
    portal = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            requests.get(f"{site}/healthz", timeout=5)
            break
        except requests.ConnectionError:
            time.sleep(0.5)
    return site, portal


def _scanned(site, person, cookie, folder):
    report = folder / f"{person}.json"
    command = [HOME / "bin" / "wapiti", "-u", f"{site}/", "--scope", "domain", "-m", MODULES, "-f", "json", "-o", report,
               "--flush-session", "--store-session", folder / "sessions", "--max-scan-time", str(SECONDS),
               "--max-attack-time", str(SECONDS // 4), "-x", f"{site}/dang-xuat/", "-x", f"{site}/bao-mat/phien/",
               "-x", f"{site}/mat-khau/", "--max-links-per-page", "60", "-d", "6", "--no-bugreport", "-v", "0"]  # fmt: skip
    command += ["-H", f"Cookie: {cookie}"] if cookie else []
    scan = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        scan.wait(SECONDS * 4 + 300)  # it looks at its clock between pages only
    except subprocess.TimeoutExpired:
        scan.kill()
        raise RuntimeError(f"wapiti as {person} came to no end") from None  # its own message would tell the cookie
    told = json.loads(report.read_text())
    found = [(kind, one) for kind, each in (told["vulnerabilities"] | told["anomalies"]).items() for one in each]
    heavy = [(kind, one) for kind, one in found if one["level"] >= MEDIUM]
    for kind, one in heavy:
        print(person, kind, one["level"], one["method"], one["path"], one["info"][:200], file=sys.stderr)
    asked = told["infos"]["crawled_pages_nbr"]
    figure = {"issue": "doors", "figure": len(heavy), "bar": 0, "met": not heavy and asked > 5}
    return figure | {"name": f"wapiti as {person}: findings of medium weight and more ({asked} pages, {SECONDS} s)"}


def _cookie(site, person):
    if person == "nobody":
        return ""
    browser = requests.Session()
    page = browser.get(f"{site}/dang-nhap/", timeout=60)
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    words = {"csrfmiddlewaretoken": token, "username": person, "password": PASSWORD}
    browser.post(f"{site}/dang-nhap/", data=words, headers={"Referer": f"{site}/"}, timeout=60).raise_for_status()
    if "sessionid" not in browser.cookies:
        raise RuntimeError(f"{person} could not sign in")
    return "; ".join(f"{one.name}={one.value}" for one in browser.cookies)
