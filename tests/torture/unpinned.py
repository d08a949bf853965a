"""The command `fourways` with a planted defect: results are worked out by the newest rules."""

from quiz.cli import main as main  # noqa: PLC0414 - started by this name
from quiz.web import take
from quiz.web.request import front, model_for

take.model_for = lambda _digest: model_for(front().catalogue.digest)
