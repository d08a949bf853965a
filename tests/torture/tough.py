"""The command `fourways`, but a server that goes on however often its workers are killed.

Alone it ends when one worker dies twice in a few seconds, so that whoever supervises it notices.
"""

from quiz.cli import listening
from quiz.cli import main as main  # noqa: PLC0414 - started by this name


class Tough(listening.OneSocket):
    def _respawn_workers(self, *given, **named):
        super()._respawn_workers(*given, **named)
        self.respawned_wrks.clear()


listening.OneSocket = Tough
