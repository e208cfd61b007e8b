"""`make screenshots`: the pictures of the guide and of the README, from a portal with the demo's data.

python -m tools.screenshots            starts a portal of its own, in a folder of its own, and ends it
python -m tools.screenshots URL        uses one that runs with the demo's data
"""

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WIDE, HIGH, DRAWN = 1366, 860, 1000  # CSS pixels of the window; pixels of the picture
READY_WITHIN = 600  # seconds for loading the demo on a slow machine
README = {"viec-cua-toi": "nhap-viec", "tong-hop": "tong-hop"}  # docs/screenshots <- picture of the guide


@contextmanager
def portal() -> Iterator[str]:
    """The address of a portal with fresh demo data."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="papi-pictures-") as folder:
        env = os.environ | {"VAR_DIR": folder, "DEMO": "1", "PORT": str(port)}
        env.pop("DATABASE_URL", None)
        run = subprocess.Popen([sys.executable, "manage.py", "up", "--load"], cwd=ROOT, env=env)
        try:
            _wait(f"http://localhost:{port}", run)
            yield f"http://localhost:{port}"
        finally:
            run.terminate()
            run.wait(timeout=60)


def _wait(site, run):
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end and run.poll() is None:
        try:
            urllib.request.urlopen(f"{site}/readyz", timeout=5)
            return
        except OSError:
            time.sleep(1)
    raise SystemExit("The portal did not start.")


def take(site: str) -> None:
    """Every picture of papi_portal.guide into static/guide, two of them for the README too."""
    from playwright.sync_api import sync_playwright

    from papi_portal.guide import PICTURES
    from tools.browser import CHROMIUM, QUIET

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=False, args=QUIET)
        shot: dict[str, bytes] = {}
        for user in dict.fromkeys(picture.user for picture in PICTURES):
            page = _signed_in(browser, site, user)
            for picture in (one for one in PICTURES if one.user == user):
                _go(page, site, picture)
                shot[picture.name] = page.screenshot()
                _keep(shot[picture.name], ROOT / "static" / picture.file)
            page.context.close()
        browser.close()
    for name, shown in README.items():
        _small(shot[shown], ROOT / "docs/screenshots" / f"{name}.png")


def _signed_in(browser, site, user):
    from papi_portal.demo.people import PASSWORD

    context = browser.new_context(
        viewport={"width": WIDE, "height": HIGH}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    page = context.new_page()
    page.goto(f"{site}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(user)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_load_state()
    return page


def _go(page, site, picture):
    from django.urls import reverse

    page.goto(site + reverse(picture.url_name))
    for selector in picture.follow:
        page.locator(selector).first.click()
        page.wait_for_load_state()
    page.wait_for_timeout(300)  # fonts, and what a script still arranges


def _small(png, path):
    from PIL import Image

    Image.open(io.BytesIO(png)).convert("RGB").quantize(64).save(path, "PNG", optimize=True)


def _keep(png, path):
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture = picture.resize((DRAWN, round(picture.height * DRAWN / picture.width)), Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, "WEBP", quality=62, method=6)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB", flush=True)


def main(words: list[str]) -> None:
    """With an address the portal that runs there, else one of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")
    import django

    django.setup()
    if words:
        take(words[0].rstrip("/"))
        return
    with portal() as site:
        take(site)


if __name__ == "__main__":
    main(sys.argv[1:])
