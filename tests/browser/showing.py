"""The states of all pages, shown in the real Chromium without a server between.

The browser's requests are answered here: the page from what the product gave before, its files from
the product itself. So a page that takes a failing database to make is shown as easily as any other.
"""

from urllib.parse import urlsplit

ORIGIN = "http://localhost"


class Screen:
    """A browser window that shows one state after the other."""

    def __init__(self, context, files, *, script=True):
        """`files` is a client of the application that serves the style sheet and the script."""
        self.page = context.new_page()
        self._files = files
        self._script = script
        self._shown = None
        context.route("**/*", self._answer)

    def show(self, shown):
        self._shown = shown
        self.page.goto(ORIGIN + shown.address)
        return self.page

    def _answer(self, route):
        path = urlsplit(route.request.url).path
        if path.endswith(".js") and not self._script:
            route.abort()
        elif path.startswith("/static/") or path.endswith("/card"):
            found = self._files.get(path)
            route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.data)
        else:
            shown = self._shown
            route.fulfill(status=shown.status, headers=shown.headers, body=shown.html)
