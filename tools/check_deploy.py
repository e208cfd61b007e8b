"""What operators install from deploy/, checked by the programs that will read it: `python -m tools.check_deploy`.

systemd-analyze verify for the units and the timer, nginx -t for the proxy (with a certificate of its own), promtool for
the alerts, the schema of the Compose specification (by check-jsonschema, which uv fetches) for compose.yaml: Docker itself
is not asked. A program that is not installed is a fault: nothing passes unseen.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"


def findings() -> list[str]:
    """What is wrong, one line each."""
    return [*_units(), *_nginx(), *_rules(), *_compose()]


def _said(program: str, *words: str) -> list[str]:
    if not shutil.which(program):
        return [f"{program} is not installed"]
    run = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    return [line for line in (run.stdout + run.stderr).splitlines() if line.strip()] if run.returncode else []


def _units() -> list[str]:
    """The units with the place of this checkout instead of /srv/papi-portal: systemd looks for the program."""
    with tempfile.TemporaryDirectory() as folder:
        for unit in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")):
            text = unit.read_text().replace("/srv/papi-portal", str(ROOT))
            text = re.sub(r"^EnvironmentFile=.*$|^(User|Group)=papi$", "", text, flags=re.M)
            (Path(folder) / unit.name).write_text(text)
        return _said("systemd-analyze", "verify", "--man=no", *map(str, sorted(Path(folder).iterdir())))


def _nginx() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        subject = ["-subj", "/CN=papi.example.vn", "-keyout", f"{folder}/k.pem", "-out", f"{folder}/c.pem"]
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject], capture_output=True, check=True
        )
        server = (DEPLOY / "nginx.conf").read_text()
        server = re.sub(r"/etc/ssl/\S+\.crt", f"{folder}/c.pem", server)
        server = re.sub(r"/etc/ssl/private/\S+\.key", f"{folder}/k.pem", server)
        server = re.sub(r"/var/log/nginx/", f"{folder}/", server)
        whole = f"pid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n{server}\n}}\n"
        (Path(folder) / "nginx.conf").write_text(whole)
        return _said("nginx", "-t", "-q", "-c", f"{folder}/nginx.conf")


def _rules() -> list[str]:
    return _said("promtool", "check", "rules", str(DEPLOY / "prometheus-rules.yml"))


def _compose() -> list[str]:
    schema = ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", str(DEPLOY / "compose.yaml")]
    return _said(str(ROOT / ".venv/bin/uv"), "tool", "run", "-q", "--from", "check-jsonschema==0.39.0", *schema)


if __name__ == "__main__":
    found = findings()
    print("\n".join(found) or "deploy/ is well")
    sys.exit(1 if found else 0)
