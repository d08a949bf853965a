"""Writes every page in every state into a folder and lets html-validate read it.

`html-validate` is a Node program and no part of this project: `npx` fetches it, or give the path of
an installed one. Run it with `.venv/bin/python tools/validate_html.py [PATH OF html-validate]`.
"""

import logging
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.web.states import (  # noqa: E402 - from this checkout
    applications,
    every_component,
    every_question,
    every_state,
)

NPX = ("npx", "--yes", "html-validate@10")


def main() -> int:
    """Write, validate, and say how many pages were read."""
    logging.disable()  # failures on purpose are among the pages
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder) / "data", Path(folder) / "pages"
        data.mkdir()
        out.mkdir()
        apps = applications(data)
        shown = every_state(*apps) | every_question(apps[0]) | every_component(data)
        for name, page in shown.items():
            (out / f"{name.replace(' ', '-').replace('/', '-')}.html").write_text(page.html)
        program = sys.argv[1:] or NPX
        done = subprocess.run(
            [*program, "--config", str(ROOT / ".htmlvalidate.json"), str(out)], check=False
        )
    print(f"{len(shown)} pages read")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
