"""What the browser tests on the demo data share: a person at the door, and pictures."""

import os
from pathlib import Path

from papi_portal.demo.people import PASSWORD

SCREENS = {1366: 768, 390: 844}  # width -> height in CSS pixels: an office desk and a phone


def sign_in(page, username, password=PASSWORD):
    """Through the real door."""
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_load_state()


def shoot(page, folder, name):
    """The page on the desk and on the phone as <name>.png and <name>-390.png, into SCREENSHOTS where that is set."""
    folder = Path(os.environ.get("SCREENSHOTS", folder))
    for width, height in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / (f"{name}.png" if width == 1366 else f"{name}-{width}.png"))
    page.set_viewport_size({"width": 1366, "height": 768})
