"""What axe finds on a page, in words; nothing of what it found in order, which is a long list."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules whose outcome depends on the colours that a page is shown in."""

RUN = "only => axe.run({runOnly: only, resultTypes: ['violations']}).then(all => all.violations)"


def findings(page, rules=RULES):
    """Look at the page as it stands; `rules` are tags of axe, or OF_COLOURS."""
    page.evaluate(AXE_SCRIPT)
    kind = "rule" if rules is OF_COLOURS else "tag"
    found = page.evaluate(RUN, {"type": kind, "values": list(rules)})
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]
