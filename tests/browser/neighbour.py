"""Other sites on this machine: they hold the quiz in their pages, and try to leave cookies in it.

Every name that ends in `.example` is one of them, but `quiz.example`: that is the quiz, behind the
same door. The door takes https with a certificate made on the spot, and plain http beside it.
"""

import http.client
import ssl
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

FRAME = '<iframe title="Career quiz" src="{address}" width="360" height="700"{sandbox}></iframe>'
PAGE = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<title>An intranet page</title><h1>Welcome</h1>{body}</html>"""
CERTIFICATE = (
    "openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2"
    " -subj /CN=example"
)


class Pages(BaseHTTPRequestHandler):
    """`/?frame=<address>` holds a frame, `/?body=<html>` anything; `/cookie` leaves a cookie.

    `policy` is the content security policy of a page. What is asked of the quiz is passed on.
    """

    def do_GET(self):
        if self.headers["Host"].startswith("quiz."):
            return self._pass_on()
        asked = urlsplit(self.path)
        said = {name: values[0] for name, values in parse_qs(asked.query).items()}
        if asked.path == "/cookie":
            return self._answer(f"cookies: {self.headers.get('Cookie', 'none')}", cookie=True)
        sandbox = f' sandbox="{said["sandbox"]}"' if "sandbox" in said else ""
        frame = FRAME.format(address=said.get("frame", ""), sandbox=sandbox)
        body = said.get("body", frame)
        return self._answer(PAGE.format(body=body), policy=said.get("policy"))

    def do_POST(self):
        self._pass_on()

    def _pass_on(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        inner = http.client.HTTPConnection("127.0.0.1", self.server.quiz, timeout=20)
        try:
            inner.request(self.command, self.path, body, dict(self.headers))
            found = inner.getresponse()
            content = found.read()
        finally:
            inner.close()
        self.send_response_only(found.status)
        for name, value in found.getheaders():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _answer(self, page, *, cookie=False, policy=None):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if cookie:
            self.send_header("Set-Cookie", "seen=1; SameSite=None; Secure; Path=/")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_args):
        """Say nothing."""


class Door(ThreadingHTTPServer):
    """One port for all names; `quiz` is where the quiz itself listens."""

    quiz = 0

    def handle_error(self, *_args):
        """A browser that leaves in the middle of an answer is no failure."""


def certificate(folder):
    """Make a certificate; gives what a server needs to use it."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    said = [*CERTIFICATE.split(), "-keyout", str(key), "-out", str(cert)]
    subprocess.run(said, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


@contextmanager
def neighbours(folder):
    """Two doors to all names: https, then plain http. Set `quiz` on both once it listens."""
    doors = [Door(("127.0.0.1", 0), Pages) for _ in range(2)]
    doors[0].socket = certificate(folder).wrap_socket(
        doors[0].socket, server_side=True, do_handshake_on_connect=False
    )
    threads = [threading.Thread(target=door.serve_forever) for door in doors]
    for thread in threads:
        thread.start()
    yield doors
    for door, thread in zip(doors, threads, strict=True):
        door.shutdown()
        thread.join()
        door.server_close()
