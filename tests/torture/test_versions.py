"""Whatever happens to the files, who has begun stays on their version, and results stay."""

import pytest

from tests.torture import versions
from tests.torture.editing import EDITS, TRACKS
from tests.torture.versions import edit_under_people

pytestmark = pytest.mark.torture


def test_over_twenty_edits_each_attempt_sees_one_version_and_no_number_changes(tmp_path):
    outcome = edit_under_people(tmp_path)
    assert outcome.wrongs == []
    assert len(EDITS) == 20
    assert outcome.versions == 1 + sum(edit.sound for edit in EDITS)
    assert outcome.results == outcome.attempts == 1 + len(EDITS)


def test_a_result_whose_numbers_move_is_found_out(tmp_path, monkeypatch):
    """A product that forgets the version that an attempt is pinned to."""
    monkeypatch.setattr(versions, "EDITS", [edit for edit in EDITS if edit.file == TRACKS][:2])
    outcome = edit_under_people(tmp_path, program="tests.torture.unpinned")
    assert any("numbers are not those" in wrong for wrong in outcome.wrongs)
