"""A step that ended a case by mistake is not undone: the case is taken over where it stood.

Both stay: the one that ended, with who ended it and why, and the one that goes on, which says from
which case it comes.
"""

from __future__ import annotations

import pytest

from persistence.database import reading, write_transaction
from persistence.integrity import audit
from states.decision import Actor, Advanced
from states.validation_error import ValidationError
from tests.workflows.cases.handing_over import handed_over
from tests.workflows.office_fixtures import Work, any_work, database
from workflows.act import Act
from workflows.cases.status import load_case
from workflows.cases.takeover import TakenOver, read_takeover, take_over

__all__ = ["any_work", "database"]

CLERK = Actor("mobility_coordinator", "Jelena Ilić")
GOES_ON = {
    "nominated": [("host_accepts", {"from": "2026-10-01", "to": "2027-02-12"})],
    "la_signed": [("host_changes_stay", {"from": "2026-10-02", "to": "2027-02-12"})],
    "mobility": [("withdraw", {"reason": "Now really"})],
}
"""By where a case stood, what is done there next."""


def taken_over_from(work: Work, case_id: int, before: dict[str, object]) -> TakenOver:
    with write_transaction(work.engine) as connection:
        act = Act(connection, work.office, CLERK, work.clock())
        case, dossier = load_case(connection, case_id)
        definition = work.office.definition_of(case, dossier)
        assert case.call_id is not None
        outcome = take_over(act, case.call_id, read_takeover(definition, before))
    assert isinstance(outcome, TakenOver), outcome
    return outcome


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("nominated", "host_refuses"),
        ("la_signed", "host_cancels"),
        ("la_signed", "withdraw"),
        ("mobility", "withdraw"),
    ],
)
def test_what_ended_by_mistake_goes_on_in_a_case_that_says_where_it_comes_from(
    any_work: Work, state: str, step: str
) -> None:
    ana = any_work.open()
    any_work.bring(state, ana)
    with reading(any_work.engine) as connection:
        case, dossier = load_case(connection, ana)
    before = {
        **handed_over(case, dossier),
        "source": f"{case.number}, ended by mistake: the letter was another student's",
    }
    assert isinstance(any_work.do(ana, step, {"reason": "Another student's letter"}), Advanced)
    here = taken_over_from(any_work, ana, before)
    assert (here.case.state, here.case.number != case.number) == (state, True)
    assert any_work.case(ana).state in ("refused", "cancelled", "withdrawn")
    with reading(any_work.engine) as connection:
        _, dossier_here = load_case(connection, here.case.id)
        report = audit(connection, any_work.office.data, any_work.office.calendar)
    assert report.discrepancies == ()
    for part in ("application", "agreed", "signatures", "stay"):
        assert getattr(dossier_here, part) == getattr(dossier, part), part
    for trigger, details in GOES_ON[state]:
        outcome = any_work.do(here.case.id, trigger, details)
        assert isinstance(outcome, Advanced), outcome


def test_a_case_that_goes_on_is_not_taken_over_a_second_time(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("nominated", ana)
    with reading(any_work.engine) as connection:
        before = handed_over(*load_case(connection, ana))
    with pytest.raises(ValidationError, match="BMU-2026-0001"):
        taken_over_from(any_work, ana, before)
