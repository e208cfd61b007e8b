"""The bill of what the portal runs with: one component a locked package, with licence and hashes, nothing of the tools."""

import json

from tools.sbom import ROOT, bill, browser_packages, python_packages

LOCK = """django==5.2.19 \\
    --hash=sha256:{0} \\
    --hash=sha256:{1}
    # via -r requirements.txt
khong-co-goi-nay==1.0 ; sys_platform == "win32" \\
    --hash=sha256:{0}
""".format("a" * 64, "b" * 64)


def test_a_lock_is_read_whole():
    django, other = python_packages(LOCK)
    assert (django["purl"], django["licenses"]) == ("pkg:pypi/django@5.2.19", [{"license": {"name": "BSD-3-Clause"}}])
    assert [one["content"][0] for one in django["externalReferences"][0]["hashes"]] == ["a", "b"]
    assert other["licenses"] == [{"license": {"name": "chưa rõ"}}]


def test_the_portals_own_locks_make_one_document():
    python = list(python_packages((ROOT / "requirements.lock").read_text()))
    browser = list(browser_packages(json.loads((ROOT / "package-lock.json").read_text())))
    made = bill([*python, *browser], "abc")
    assert made["specVersion"] == "1.6" and made == bill([*browser, *python], "abc")
    names = {one["name"] for one in made["components"]}
    assert {"Django", "django"} & names and "bootstrap" in names and not {"eslint", "pytest"} & names
    assert len({one["bom-ref"] for one in made["components"]}) == len(made["components"])
