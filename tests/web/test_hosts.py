"""Names of other sites, claimed in any header: refused, or at least never repeated."""

from collections import Counter
from itertools import product

import pytest

from tests.web import doors
from tests.web.conftest import build, settings_in

OURS = "quiz.example.org"
EVIL = "evil.example"
HOSTS = (
    EVIL,
    f"{EVIL}:443",
    f"{OURS}.{EVIL}",
    f"{OURS}@{EVIL}",
    f"{EVIL}#{OURS}",
    f"{EVIL}/{OURS}",
    f"{EVIL}\\{OURS}",
    f"{EVIL} {OURS}",
    f"{EVIL},{OURS}",
    f"{OURS}, {EVIL}",
    f"{OURS}:{EVIL}",
    f"{OURS}:80@{EVIL}",
    f"{EVIL}%00.{OURS}",
    f"//{EVIL}",
    f"http://{EVIL}",
    f"[{EVIL}]",
    f"{EVIL}.",
    "*",
    "",
    "127.0.0.1.evil.example",
    OURS,
)
CLAIMS = (
    {},
    {"X-Forwarded-Host": EVIL},
    {"X-Forwarded-Host": f"{OURS}, {EVIL}"},
    {"X-Forwarded-Server": EVIL},
    {"X-Forwarded-For": EVIL, "X-Real-IP": EVIL},
    {"X-Forwarded-Proto": "javascript", "X-Forwarded-Scheme": EVIL},
    {"X-Forwarded-Prefix": f"//{EVIL}"},
    {"X-Original-URL": f"//{EVIL}/", "X-Rewrite-URL": f"//{EVIL}/"},
    {"Forwarded": f"host={EVIL};proto=https;for={EVIL}"},
    {"X-Host": EVIL, "X-HTTP-Host-Override": EVIL},
    {"Origin": f"https://{EVIL}", "Referer": f"https://{EVIL}/"},
    {"X-Forwarded-Port": EVIL, "X-Forwarded-Path": f"//{EVIL}"},
)
ADDRESSES = ("/", "/ladders", "/ladders//product-owner")
"""A page with addresses in it, one that leads elsewhere, and one that a router likes to mend."""


@pytest.fixture(scope="module", params=[0, 1], ids=["no proxy", "one proxy"])
def town(request, tmp_path_factory, one_clock):
    settings = settings_in(
        tmp_path_factory.mktemp("hosts"),
        url=f"https://{OURS}",
        production=True,
        rate_limits=False,
        proxies=request.param,
    )
    return doors.Town(build(settings, one_clock), settings.data_dir / "answers.sqlite3")


def test_no_name_that_a_visitor_claims_is_believed_or_repeated(town):
    client = town.app.test_client()
    tried = Counter()
    own = f"/a/{town.owner}/keep"
    for host, claims, address in product(HOSTS, CLAIMS, (*ADDRESSES, own)):
        found = client.get(address, base_url=f"https://{OURS}", headers={"Host": host, **claims})
        tried[found.status_code] += 1
        assert found.status_code == 400 or host == OURS, (host, claims)
        said = found.text + "".join(f"{name}: {value}\n" for name, value in found.headers)
        assert EVIL not in said, (host, claims, address)
        if address == own and found.status_code == 200:
            assert f"https://{OURS}/a/{town.owner}" in said
    assert sum(tried.values()) >= 500
    assert tried[200] >= len(CLAIMS)
    assert tried[400] >= 500


def test_no_door_leads_to_another_site_whatever_its_address_holds(town):
    client = town.app.test_client()
    lures = (f"//{EVIL}", f"https://{EVIL}/", f"/\\{EVIL}")
    names = ("next", "url", "return", "redirect", "to", "made", "track", "form", "start", "day")
    asked = [f"/a/{town.owner}{leaf}" for leaf in ("", "/next", "/share", "/ladder", "/result")]
    for address, lure, name in product((*asked, "/start", "/ladders", "/q/x"), lures, names):
        found = client.get(address, query_string={name: lure}, base_url=f"https://{OURS}")
        where = found.headers.get("Location", "/")
        assert where.startswith("/"), (address, name)
        assert not where.startswith(("//", "/\\")), (address, name)
    for lure in lures:
        for address in (f"/ladders/{lure}", f"/static/{lure}", f"/ladders/x/{lure}/"):
            found = client.get(address, base_url=f"https://{OURS}")
            assert "Location" not in found.headers, address
