"""`python -m tools.pages http://localhost:8000 [links|html|axe|lighthouse …] [username …]`: what is wrong, page by page.

Reads only; the portal runs with the demo's data. `npm install --prefix var/pages vnu-jar lighthouse@12` brings the
checkers, which no other errand needs.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tools.pages import checker, crawl

PASSWORD = "papi-mau-2026"
KEPT = Path(os.environ.get("VAR_DIR", "var")) / "pages"
PEOPLE = (
    "", "hongquang.nhaplieu", "luongbang.vanphong", "hongquang.lanhdao", "hongquang.vanthu", "hungyen.thamdinh",
    "snv.lanhdao", "snv.vanthu", "hungyen.lanhdao", "hungyen.quantri", "hungyen.kiemtra",
    "hungyen.theodoi", "quantri",
)  # fmt: skip
LIGHTHOUSE = ("/dang-nhap/", "/viec/", "/tong-hop/", "/ke-hoach/", "/tham-dinh/")
SCREENS = {1366: 768, 390: 844}


def main(site: str, words: list[str]) -> int:
    """How many findings."""
    kinds = [word for word in words if word in ("links", "html", "axe", "lighthouse")] or ["links", "html", "axe"]
    people = [word for word in words if word not in ("links", "html", "axe", "lighthouse")] or list(PEOPLE)
    found = 0
    for person in people if kinds != ["lighthouse"] else ():
        walk = crawl.walked(site, person, PASSWORD)
        print(f"== {walk.name}: {len(walk.pages)} pages", flush=True)
        found += _links(walk) if "links" in kinds else 0
        found += _html(walk) if "html" in kinds else 0
        found += _axe(site, person, walk) if "axe" in kinds else 0
    return found + (_lighthouse(site) if "lighthouse" in kinds else 0)


def _links(walk):
    """Broken links and pages above the bar of weight."""
    for came_from, url, status in walk.broken:
        print(f"  broken {status}: {url} (on {came_from})")
    rows = crawl.weights(walk)
    heavy = [row for row in rows if row[0] > crawl.FIRST or row[1] > crawl.LATER]
    first, later = max(rows), rows[0]
    print(
        f"  weight: first at most {first[0] / 1000:.1f} kB ({first[2]}), later {later[1] / 1000:.1f} kB ({later[2]})"
    )
    for whole, own, url in heavy:
        print(f"  heavy: {whole / 1000:.1f} / {own / 1000:.1f} kB {url}")
    return len(walk.broken) + len(heavy)


def _html(walk):
    texts = {url: page.text for url, page in walk.pages.items() if page.text}
    folder = KEPT / "html" / walk.name
    for old in folder.glob("*.html"):
        old.unlink()
    said = checker.messages(KEPT / "node_modules/vnu-jar/build/dist/vnu.jar", texts, folder)
    for url, message in said:
        print(f"  html {url}: {message}")
    return len(said)


def _axe(site, person, walk):
    """axe at both widths, and whether a page scrolls sideways; script errors too."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    from tools.browser import CHROMIUM, QUIET, STANDARDS

    count, seen, cookies = 0, 0, crawl.signed_in(site, person, PASSWORD).cookies
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=False, args=QUIET)
        context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        context.add_cookies([{"name": one.name, "value": one.value or "", "url": site} for one in cookies])
        page, errors = context.new_page(), []
        page.on("pageerror", lambda error: errors.append(str(error)))
        for url, one in walk.pages.items():
            if not one.text:
                continue
            page.goto(site + url)
            for width, height in SCREENS.items():
                page.set_viewport_size({"width": width, "height": height})
                reach = page.evaluate("document.documentElement.scrollWidth")
                said = [f"scrolls sideways to {reach}"] if reach > width else []
                for rule in Axe().run(page, options=STANDARDS).response["violations"]:
                    said += [f"{rule['id']} {node['html'][:160]}" for node in rule["nodes"][:3]]
                count += len(said)
                for words in said:
                    print(f"  axe {width} {url}: {words}", flush=True)
            count += len(errors)
            for error in errors:
                print(f"  script {url}: {error}")
            errors.clear()
            seen += 1
        print(f"  axe: {seen} pages at both widths, {count} findings", flush=True)
        browser.close()
    return count


def _lighthouse(site):
    """Scores on a phone below 95 in any of its four."""
    count = 0
    from tools.browser import CHROMIUM

    for path in LIGHTHOUSE:
        person = "" if path == "/dang-nhap/" else "hungyen.thamdinh"
        session = crawl.signed_in(site, person, PASSWORD)
        extra = json.dumps({"Cookie": "; ".join(f"{one.name}={one.value}" for one in session.cookies)})
        command = ["node", str(KEPT / "node_modules/lighthouse/cli/index.js"), site + path, "--quiet", "--output=json",
                   f"--extra-headers={extra}", "--chrome-flags=--headless=new --no-sandbox"]  # fmt: skip
        env = os.environ | {"CHROME_PATH": _whole(CHROMIUM)}
        run = _measured(command, env)
        if run.returncode:
            print(f"  lighthouse {path}: {run.stderr.strip()[-300:]}")
            count += 1
            continue
        said = json.loads(run.stdout)
        rows = said["categories"].items()
        scores = {name: round(row["score"] * 100) for name, row in rows if row["score"] is not None}
        print(f"  lighthouse {path}: {scores}", flush=True)
        for audit in said["audits"].values():
            if (
                audit["score"] is not None
                and audit["score"] < 0.9
                and audit["scoreDisplayMode"] in ("binary", "numeric")
            ):
                print(f"    {audit['id']}: {audit.get('displayValue', '')} {audit['title']}", flush=True)
        count += any(score < 95 for score in scores.values())
    return count


def _measured(command, env):
    """Once more where the browser's trace came without its beginning, as it does on a machine that has too much to do."""
    for _ in range(2):
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=env)
        if run.returncode == 0 and "NO_NAVSTART" not in run.stdout[:200_000]:
            break
    return run


def _whole(chromium):
    """Lighthouse starts a whole Chromium where there is one."""
    return "/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else chromium


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1].rstrip("/"), sys.argv[2:]), 1))
