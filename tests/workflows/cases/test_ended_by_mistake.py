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
from tests.workflows.office_fixtures import Work, any_work, at, database
from workflows.act import Act
from workflows.cases.recording import Recorded
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


def test_what_came_with_a_case_stands_when_a_later_record_is_withdrawn(any_work: Work) -> None:
    """A copy of another student's, a wrong return: what had been taken over stands again."""
    ana = any_work.open()
    any_work.bring("mobility", ana)
    any_work.clock.now = at("2027-02-15 09:00")
    for fact, values in (
        ("stay", {"arrived_on": "2026-10-01", "returned_on": "2027-02-10"}),
        ("insurance", {"from": "2026-10-01", "to": "2027-02-12"}),
        ("document", {"kind": "petition", "language": "sr"}),
    ):
        assert isinstance(any_work.record(ana, fact, values), Recorded)
    with reading(any_work.engine) as connection:
        before = handed_over(*load_case(connection, ana))
    assert isinstance(any_work.do(ana, "withdraw", {"reason": "Another's letter"}), Advanced)
    here = taken_over_from(any_work, ana, before).case.id
    as_taken_over = any_work.dossier(here)
    for fact, values, name_fields in (
        ("stay", {"returned_on": "2027-02-14"}, {"day": "returned_on"}),
        ("insurance", {"from": "2026-10-01", "to": "2027-02-01"}, {}),
        ("document", {"kind": "cv", "language": "sr"}, {"kind": "cv"}),
        ("document", {"kind": "petition", "language": "de"}, {"kind": "petition"}),
    ):
        assert isinstance(any_work.record(here, fact, values), Recorded)
        assert any_work.dossier(here) != as_taken_over
        wrong_record = {"fact": fact, "reason": "Another student's", **name_fields}
        assert isinstance(any_work.record(here, "withdrawn_record", wrong_record), Recorded)
        for part in ("stay", "insurance", "documents"):
            assert getattr(any_work.dossier(here), part) == getattr(as_taken_over, part), fact
