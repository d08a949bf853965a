"""What axe finds on a page, in words; nothing of what it found in order, which is a long list."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules whose outcome depends on the colours that a page is shown in."""

RUN = """([only, off]) => axe.run({
  runOnly: only,
  resultTypes: ['violations'],
  rules: Object.fromEntries(off.map(rule => [rule, {enabled: false}])),
}).then(all => all.violations)"""


def bring(context):
    """Let every page of a context be looked at, which is quicker than page by page."""
    context.add_init_script(AXE_SCRIPT)
    return context


def findings(page, rules=RULES, *, colours=True):
    """Look at the page as it stands; `rules` are tags of axe, or OF_COLOURS.

    Without `colours` those rules are left out: they take longer than all others together.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    kind = "rule" if rules is OF_COLOURS else "tag"
    off = [] if colours else list(OF_COLOURS)
    found = page.evaluate(RUN, [{"type": kind, "values": list(rules)}, off])
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]
