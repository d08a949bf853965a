"""Knows how to ask a server: many connections at once, each with its own script of requests.

It refuses to know pages. A script is an iterator of requests; a connection sends the next one when
the answer to the last is here (a closed loop), or at its own time (`paced`). One thread does all
of it, so that the client takes one core at most.
"""

import heapq
import selectors
import socket
import time
from dataclasses import dataclass, field

from bench.speed import machine

HEADERS = "Host: 127.0.0.1\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\nAccept-Language: en\r\n"
PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Request:
    """Bytes to send and the status that is the right answer."""

    wire: bytes
    status: int = 200


def get(path, *, status=200):
    return Request(f"GET {path} HTTP/1.1\r\n{HEADERS}\r\n".encode(), status)


def post(path, body, *, status=303, headers=""):
    head = (
        f"POST {path} HTTP/1.1\r\n{HEADERS}{headers}"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return Request(head.encode() + body.encode(), status)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes

    def header(self, name):
        """One header's value; None when it is not there."""
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.strip().lower() == name.encode():
                return value.strip().decode()
        return None


class Connection:
    """One connection that stays open; `busy_since` is when its request was sent."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._here = b""
        self.sent_at = 0.0
        self.asked = None

    def send(self, request):
        self.asked, self.sent_at, self._here = request, time.perf_counter(), b""
        self.socket.sendall(request.wire)

    def receive(self):
        """Take what has arrived; an Answer once it is whole, else None."""
        arrived = self.socket.recv(1 << 18)
        if not arrived:
            raise ConnectionError("the server closed the connection")
        self._here += arrived
        head, there, body = self._here.partition(b"\r\n\r\n")
        if not there or len(body) < _length(head):
            return None
        return Answer(int(head[9:12]), head, body)

    def ask(self, request):
        """Send one request and wait for its answer."""
        self.send(request)
        while (answer := self.receive()) is None:
            pass
        if answer.status != request.status:
            raise AssertionError(
                f"{answer.status} to {request.wire[:160]!r}: {answer.body[:600]!r}"
            )
        return answer

    def close(self):
        self.socket.close()


def _length(head):
    low = head.lower()
    at = low.find(b"content-length:")
    if at < 0:
        if low[9:12] in {b"204", b"304"}:
            return 0
        raise AssertionError(f"an answer without its length: {head!r}")
    return int(low[at + 15 :].split(b"\r\n", 1)[0])


@dataclass(slots=True)
class Seen:
    """What a load came to. Times in seconds; `cpu` is of the server, `cpu_db` of a database's."""

    took: list = field(default_factory=list)
    wrong: dict = field(default_factory=dict)
    seconds: float = 0.0
    cpu: float = 0.0
    cpu_db: float = 0.0

    @property
    def count(self):
        return len(self.took)

    @property
    def rate(self):
        return self.count / self.seconds

    def at(self, share):
        """The time within which this share of answers came."""
        return sorted(self.took)[min(self.count - 1, int(share * self.count))]

    @property
    def each(self):
        """Processor seconds of the server for one request."""
        return self.cpu / self.count

    def note(self, connection, answer):
        """Count an answer: among the right ones with its time, or as wrong."""
        if answer.status == connection.asked.status:
            self.took.append(time.perf_counter() - connection.sent_at)
        else:
            self.wrong[answer.status] = self.wrong.get(answer.status, 0) + 1


def drive(port, scripts, seconds, *, pid, database=None):
    """Let each script run on a connection of its own for so long; what came of it.

    A request under way at the end is waited for, so scripts can go on later where they stopped.
    """
    connections = [Connection(port) for _ in scripts]
    ways, seen = selectors.DefaultSelector(), Seen()
    before, before_db = machine.busy(pid), machine.busy(database) if database else 0.0
    began = time.perf_counter()
    for connection, script in zip(connections, scripts, strict=True):
        ways.register(connection.socket, selectors.EVENT_READ, (connection, script))
        connection.send(next(script))
    open_ones = len(connections)
    while open_ones:
        ready = ways.select(PATIENCE)
        if not ready:
            raise AssertionError("no answer within the patience of the client")
        for key, _ in ready:
            connection, script = key.data
            answer = connection.receive()
            if answer is None:
                continue
            seen.note(connection, answer)
            if time.perf_counter() - began < seconds:
                connection.send(next(script))
            else:
                open_ones -= 1
                ways.unregister(connection.socket)
    seen.seconds = time.perf_counter() - began
    seen.cpu = machine.busy(pid) - before
    seen.cpu_db = machine.busy(database) - before_db if database else 0.0
    for connection in connections:
        connection.close()
    return seen


def paced(port, scripts, *, every, seconds, pid):
    """Let each script send a request every so many seconds, all evenly spread; what came of it.

    Scripts are generators that take the Answer and give the next Request; one that ends starts
    over with what `scripts` makes anew, so that there are as many people all the time. A request
    that follows at once (a page after its redirect) is given as a pair of (0, Request).
    """
    ways, seen = selectors.DefaultSelector(), Seen()
    began, before = time.perf_counter(), machine.busy(pid)
    people = [_Person(port, make) for make in scripts]
    due = [(began + every * n / len(people), n) for n in range(len(people))]
    heapq.heapify(due)
    waiting = 0
    while (due or waiting) and time.perf_counter() - began < seconds + PATIENCE:
        now = time.perf_counter()
        while due and due[0][0] <= now:
            at, number = heapq.heappop(due)
            if now - began < seconds:
                people[number].start(ways, number, at)
                waiting += 1
        for key, _ in ways.select(max(0.0, due[0][0] - now) if due else PATIENCE):
            person = people[key.data]
            try:
                answer = person.connection.receive()
            except ConnectionError:  # counted as wrong; the person tries again at their next turn
                answer = Answer(0, b"", b"")
            if answer is None:
                continue
            seen.note(person.connection, answer)
            if not person.follow(answer):
                waiting -= 1
                heapq.heappush(due, (person.turn + every, key.data))
    seen.seconds, seen.cpu = time.perf_counter() - began, machine.busy(pid) - before
    if waiting:
        seen.wrong["no answer"] = waiting
    for person in people:
        person.close()
    return seen


class _Person:
    """Somebody who sits at the form, on a new connection for each turn."""

    def __init__(self, port, make):
        self.port, self.make, self.script = port, make, make()
        self.connection, self.turn, self.ways = None, 0.0, None
        self.upcoming = next(self.script)

    def start(self, ways, number, turn):
        self.close()
        self.ways, self.turn, self.connection = ways, turn, Connection(self.port)
        ways.register(self.connection.socket, selectors.EVENT_READ, number)
        self.connection.send(self.upcoming)

    def follow(self, answer):
        """Send what follows at once; False when this turn is over."""
        try:
            following = self.script.send(answer) if answer.status else None
        except StopIteration:
            following = None
        if following is None:
            self.script = self.make()
            following = next(self.script)
        at_once = isinstance(following, tuple)
        self.upcoming = following[1] if at_once else following
        if at_once:
            self.connection.send(self.upcoming)
        else:
            self.close()
        return at_once

    def close(self):
        if self.connection is not None:
            self.ways.unregister(self.connection.socket)
            self.connection.close()
            self.connection = None
