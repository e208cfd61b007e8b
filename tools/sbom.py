"""Writes sbom.json (CycloneDX 1.6): every package the portal runs with, version, licence and hashes, as the locks name them.

`make sbom`; then asks pip-audit and npm for known holes, and where neither can be reached says so and lists the versions.
"""

import json
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "var" / "sbom.json"
LOCKED = re.compile(r"^([a-zA-Z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def python_packages(lock: str) -> Iterator[dict[str, Any]]:
    """Components of a requirements.lock."""
    for block in re.split(r"\n(?=\S)", lock):
        if found := LOCKED.match(block):
            name, version = found.groups()
            yield {
                "type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name.lower()}@{version}",
                "bom-ref": f"pypi-{name.lower()}-{version}", "licenses": _licences(_licence_of(name)),
                "externalReferences": [
                    {"type": "distribution", "url": f"https://pypi.org/project/{name}/{version}/",
                     "hashes": [{"alg": "SHA-256", "content": one} for one in HASH.findall(block)]}
                ],
            }  # fmt: skip


def browser_packages(lock: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Components of a package-lock.json that reach a browser: nothing that only builds or checks."""
    for place, row in lock["packages"].items():
        if place and not row.get("dev"):
            name = place.rpartition("node_modules/")[2]
            yield {
                "type": "library", "name": name, "version": row["version"], "purl": f"pkg:npm/{name}@{row['version']}",
                "bom-ref": f"npm-{name}-{row['version']}", "licenses": _licences(row.get("license", "")),
            }  # fmt: skip


def bill(components: list[dict[str, Any]], commit: str) -> dict[str, Any]:
    """The document; its number follows from what it names, so that one state has one number."""
    named = ",".join(sorted(component["purl"] for component in components))
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, commit + named)}",
        "metadata": {"component": {"type": "application", "name": "papi-portal", "version": commit, "bom-ref": "us"}},
        "components": sorted(components, key=lambda component: component["purl"]),
    }  # fmt: skip


def _licence_of(name):
    try:
        about = metadata(name)
    except PackageNotFoundError:  # locked for another Python or system
        return ""
    sorts = [line.rpartition("::")[2].strip() for line in about.get_all("Classifier") or [] if "License" in line]
    return about["License-Expression"] or "; ".join(sorts) or (about["License"] or "").splitlines()[:1] or ""


def _licences(said):
    words = said if isinstance(said, str) else " ".join(said)
    return [{"license": {"name": words or "chưa rõ"}}]


def _audit():
    """Exit code of each audit that could be asked."""
    asked = {
        "pip-audit": ["pip-audit", "--disable-pip", "--require-hashes", "-r", "requirements.lock"],
        "npm": ["npm", "audit", "--omit=dev"],
    }
    for name, command in asked.items():
        if not shutil.which(command[0]):
            print(f"{name}: not installed, nothing asked")
            continue
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
        print(f"{name}: exit {run.returncode}\n{(run.stdout or run.stderr).strip()[:4000]}")


def main() -> int:
    """Writes the bill, prints each package with its licence, asks the audits."""
    lock, packages = (ROOT / "requirements.lock").read_text(), json.loads((ROOT / "package-lock.json").read_text())
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    made = bill([*python_packages(lock), *browser_packages(packages)], commit.strip()[:12])
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n")
    for one in made["components"]:
        print(f"{one['name']} {one['version']}: {one['licenses'][0]['license']['name']}")
    print(f"{len(made['components'])} packages: {OUT}")
    _audit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
