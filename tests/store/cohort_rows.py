"""Rows of cohorts that the tables take, and one for every constraint that they refuse."""

from quiz.store.cohort_models import (
    CohortRow,
    ContributionRow,
    CountingRow,
    OrganisationRow,
    TallyRow,
)
from quiz.store.models import AttemptRow
from tests.store.sitting import MONDAY, TUESDAY
from tests.store.small_bank import DIGEST


def organisation(**changed):
    return OrganisationRow(**({"id": 1, "name": "Example Company"} | changed))


def cohort(**changed):
    given = {
        "id": 1,
        "organisation_id": 1,
        "address": "spring7xspring7x",
        "name": "Spring",
        "purpose": "development",
        "language": "en",
        "form": "adaptive",
        "opens": MONDAY,
        "batch_size": 5,
        "min_cell": 2,
        "origins": "[]",
        "presets": "[]",
        "names": "{}",
        "begun": 0,
    }
    return CohortRow(**(given | changed))


def _attempt():
    return AttemptRow(
        id=1,
        token_hash=bytes(32),
        bank_digest=DIGEST,
        language="en",
        form="full",
        state="open",
        started_day=MONDAY,
        changed_day=MONDAY,
    )


def counting(**changed):
    return CountingRow(**({"attempt_id": 1, "counted": 0} | changed))


def contribution(**changed):
    given = {"attempt_id": 1, "figure": "tracks", "cohort_id": 1, "cell": "undecided"}
    return ContributionRow(**(given | changed))


def tally(**changed):
    given = {"cohort_id": 1, "figure": "tracks", "step": 0, "cell": "undecided", "people": 2}
    return TallyRow(**(given | changed))


def opened(**changed):
    return [organisation(), cohort(**changed)]


GOOD = {
    "a cohort": opened(closes=TUESDAY, closed_day=MONDAY, welcome="Hello.", redirect="https://a.b"),
    "its figures": [*opened(), tally(), tally(step=1)],
    "someone who is counted": [*opened(), _attempt(), counting(), contribution()],
}

BAD = {
    "ck_organisation_name_is_there": [organisation(name="")],
    "uq_organisation_name": [organisation(), organisation(id=2)],
    "ck_cohort_address_is_not_guessed": opened(address="spring"),
    "ck_cohort_name_is_there": opened(name=""),
    "ck_cohort_purpose_is_development": opened(purpose="hiring"),
    "ck_cohort_language_is_there": opened(language=""),
    "ck_cohort_form_is_known": opened(form="short"),
    "ck_cohort_closes_after_it_opens": opened(opens=TUESDAY, closes=MONDAY),
    "ck_cohort_batch_of_five_or_more": opened(batch_size=4),
    "ck_cohort_nobody_stands_alone": opened(min_cell=1),
    "ck_cohort_origins_is_a_list": opened(origins="{}"),
    "ck_cohort_presets_is_a_list": opened(presets="{}"),
    "ck_cohort_names_is_a_mapping": opened(names="[]"),
    "ck_cohort_welcome_is_said_or_absent": opened(welcome=""),
    "ck_cohort_redirect_is_named_or_absent": opened(redirect=""),
    "ck_cohort_begun_is_yes_or_no": opened(begun=2),
    "ck_cohort_finished_counts_people": opened(finished=-1),
    "uq_cohort_address": [*opened(), cohort(id=2)],
    "fk_cohort_organisation_id": [cohort()],
    "ck_counting_counted_is_yes_or_no": [_attempt(), counting(counted=2)],
    "ck_counting_rung_is_open_counted_or_not": [_attempt(), counting(rung=3)],
    "fk_counting_attempt_id": [counting()],
    "ck_contribution_figure_is_known": [*opened(), _attempt(), contribution(figure="names")],
    "ck_contribution_cell_is_there": [*opened(), _attempt(), contribution(cell="")],
    "fk_contribution_attempt_id": [*opened(), contribution()],
    "fk_contribution_cohort_id": [_attempt(), contribution()],
    "ck_tally_figure_is_known": [*opened(), tally(figure="names")],
    "ck_tally_cell_is_there": [*opened(), tally(cell="")],
    "ck_tally_step_counts_from_nought": [*opened(), tally(step=-1)],
    "ck_tally_people_are_there": [*opened(), tally(people=0)],
    "fk_tally_cohort_id": [tally()],
}
