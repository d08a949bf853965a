"""The quiz, a cohort for pages of other sites, and a browser that gives frames nothing."""

import json
import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.browser.conftest import chrome, serving, surroundings
from tests.browser.neighbour import neighbours

HEAR = """window.told = []; window.raw = [];
addEventListener('message', (event) => raw.push([event.origin, event.data]));
for (const type of ['ready', 'loaded', 'started', 'progress', 'navigated', 'resize', 'completed',
    'error'])
  addEventListener('fourways-quiz:' + type, (e) => told.push([e.target.id, type, e.detail]));"""
"""What a page hears, as its own scripts would: the events of a tag, and every message."""


@dataclass(frozen=True)
class Place:
    """Where everything is. `plain` is the quiz by plain http, `invited` a link for staff."""

    port: int
    plain_port: int
    cohort: str
    invited: str

    @property
    def site(self):
        return f"https://quiz.example:{self.port}"

    @property
    def plain(self):
        return f"http://quiz.example:{self.plain_port}"

    @property
    def intranet(self):
        return f"https://intranet.example:{self.port}"

    def host(self, name="intranet", **said):
        """A page of another site that holds a frame of the cohort, or what is said instead."""
        given = {"frame": f"{self.site}/embed/{self.cohort}"} | said
        return f"https://{name}.example:{self.port}/?" + urlencode(given)

    def tag(self, *, site=None, **attributes):
        """The tag of the cohort, with the script beside it."""
        site = site or self.site
        given = {"src": f"{site}/embed/{self.cohort}", "title": "Career quiz"} | attributes
        said = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in given.items())
        script = f'<script src="{site}/embed.js" defer></script>'
        return f"{script}<fourways-quiz {said}></fourways-quiz>"

    def tagged(self, before="", after="", **attributes):
        """A page of the intranet with the tag between other things."""
        return self.host(body=before + self.tag(**attributes) + after)


@contextmanager
def a_place(folder):
    """Start the quiz and its neighbours, and open a cohort for the intranet."""
    with neighbours(folder) as (secure, plain):
        port, plain_port = secure.server_port, plain.server_port
        data = folder / "data"
        environment = surroundings(data) | {"FOURWAYS_URL": f"https://quiz.example:{port}"}
        words = ["cohort", "add", "Spring", "--development-only", "--organisation", "Example"]
        words += ["--form", "full"]
        words += ["--origin", f"https://intranet.example:{port}"]
        words += ["--origin", f"http://intranet.example:{plain_port}"]
        words += ["--preset", "sharepoint", "--redirect", f"https://intranet.example:{port}"]
        told = command(environment, *words)
        link = command(environment, "staff", "add", "ines@example.com", "--organisation", "Example")
        with serving(data, FOURWAYS_URL=environment["FOURWAYS_URL"]) as site:
            secure.quiz = plain.quiz = int(site.rpartition(":")[2])
            cohort = re.search(r"/embed/(\w+)", told)[1]
            yield Place(port, plain_port, cohort, re.search(r"https://\S+", link)[0])


def command(environment, *words):
    fourways = Path(sys.executable).parent / "fourways"
    return subprocess.run(
        [fourways, *words], env=environment, capture_output=True, text=True, check=True
    ).stdout


@contextmanager
def a_cautious_browser(playwright, profile, arguments, *, tenant=0):
    """Chromium as people set it who block cookies of other sites; all names lead to this machine.

    Storage is blocked for such frames along with cookies. A company's page that SharePoint hosts is
    the neighbour on the port `tenant`, if one is given.
    """
    (profile / "Default").mkdir()
    blocked = {"profile": {"cookie_controls_mode": 1, "block_third_party_cookies": True}}
    (profile / "Default" / "Preferences").write_text(json.dumps(blocked))
    names = "--host-resolver-rules=MAP *.example 127.0.0.1"
    names += f",MAP company.sharepoint.com:443 127.0.0.1:{tenant}" if tenant else ""
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=chrome(),
        args=[*arguments, names, "--test-third-party-cookie-phaseout"],
        ignore_https_errors=True,
    )
    context.set_default_timeout(30_000)
    context.add_init_script(HEAR)
    yield context
    context.close()
