"""The baseline: a Flask application that does the product's statements and nothing else.

It knows no form, page, session or check. A page is a constant of the same size; an answer is one
read by the hash of the token, one upsert and its commit, with the driver itself. Each thread has a
connection of its own; on SQLite they take turns to write, which is kinder to the baseline than the
database's own way of sleeping and asking again.
"""

import os
import sqlite3
import threading
from hashlib import sha256
from pathlib import Path

import psycopg
from flask import Flask, Response, abort, redirect, request

app = Flask(__name__)
DATABASE = os.environ["BARE_DATABASE"]
PAGE = Path(os.environ["BARE_PAGE"]).read_bytes()
ON_SQLITE = not DATABASE.startswith("postgresql:")
MARK = "?" if ON_SQLITE else "%s"
FIND = f"SELECT id FROM attempt WHERE token_hash = {MARK}"  # noqa: S608 - a sign, not a value
SAVE = (
    "INSERT INTO answer (attempt_id, item, position, value) "  # noqa: S608 - signs, not values
    f"VALUES ({MARK}, {MARK}, {MARK}, {MARK}) "
    "ON CONFLICT (attempt_id, item) DO UPDATE SET value = excluded.value"
)

own = threading.local()
turn = threading.Lock()


def connection():
    """This thread's connection, with the settings that the product gives every one of its own."""
    if not hasattr(own, "connection"):
        own.connection = _sqlite() if ON_SQLITE else psycopg.connect(DATABASE, autocommit=True)
    return own.connection


def _sqlite():
    made = sqlite3.connect(DATABASE, isolation_level=None)
    made.execute("PRAGMA busy_timeout = 2000")
    made.execute("PRAGMA journal_mode = WAL")
    made.execute(f"PRAGMA synchronous = {os.environ.get('BARE_SYNC', 'FULL')}")
    made.execute("PRAGMA foreign_keys = ON")
    made.execute("PRAGMA secure_delete = ON")
    return made


def attempt_of(token):
    found = connection().execute(FIND, (sha256(token.encode()).digest(),)).fetchone()
    return found[0] if found else abort(404)


@app.get("/hello")
def hello():
    return "hello"


@app.get("/a/<token>/items/<item>")
def page(token, item):  # noqa: ARG001 - the route names it
    attempt_of(token)
    return Response(PAGE, content_type="text/html; charset=utf-8")


@app.post("/a/<token>/items/<item>")
def answer(token, item):
    form = request.form
    value = f'{{"least":"{form["least"]}","most":"{form["most"]}"}}'
    row = (attempt_of(token), item, int(form["place"]), value)
    if ON_SQLITE:
        with turn:
            connection().execute(SAVE, row)
    else:
        connection().execute(SAVE, row)
    return redirect(f"/a/{token}/items/next", 303)
