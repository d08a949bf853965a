"""The proxies of `deploy/`, as they stand there: they serve, and no log of theirs holds a key."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager

import pytest

from tests.torture.serving import ROOT, Served, free_port

pytestmark = pytest.mark.torture

DEPLOY = ROOT / "deploy"
CANARY = "C" * 43
START = "secret-start-value"


def nginx_files(folder, port, upstream):
    """The file as it stands, but for the name, the certificate and the folders."""
    text = (DEPLOY / "nginx.conf").read_text()
    text = re.sub(r"\n *ssl_certificate[^\n]*", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = text.replace("127.0.0.1:5000", f"127.0.0.1:{upstream}")
    text = text.replace("quiz.example.org", "127.0.0.1").replace("/var/log/nginx", str(folder))
    bodies = " ".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off; pid {folder}/pid; events {{}} http {{ {bodies}\n{text}\n}}"
    (folder / "nginx.conf").write_text(whole)
    log = folder / "started"
    return ["nginx", "-p", folder, "-e", log, "-c", folder / "nginx.conf"]


def caddy_files(folder, port, upstream):
    text = (DEPLOY / "Caddyfile").read_text()
    text = text.replace("\nquiz.example.org {", f"\nhttp://127.0.0.1:{port} {{")
    text = text.replace("{\n\tlog default", "{\n\tadmin off\n\tlog default", 1)
    text = text.replace("127.0.0.1:5000", f"127.0.0.1:{upstream}")
    (folder / "Caddyfile").write_text(text.replace("/var/log/caddy", str(folder)))
    return ["caddy", "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]


@contextmanager
def proxy(kind, folder, upstream):
    """The port of a running proxy, and a function that gives everything it has written."""
    port = free_port()
    command = {"nginx": nginx_files, "caddy": caddy_files}[kind](folder, port, upstream)
    output = folder / "output"
    with output.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environment(folder))
    try:
        wait_for(port, process, output)
        yield (
            port,
            lambda: "\n".join(
                path.read_text(errors="replace") for path in folder.iterdir() if path.is_file()
            ),
        )
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def environment(folder):
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder)}


def wait_for(port, process, output):
    for _ in range(200):
        assert process.poll() is None, output.read_text()
        if ask(port, "/healthz")[0]:
            return
        time.sleep(0.05)
    raise AssertionError(output.read_text())


def ask(port, path, method="GET", body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Referer": f"http://127.0.0.1/a/{CANARY}/check"}
    try:
        connection.request(method, path, body, headers)
        with connection.getresponse() as reply:
            return reply.status, reply.headers, reply.read()
    except OSError:
        return None, {}, b""
    finally:
        connection.close()


@pytest.fixture(params=["nginx", "caddy"])
def kind(request):
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed: its file in deploy/ was not tried")
    return request.param


def test_it_serves_and_writes_down_no_key(kind, tmp_path):
    place = tmp_path / "proxy"
    place.mkdir(mode=0o755)
    with Served(tmp_path) as served, proxy(kind, place, served.port) as (port, written):
        status, headers, _ = ask(port, "/start")
        assert status == 303
        token = headers["Location"].split("/")[2]
        assert ask(port, headers["Location"])[0] == 200
        for path in (f"/a/{CANARY}", f"/a/{CANARY}/check?x={START}", f"/s/{CANARY}?{START}"):
            assert ask(port, path)[0] == 404
        assert ask(port, f"/embed/team/a/{CANARY}/next")[0] == 404
        assert ask(port, f"/a/{CANARY}/finish", "POST", b"x" * 70_000)[0] == 413
        served.stop()
        assert ask(port, f"/a/{CANARY}/result?start={START}")[0] in {502, 503}
        time.sleep(0.3)
        text = written()
        assert "/a/***/check" in text
        assert "/embed/team/a/***/next" in text
        for secret in (CANARY, START, token):
            assert secret not in text
        assert "remote_ip" not in text.replace("request>remote_ip", "")
