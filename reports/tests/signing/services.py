"""What holds keys outside the portal, as real programs on loopback: a token, a remote signing service, and the local
service that stands for the national plug-in on the official's computer."""

import base64
import hashlib
import json
import os
import struct
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

import requests
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, utils
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
PSS = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32)
PIN = "48151623"
PASSWORD, CODE = "mật-khẩu-dịch-vụ", "123456"


# --- PKCS#11 ----------------------------------------------------------------------------------------------------------


def make_tokens(folder: Path, tokens: dict) -> None:
    """SoftHSM2 tokens in `folder`: label -> (label of the key, private key, DER certificate)."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    for token, (name, key, certificate) in tokens.items():
        (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (folder / "cert.der").write_bytes(certificate)
        labels = ["--label", name, "--id", "01"]
        made = ["softhsm2-util", "--init-token", "--free", "--label", token, "--so-pin", "12345678", "--pin", PIN]
        imported = ["softhsm2-util", "--import", "key.pem", "--token", token, "--pin", PIN, *labels]
        written = [*pkcs11_tool(token), *labels, "--write-object", "cert.der", "--type", "cert"]
        for command in (made, imported, written):
            subprocess.run(command, cwd=folder, check=True, capture_output=True)


def pkcs11_tool(token: str) -> list[str]:
    return ["pkcs11-tool", "--module", str(SOFTHSM), "--token-label", token, "--login", "--pin", PIN]


# --- A remote service -------------------------------------------------------------------------------------------------


class _Remote(BaseHTTPRequestHandler):
    """One account `lanhdao` with one key `k1`, by CSC 1.0.4; the server object carries key, certificates, `asked`."""

    def do_POST(self):
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        place = self.path.rpartition("/csc/v1/")[2]
        self.server.asked.append((place, given))
        status, answer = self._allowed(place) or getattr(self, place.replace("/", "_"))(given)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def _allowed(self, place):
        basic = "Basic " + base64.b64encode(f"lanhdao:{PASSWORD}".encode()).decode()
        if self.headers["Authorization"] == (basic if place == "auth/login" else "Bearer token"):
            return None
        return 401, {"error": "invalid_grant", "error_description": "Tài khoản hoặc mật khẩu không đúng"}

    def auth_login(self, given):
        return 200, {"access_token": "token", "expires_in": 300}

    def credentials_list(self, given):
        return 200, {"credentialIDs": ["k1"]}

    def credentials_info(self, given):
        chain = [base64.b64encode(one).decode() for one in self.server.certificates]
        return 200, {"cert": {"certificates": chain}}

    def credentials_sendOTP(self, given):
        return 200, {}

    def credentials_authorize(self, given):
        if given.get("OTP") != CODE:
            return 400, {"error": "invalid_otp", "error_description": "Mã xác nhận không đúng"}
        return 200, {"SAD": "sad-" + given["hash"][0]}

    def signatures_signHash(self, given):
        if given["SAD"] != "sad-" + given["hash"][0]:
            return 400, {"error": "invalid_sad"}
        signed = self.server.key.sign(base64.b64decode(given["hash"][0]), PSS, utils.Prehashed(hashes.SHA256()))
        return 200, {"signatures": [base64.b64encode(signed).decode()]}

    def log_message(self, *args):
        """Quiet."""


@contextmanager
def remote_service(key, certificates):
    """(address, list of what was asked) of the running service."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Remote)
    server.key, server.certificates, server.asked = key, certificates, []
    with _running(server):
        yield f"http://127.0.0.1:{server.server_port}/csc/v1", server.asked


# --- The local service ------------------------------------------------------------------------------------------------


class _Local(StreamRequestHandler):
    """One errand over one WebSocket: fetch `FileName`, sign, upload, say how it went. `server.sign` is the pen."""

    def handle(self):
        self._greet()
        order = json.loads(self._heard())
        self.server.orders.append(order)
        self._say(json.dumps(self._errand(order)))

    def _greet(self):
        lines = iter(self.rfile.readline, b"\r\n")
        headers = dict(line.decode().strip().split(": ", 1) for line in lines if b": " in line)
        key = headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        accept = base64.b64encode(hashlib.sha1(key.encode(), usedforsecurity=False).digest()).decode()
        self.wfile.write(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
        )

    def _heard(self):
        size = self.rfile.read(2)[1] & 0x7F
        size = struct.unpack(">H", self.rfile.read(2))[0] if size == 126 else size
        mask, data = self.rfile.read(4), self.rfile.read(size)
        return bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))

    def _say(self, text):
        data = text.encode()
        head = bytes([0x81, len(data)]) if len(data) < 126 else b"\x81\x7e" + struct.pack(">H", len(data))
        self.wfile.write(head + data + b"\x88\x00")

    def _errand(self, order):
        if not self.server.sign:
            return {"Status": 4, "Message": "Không tìm thấy thiết bị ký số"}
        return run_errand(order, self.server.sign)


def run_errand(order: dict, sign) -> dict:
    """What the service does with an order, and its answer to the page."""
    signed = sign(requests.get(order["FileName"], timeout=20).content)
    said = requests.post(order["FileUploadHandler"], files={"uploadfile": ("a.pdf", signed)}, timeout=20).json()
    return {"Status": 0 if said["Status"] else 5, "Message": said["Message"], "FileServer": said["FileServer"]}


@contextmanager
def local_service(sign):
    """(address, orders) of the running service; `sign`: bytes -> signed bytes, or None where no token is in."""
    ThreadingTCPServer.daemon_threads = True
    server = ThreadingTCPServer(("127.0.0.1", 0), _Local)
    server.sign, server.orders = sign, []
    with _running(server):
        yield f"ws://127.0.0.1:{server.server_address[1]}", server.orders


@contextmanager
def _running(server):
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
