"""What the office waits for: due first, and what keeps a case from going on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from persistence import deputies as deputy_rows
from persistence import worklist
from persistence.case_sets import CaseSet, OfficeToday, condition_of
from persistence.database import reading, write_transaction
from persistence.tables import cases, deputies, listed_cases, outbox, role_assignments
from persistence.worklist import Waiting
from states.dossier import Period
from tests.workflows.office_fixtures import ANA, BORIS, Work

TODAY = date(2026, 2, 16)


def stuck(work: Work, today: date = TODAY) -> dict[str, Waiting]:
    with reading(work.engine) as connection:
        return {case.number: case for case in worklist.stuck(connection, today, "bmu")}


def waiting(work: Work, today: date = TODAY, role: str | None = None) -> list[Waiting]:
    with reading(work.engine) as connection:
        return worklist.waiting(connection, today, "bmu", role)


def coordinator(work: Work, **values: date | None) -> None:
    """Changes the days on which the Mobility Coordinator holds the role."""
    table = role_assignments
    change = update(table).where(table.c.role == "mobility_coordinator").values(**values)
    with write_transaction(work.engine) as connection:
        connection.execute(change)


@pytest.fixture
def work_with_case(any_work: Work) -> Work:
    """An office with one application, which waits for the coordinator and the commission."""
    any_work.bring("nominated", any_work.open())
    return any_work


def test_what_is_due_first_comes_first_and_names_the_people(any_work: Work) -> None:
    ana, boris = any_work.open(ANA), any_work.open(BORIS)
    any_work.bring("application", ana)
    first, second = waiting(any_work)
    assert (first.number, first.due) == (any_work.number(boris), date(2026, 3, 16))
    assert (second.number, second.due) == (any_work.number(ana), date(2026, 3, 24))
    assert first.people == ("Mobility Coordinator", "Boris Savić")
    assert second.people == ("Mobility Coordinator", "Commission member")
    assert [case.number for case in waiting(any_work, role="commission_member")] == [
        any_work.number(ana)
    ]
    assert waiting(any_work, role="member") == [], "a role is a whole word"


def test_a_case_is_stuck_from_the_day_after_its_due_day(work_with_case: Work) -> None:
    due = waiting(work_with_case)[0].due
    assert due == date(2026, 5, 4)
    assert stuck(work_with_case, due) == {}
    assert list(stuck(work_with_case, date(2026, 5, 5))) == ["BMU-2026-0001"]


def test_a_case_is_stuck_where_nobody_holds_the_role_that_is_to_act(work_with_case: Work) -> None:
    coordinator(work_with_case, last_day=date(2026, 4, 1))
    assert stuck(work_with_case, date(2026, 4, 1)) == {}
    (case,) = stuck(work_with_case, date(2026, 4, 2)).values()
    assert (case.obstacle, case.people) == (worklist.NOBODY, ())


def test_who_takes_a_role_up_later_does_not_hold_it_yet(work_with_case: Work) -> None:
    coordinator(work_with_case, first_day=date(2026, 4, 10), last_day=None)
    assert [c.obstacle for c in stuck(work_with_case, date(2026, 4, 9)).values()] == [
        worklist.NOBODY
    ]
    assert stuck(work_with_case, date(2026, 4, 10)) == {}


def test_who_stands_in_for_the_role_may_act(work_with_case: Work) -> None:
    coordinator(work_with_case, last_day=date(2026, 4, 1))
    days = Period(date(2026, 4, 2), date(2026, 4, 3))
    with write_transaction(work_with_case.engine) as connection:
        deputy_rows.add_deputy(connection, "bmu", "head_of_ico", "mobility_coordinator", days)
    assert stuck(work_with_case, date(2026, 4, 3)) == {}
    assert waiting(work_with_case, date(2026, 4, 3))[0].people == ("Head of ICO",)
    assert list(stuck(work_with_case, date(2026, 4, 4))) == ["BMU-2026-0001"]
    with write_transaction(work_with_case.engine) as connection:
        connection.execute(deputies.update().values(institution="bee"))
    assert list(stuck(work_with_case, date(2026, 4, 3))) == ["BMU-2026-0001"]


@pytest.mark.parametrize(("status", "words"), [("dead", "gave up"), ("uncertain", "uncertain")])
def test_a_case_with_an_action_that_was_given_up_is_stuck(
    work_with_case: Work, status: str, words: str
) -> None:
    assert stuck(work_with_case) == {}
    change = update(outbox).where(outbox.c.document == "nomination_letter")
    with write_transaction(work_with_case.engine) as connection:
        connection.execute(change.values(status=status, last_error="no font"))
    (case,) = stuck(work_with_case).values()
    assert case.obstacle is not None
    assert case.obstacle.en == f"{words}: BMU-2026-0001 · make nomination_letter — no font"


def test_a_case_whose_due_date_can_not_be_counted_is_stuck(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("nominated", ana)
    assert stuck(any_work) == {}
    with write_transaction(any_work.engine) as connection:
        connection.execute(update(cases).where(cases.c.id == ana).values(due=None, receipt=None))
    assert [case.obstacle for case in stuck(any_work).values()] == [worklist.NO_DUE]
    any_work.record(ana, "document", {"kind": "acceptance_letter"})
    assert stuck(any_work) == {}, "whatever is recorded counts the due date anew"


def test_what_has_ended_is_waited_for_no_more(work_with_case: Work) -> None:
    work_with_case.do(1, "withdraw", {})
    assert waiting(work_with_case) == []
    assert stuck(work_with_case, date(2030, 1, 1)) == {}


def test_what_rests_is_not_overdue_however_long_and_a_dead_letter_is_told_all_the_same(
    work_with_case: Work,
) -> None:
    rests = {"rests_en": "rests until then", "rests_sr": "мирује дотле"}
    with write_transaction(work_with_case.engine) as connection:
        connection.execute(update(cases).values(rests))
    (case,) = waiting(work_with_case)
    assert case.due == date(2026, 5, 4)
    assert not case.is_overdue(date(2026, 6, 1))
    assert stuck(work_with_case, date(2026, 6, 1)) == {}
    with write_transaction(work_with_case.engine) as connection:
        connection.execute(update(outbox).values(status="dead", last_error="the mailbox is full"))
    assert len(stuck(work_with_case, date(2026, 6, 1))) == 1
    with write_transaction(work_with_case.engine) as connection:
        connection.execute(update(outbox).values(status="done", last_error=None))
        connection.execute(update(cases).values(dict.fromkeys(rests)))
    assert waiting(work_with_case)[0].is_overdue(date(2026, 6, 1)), (
        "once it may be taken, it is late"
    )


def test_the_briefing_tells_the_overdue_that_the_board_counts_on_every_day(any_work: Work) -> None:
    """Two readers of one predicate: a mail that says another number than the board is no help."""
    ana, boris = any_work.open(ANA), any_work.open(BORIS)
    any_work.bring("application", ana)
    overdue: set[str] = set()
    for days in range(0, 220, 4):
        today = TODAY + timedelta(days=days)
        stands = condition_of(CaseSet(why="overdue"), OfficeToday(("bmu",), today))
        of_board = select(cases.c.number).where(
            cases.c.id.in_(select(listed_cases.c.case_id).where(stands))
        )
        with reading(any_work.engine) as connection:
            numbers = set(connection.execute(of_board).scalars())
        assert numbers == {
            case.number for case in waiting(any_work, today) if case.is_overdue(today)
        }
        overdue |= numbers
    assert overdue == {any_work.number(ana), any_work.number(boris)}
