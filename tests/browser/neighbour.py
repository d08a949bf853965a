"""Another site that holds the quiz in a frame, and one that tries to leave a cookie in a frame."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PAGE = """<!doctype html><html lang="en"><title>An intranet page</title><h1>Welcome</h1>
<iframe title="Career quiz" src="{address}" width="360" height="700"{sandbox}></iframe></html>"""


class Pages(BaseHTTPRequestHandler):
    """`/?frame=<address>` holds a frame; `/cookie` leaves a cookie and says which it was sent."""

    def do_GET(self):
        asked = urlsplit(self.path)
        said = {name: values[0] for name, values in parse_qs(asked.query).items()}
        if asked.path == "/cookie":
            return self._answer(f"cookies: {self.headers.get('Cookie', 'none')}", cookie=True)
        sandbox = f' sandbox="{said["sandbox"]}"' if "sandbox" in said else ""
        return self._answer(PAGE.format(address=said.get("frame", ""), sandbox=sandbox))

    def _answer(self, page, *, cookie=False):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if cookie:
            self.send_header("Set-Cookie", "seen=1; SameSite=None; Secure; Path=/")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_args):
        """Say nothing."""


@contextmanager
def neighbour():
    """The port on which every name that ends in .localhost is another site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()
