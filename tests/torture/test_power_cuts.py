"""An acknowledged answer is on the disk, not merely on its way there."""

import pytest

from tests.torture.powercut import cut_the_power, repeat_after_a_kill

pytestmark = [pytest.mark.torture, pytest.mark.usefixtures("needs_strace")]

CUTS = 50
NAME_OF_THE_LOG = "fdatasync:11"
"""SQLite's own sync of the folder, after it has made its log."""


def test_no_power_cut_loses_an_acknowledged_answer(tmp_path):
    outcome = cut_the_power(tmp_path, acknowledgements=CUTS, doubtful=1)
    assert outcome.examples == []
    assert (outcome.acknowledgements, outcome.images) == (CUTS, 2 * CUTS)


def test_syncing_as_sqlite_does_by_itself_would_lose_most_so_the_trial_bites(tmp_path):
    outcome = cut_the_power(tmp_path, acknowledgements=CUTS, defect="careless")
    assert outcome.losing >= CUTS * 0.95


@pytest.mark.parametrize("failing", ["fsync:2", "fdatasync:10", NAME_OF_THE_LOG, "fdatasync:30"])
def test_nor_does_one_after_a_sync_that_failed_and_left_the_system_in_the_belief_of_a_clean_page(
    tmp_path, failing
):
    outcome = cut_the_power(tmp_path, acknowledgements=CUTS // 4, failing=failing)
    assert (outcome.images, outcome.examples) == (CUTS // 4, [])


def test_sqlite_passes_over_a_failed_sync_of_the_name_of_its_log_so_the_trial_bites(tmp_path):
    outcome = cut_the_power(
        tmp_path, acknowledgements=CUTS // 4, failing=NAME_OF_THE_LOG, defect="trusting"
    )
    assert outcome.losing > 0


def test_an_answer_found_in_the_log_of_a_killed_process_is_synced_before_it_is_acknowledged(
    tmp_path,
):
    assert repeat_after_a_kill(tmp_path) == []


def test_without_a_look_at_the_disk_it_would_be_lost_so_the_trial_bites(tmp_path):
    assert repeat_after_a_kill(tmp_path, careless=True) != []
