"""A list has the same lines in the same order, whichever way is the shortest to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert, select

from persistence.case_list import ORDERS, page_of_cases
from persistence.database import reading, write_transaction
from persistence.list_conditions import Asked, CaseFilter, Tab, lines_to_count
from persistence.list_counts import count_lists
from persistence.list_readers import Reader
from persistence.tables import case_handling, staff
from tests.workflows.office_fixtures import ANA, Work, at

LATE = date(2026, 12, 1)
PUBLISHING = ("publish_list",)
SCORING = (("application", "publish_list"),)
POINTS = {"programme_compatibility": 50, "grade_average": 40}


def reader(work: Work, role: str, login: str) -> Reader:
    with reading(work.engine) as connection:
        of_login = select(staff.c.id).where(staff.c.login == login)
        staff_id = connection.execute(of_login).scalar_one()
    delivery = ("bmu", "outgoing-studies", "call", "submit_application")
    records = (delivery,) if role == "academic_coordinator" else ()
    return Reader(("bmu",), (("bmu", role),), LATE, login, staff_id, records, PUBLISHING, SCORING)


@pytest.fixture
def readers(any_work: Work) -> tuple[Work, list[Reader]]:
    """An office with applications, of which the commission's member has judged the first, and
    cases that somebody has; and who looks at it: a member, and two of the office."""
    ids = [any_work.open({**ANA, "email": f"a{n}@students.example"}) for n in range(7)]
    any_work.bring("application", *ids[1:5])
    any_work.clock.now = at("2026-03-18 09:00")
    any_work.score(ids[1], "m.ilic", POINTS)
    of_office = [
        reader(any_work, role, "m.ilic" if role == "commission_member" else role)
        for role in ("commission_member", "mobility_coordinator", "academic_coordinator")
    ]
    with write_transaction(any_work.engine) as connection:
        for place, holder in ((1, of_office[0]), (3, of_office[0]), (6, of_office[1])):
            handling = {"case_id": ids[place], "assignee": holder.staff_id, "stops_time": False}
            row = insert(case_handling).values(**handling, log_length=0, log_tip="0" * 64)
            connection.execute(row)
    return any_work, of_office


def page(work: Work, list_wish: Asked, order: str) -> list[int]:
    with reading(work.engine) as connection:
        return [case.id for case in page_of_cases(connection, list_wish, order, 0, 50)]


def counted(work: Work, list_wish: Asked) -> int:
    with reading(work.engine) as connection:
        ids = list_wish.filter.ids or ()
        return count_lists(connection, [(lines_to_count(list_wish), 1000)], ids)[0]


@pytest.mark.parametrize("tab", ["todo", "others", "all"])
def test_a_long_list_and_a_busy_reader_see_what_others_see(
    readers: tuple[Work, list[Reader]], tab: Tab
) -> None:
    work, of_office = readers
    for colleague in of_office:
        for wishes in (CaseFilter(), CaseFilter(overdue=True), CaseFilter(ids=(2, 4, 7))):
            ways = [
                Asked(replace(colleague, busy=busy), tab, wishes, is_long=is_long)
                for busy in (False, True)
                for is_long in (False, True)
            ]
            for order in (*ORDERS, *(f"-{order}" for order in ORDERS)):
                pages = [page(work, list_wish, order) for list_wish in ways]
                assert pages == [pages[0]] * len(ways), (colleague, order)
            assert [counted(work, list_wish) for list_wish in ways] == [len(pages[0])] * len(ways)


def test_a_member_sees_of_each_call_the_first_case_that_waits_for_their_points(
    readers: tuple[Work, list[Reader]],
) -> None:
    work, (member, *_) = readers
    for_each = Asked(member, "todo", by_case=True)
    case_ids = page(work, for_each, "due")
    assert len(case_ids) == 4, "three lack points, and the one that has them is theirs"
    assert page(work, replace(for_each, by_case=False), "due") == case_ids[:1]
