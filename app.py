"""Entry for `flask run` in a checkout; knows only what to make ready and where the factory is."""

import os

from quiz.cli.prepare import prepare
from quiz.settings import from_env
from quiz.web.factory import create_app

app = create_app(prepare(from_env(os.environ)))
