"""How a hand chooses and presses in a frame of another site.

A click there was lost once, with no word from the page: Chromium may go on showing the old page of
a frame until the new one is drawn, and drop what is clicked meanwhile. A person sees that nothing
happened and clicks again, and so do these. That what is sent twice counts once, other tests show.
"""

import pytest

TRIES = 6


def choose(radio):
    """Click a radio button until it is chosen."""
    for _ in range(TRIES):
        radio.click()
        if radio.is_checked():
            return
        radio.page.wait_for_timeout(250)
    pytest.fail(f"{radio} cannot be chosen")


def press(button, heading):
    """Click a button or link until the heading of another page stands there."""
    before = heading.inner_text()
    for _ in range(TRIES):
        if heading.inner_text() == before:
            button.click()
        for _ in range(100):
            if heading.inner_text() != before:
                return
            button.page.wait_for_timeout(50)
    pytest.fail(f"{button} leads nowhere from {before!r}")
