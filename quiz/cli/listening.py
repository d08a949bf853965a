"""Knows how the web server listens: one socket for all workers, and how many connections it holds.

It refuses to know the application. With a socket for each worker, as is the server's way on Linux,
a worker that ends takes along the connections that wait for it; with one, the others take them.
"""

import socket
import sys
from collections.abc import Callable
from typing import Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server
from granian.server.mp import MPServer

from quiz.web.gate import THREADS

if sys.platform != "win32":
    import resource

MOST_CONNECTIONS = 2048
"""Open connections of a worker, most of them idle; those beyond wait to be taken."""

IDLE = 10
"""Seconds that an open connection may be silent, and that a request's head may take to arrive."""

_FILES_OF_OUR_OWN = 128


class OneSocket(MPServer):
    """The server with one listening socket, made by the parent and inherited by its workers.

    `may_reload` is asked before workers are replaced because of a signal, `before_worker` is told
    the number of each worker before it starts.
    """

    may_reload: Callable[[], bool]
    before_worker: Callable[[int], None]

    def _init_shared_socket(self) -> None:
        family = socket.AF_INET6 if ":" in self.bind_addr else socket.AF_INET
        listening = socket.socket(family)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listening.bind((self.bind_addr, self.bind_port))
        listening.listen(self.backlog)
        # The server's own types say nothing of a socket that is made outside of it.
        self._sso: Any = listening
        self._sfd: Any = listening.fileno()
        self._shd: Any = SocketHolder(self._sfd, uds=False, backlog=self.backlog)  # type: ignore[call-arg, attr-defined, unused-ignore]
        self._ssp: Any = None

    def _spawn_workers(self, *given: Any) -> None:  # noqa: ANN401 - handed on as it is
        """Start the workers with as many threads as the gate in the application reckons with.

        Told earlier, the server would warn at every start that they are many; most of them wait
        for their turn or turn others away, and are made only when they are needed.
        """
        self.blocking_threads = THREADS
        super()._spawn_workers(*given)  # type: ignore[no-untyped-call]

    def _spawn_worker(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - handed on as it is
        """Tell the next copy of this process which of the workers it is."""
        self.before_worker(named["idx"])
        return super()._spawn_worker(*given, **named)

    def _reload(self, *given: Any) -> None:  # noqa: ANN401 - handed on as it is
        if self.may_reload():
            super()._reload(*given)  # type: ignore[no-untyped-call]
            return
        self.reload_signal = False
        self.main_loop_interrupt.clear()
        if self.interrupt_signal or self.interrupt_children:
            self.main_loop_interrupt.set()

    def _respawn_workers(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - handed on
        """Replace workers, and look again at what may have happened meanwhile.

        The server clears its bell before it replaces workers; a signal to end, or the death of a
        worker, that came just then would not be heard until the next one.
        """
        super()._respawn_workers(*given, **named)
        workers: list[Any] = self.wrks
        for number, worker in enumerate(workers):
            if not worker.is_alive() and number not in self.interrupt_children:
                self.interrupt_children.append(number)
        if self.interrupt_signal or self.interrupt_children:
            self.main_loop_interrupt.set()


def serve(
    target: str,
    *,
    host: str,
    port: int,
    workers: int,
    may_reload: Callable[[], bool],
    before_worker: Callable[[int], None],
) -> None:
    """Serve the application that the function named by `target` makes, until a signal ends it.

    SIGHUP replaces the workers one by one, unless `may_reload` says no.
    """
    kind = OneSocket if sys.platform == "linux" and Server is MPServer else Server
    server = kind(
        target,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,  # until they are spawned, see above
        backpressure=_connections(),
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=IDLE * 1000),
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        respawn_interval=1,
        workers_kill_timeout=10,
    )
    if isinstance(server, OneSocket):
        server.may_reload = may_reload
        server.before_worker = before_worker
    server.serve()


def _connections() -> int:
    """As many as wanted, where the system lets one process have that many files open."""
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + _FILES_OF_OUR_OWN
    if hard == resource.RLIM_INFINITY or hard >= wanted:
        allowed = wanted if soft == resource.RLIM_INFINITY else max(soft, wanted)
    else:
        allowed = hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return min(MOST_CONNECTIONS, max(_FILES_OF_OUR_OWN, allowed - _FILES_OF_OUR_OWN))
