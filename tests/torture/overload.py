"""Ten times as many requests as the server can take: whoever is turned away is told so at once."""

import asyncio
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field

from tests.torture.people import BANK, Browser, _quoted
from tests.torture.serving import Served

MOST_OPEN = 1500
"""Requests under way at once; those beyond are not sent, and not among the offered."""
GIVE_UP = 30
NORMAL_WITHIN = 5


@dataclass
class Outcome:
    capacity: float
    offered: float
    seconds: float
    answered: Counter = field(default_factory=Counter)
    slowest_refusal: float = 0.0
    slowest: float = 0.0
    normal_after: float | None = None

    @property
    def clean(self):
        """Whether everything was either done or turned away in the proper way."""
        return set(self.answered) <= {"done", "told to wait"}


class Line(asyncio.Protocol):
    """One kept connection; one request on it at a time. `lines` holds it while it is open."""

    def __init__(self, lines):
        self.lines = lines
        self.reply = None
        self.held = b""
        self.ended = asyncio.Event()

    def connection_made(self, transport):
        self.transport = transport
        self.lines.add(self)

    def send(self, request):
        self.reply = asyncio.get_running_loop().create_future()
        self.held = b""
        self.transport.write(request)
        return self.reply

    def data_received(self, data):
        self.held += data
        head, found, body = self.held.partition(b"\r\n\r\n")
        if not found or self.reply is None or self.reply.done():
            return
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if len(body) >= int(length or 0):
            self.reply.set_result((int(head[9:12]), head.lower()))

    def connection_lost(self, exc):
        self.lines.discard(self)
        self.ended.set()
        if self.reply is not None and not self.reply.done():
            self.reply.set_exception(exc or ConnectionResetError("closed before a reply"))


class Flood:
    """Sends requests at a rate that does not ask how the server is doing."""

    def __init__(self, port, requests, outcome):
        self.port = port
        self.requests = requests
        self.outcome = outcome
        self.idle = []
        self.lines = set()
        self.open = 0
        self.under_way = set()

    async def pour(self, rate, seconds):
        began = time.monotonic()
        sent = due = 0
        while (now := time.monotonic() - began) < seconds:
            while due < now * rate:
                due += 1
                if len(self.under_way) >= MOST_OPEN:  # ours to bear: a queue in here tells nothing
                    continue
                task = asyncio.create_task(self._one(self.requests[sent % len(self.requests)]))
                self.under_way.add(task)
                task.add_done_callback(self.under_way.discard)
                sent += 1
            await asyncio.sleep(0.002)
        self.outcome.offered = sent / (time.monotonic() - began)
        await asyncio.gather(*self.under_way)
        await self._hang_up()

    async def closed(self, at_once, seconds):
        """So many at once, each as soon as the one before is done: what the server can take."""
        last = time.monotonic() + seconds
        done = Counter()

        async def one(place):
            while time.monotonic() < last:
                await self._one(self.requests[(place + done["all"]) % len(self.requests)])
                done["all"] += 1

        await asyncio.gather(*(one(place) for place in range(at_once)))
        await self._hang_up()
        return done["all"] / seconds

    async def _hang_up(self):
        """The loop may only end when the last line has: it would leave open sockets behind."""
        lines = set(self.lines)
        for line in lines:
            line.transport.close()
        await asyncio.gather(*(line.ended.wait() for line in lines))

    async def _one(self, request):
        began = time.monotonic()
        line = None
        try:
            line = await self._line()
            status, head = await asyncio.wait_for(line.send(request), GIVE_UP)
        except (OSError, TimeoutError) as error:
            self._drop(line)
            self.outcome.answered[type(error).__name__] += 1
            return
        took = time.monotonic() - began
        self.outcome.slowest = max(self.outcome.slowest, took)
        if status == 503 and b"retry-after:" in head:
            self.outcome.answered["told to wait"] += 1
            self.outcome.slowest_refusal = max(self.outcome.slowest_refusal, took)
        else:
            self.outcome.answered["done" if status in {200, 303} else status] += 1
        if b"connection: close" in head:
            self._drop(line)
        else:
            self.idle.append(line)

    async def _line(self):
        while self.idle:
            line = self.idle.pop()
            if not line.transport.is_closing():
                return line
            self.open -= 1
        while self.open >= MOST_OPEN and not self.idle:
            await asyncio.sleep(0.005)
        if self.idle:
            return await self._line()
        self.open += 1
        connecting = asyncio.get_running_loop().create_connection(
            lambda: Line(self.lines), "127.0.0.1", self.port
        )
        _, line = await asyncio.wait_for(connecting, GIVE_UP)
        return line

    def _drop(self, line):
        self.open -= 1
        if line is not None:
            line.transport.close()


def requests_for(port, people):
    """Answers and pages of some people, as they go over the wire."""
    with closing(Browser(port)) as browser:
        begun = [browser.ask("GET", "/start")[1]["Location"] for _ in range(people)]
    made = []
    for number, location in enumerate(begun):
        path, _, query = location.partition("?")
        for item in BANK.form[number % 3 :: 3]:
            one, other = item.options[0].id, item.options[-1].id
            body = f"seen=&most={_quoted(one)}&least={_quoted(other)}".encode()
            target = f"{path.rpartition('/')[0]}/{item.id}?{query}"
            head = (
                f"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
            )
            made.append(head.encode() + body)
            made.append(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    return made


def flood(folder, *, times=10, seconds=5, workers=2, people=20):
    with Served(folder, workers=workers) as served:
        requests = requests_for(served.port, people)
        warm = Outcome(0, 0, 1)
        capacity = _run(Flood(served.port, requests, warm).closed(2 * workers, 2))
        outcome = Outcome(round(capacity), 0, seconds)
        _run(Flood(served.port, requests, outcome).pour(times * capacity, seconds))
        outcome.normal_after = _until_normal(served.port, 1 / capacity * 2 * workers)
    return outcome


def _run(work):
    """Run it in a thread of its own: a browser's loop may be at work in this one."""
    with ThreadPoolExecutor(max_workers=1) as alone:
        return alone.submit(asyncio.run, work).result()


def _until_normal(port, usual):
    """Seconds until pages come in a usual time again, ten in a row; None when they do not."""
    began = time.monotonic()
    in_a_row = 0
    with closing(Browser(port)) as browser:
        while (now := time.monotonic()) - began < 4 * NORMAL_WITHIN:
            status, _, _ = browser.ask("GET", "/start")
            in_time = time.monotonic() - now < max(0.5, 10 * usual)
            in_a_row = in_a_row + 1 if status == 303 and in_time else 0
            if in_a_row == 10:
                return time.monotonic() - began
    return None
