"""Whatever happens to the files, who has begun stays on their version, and results stay."""

import pytest

from tests.torture.editing import EDITS
from tests.torture.versions import edit_under_people

pytestmark = pytest.mark.torture


def test_over_twenty_edits_each_attempt_sees_one_version_and_no_number_changes(tmp_path):
    outcome = edit_under_people(tmp_path)
    assert outcome.wrongs == []
    assert len(EDITS) == 20
    assert outcome.versions == 1 + sum(edit.sound for edit in EDITS)
    assert outcome.results == outcome.attempts == 1 + len(EDITS)
