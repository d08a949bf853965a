"""What an attempt is pinned to can be read again, exactly, and is named by its content."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.content.pinned import PinnedBankError, bank_from_json, bank_to_json, digest_of
from quiz.content.rules import to_rules
from quiz.content.source import read
from quiz.core.bank import Calibration
from tests.content.small import BANK, read_text
from tests.content.test_rules import RULES

THE_BANK = read_text(BANK)[0]
THE_RULES = to_rules(read(RULES.encode(), "tracks.yaml")[0], traits=["why", "how", "when"])[0]
KEPT = bank_to_json(THE_BANK, THE_RULES)


def test_bank_and_rules_come_back_as_they_were():
    assert bank_from_json(KEPT) == (THE_BANK, THE_RULES)
    calibrated = replace(THE_BANK, calibration=Calibration(300, "2026-05-31"))
    assert bank_from_json(bank_to_json(calibrated, THE_RULES)) == (calibrated, THE_RULES)


def test_what_comes_back_is_spelt_the_same():
    assert bank_to_json(*bank_from_json(KEPT)) == KEPT


def test_the_digest_is_64_hexadecimal_digits_and_stays_the_same_in_every_release():
    assert digest_of(KEPT) == ("2d9dbe2d002e9eb3fb2969cf6af357265586fa5acbf2ac104a41a06fb40dfb07")


def test_comments_quotes_and_the_order_of_keys_do_not_change_the_digest():
    same = BANK.replace(
        'version: "1"\ncalibration: none', "# Mine.\ncalibration: none\nversion: '1'"
    )
    same = same.replace("{how: 2.5}", "{how: 2.50}").replace("{why: 3}", "{why: 3.0}")
    assert bank_to_json(read_text(same)[0], THE_RULES) == KEPT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("party.", "party!"),
        ("{how: 2.5}", "{how: 2}"),
        ("popularity: 0.5", "popularity: 0.4"),
        ("extra: true", "extra: false"),
        ("id: left", "id: whole"),
        ('version: "1"', 'version: "2"'),
    ],
)
def test_any_change_of_the_bank_changes_the_digest(old, new):
    changed = bank_to_json(read_text(BANK.replace(old, new))[0], THE_RULES)
    assert digest_of(changed) != digest_of(KEPT)


def test_a_changed_threshold_or_profile_changes_the_digest():
    stricter = replace(THE_RULES, thresholds=replace(THE_RULES.thresholds, clear=0.9))
    fewer = replace(THE_RULES, tracks=THE_RULES.tracks[:2])
    kept = {bank_to_json(THE_BANK, rules) for rules in (THE_RULES, stricter, fewer)}
    assert len(kept) == 3


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '{"shape": 2}',
        '{"shape": 1, "bank": 3, "rules": []}',
        "[" * 9999,
    ],
)
def test_anything_else_fails_cleanly(content):
    with pytest.raises(PinnedBankError):
        bank_from_json(content)


def test_a_shape_from_a_later_release_is_named_as_the_reason():
    with pytest.raises(PinnedBankError, match="shape that this release does not know"):
        bank_from_json(KEPT.replace('"shape":1', '"shape":99'))


@given(st.data())
def test_a_part_that_is_missing_or_of_another_kind_fails_cleanly_or_is_harmless(data):
    whole = json.loads(KEPT)
    part = whole
    while True:
        key = data.draw(
            st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part)))
        )
        if not isinstance(part[key], dict | list) or not part[key] or data.draw(st.booleans()):
            break
        part = part[key]
    if data.draw(st.booleans()):
        del part[key]
    else:
        part[key] = data.draw(st.none() | st.integers() | st.text() | st.lists(st.integers()))
    with suppress(PinnedBankError):
        bank_from_json(json.dumps(whole))
