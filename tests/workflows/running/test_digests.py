"""The Head's plans: each leaves once at its hour; what was missed is not sent, what holds is."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import delete, update

from persistence import staff
from persistence.database import write_transaction
from persistence.directory import Directory
from persistence.guards import put_up
from persistence.proof_lines import read_line
from persistence.staff import Assignment, Member
from persistence.tables import cases, mails, role_assignments, timers
from persistence.tables import staff as people
from persistence.touched import forget
from states.text import Text
from tests.persistence.other_tools import without_guards
from tests.persistence.test_every_edit_is_found import audited, chained_anew
from tests.workflows.office_fixtures import LONG_AGO, Work, at, work
from workflows.running.digests import digests_of, next_digest_instant, write_digests
from workflows.running.reconciling import reconcile
from workflows.running.scheduler import look

__all__ = ["work"]

WHY = Text("rests until the appeal of BMU-2026-0009 is decided", "мирује до одлуке о жалби")


def written(work: Work, instant: str) -> list[str]:
    """The plans that leave for the Head at an instant, by name."""
    before = {row.id for row in work.rows(mails)}
    work.clock.now = at(instant)
    look(work.app, "tests", work.clock())
    new = [row for row in work.rows(mails) if row.id not in before]
    return sorted(
        row.mail
        for row in new
        if row.mail in ("briefing", "weekly_plan", "monthly_plan")
        and row.recipient == "head_of_ico"
    )


def heads_briefing(work: Work) -> str:
    """The Head's last briefing, as it is read."""
    return work.read(work.rows(mails, mail="briefing", recipient="head_of_ico")[-1])


def test_the_briefing_goes_to_every_member_with_their_own_part_first(work: Work) -> None:
    ana = work.open()
    written(work, "2026-03-16 07:30")
    briefings = {row.recipient: work.read(row) for row in work.rows(mails, mail="briefing")}
    members = {"head_of_ico", "mobility_coordinator", "academic_coordinator"}
    assert set(briefings) == members | {"project_administrator"}
    coordinators = briefings["mobility_coordinator"]
    assert "1 step waits for you" in coordinators
    own = coordinators[coordinators.index("Yours") :]
    assert work.number(ana) in own
    assert "Nothing waits for you" in briefings["academic_coordinator"]
    assert work.number(ana) in briefings["academic_coordinator"], "the whole office's work follows"
    written(work, "2026-03-16 07:31")
    assert len(work.rows(mails, mail="briefing")) == 4, "to each once a day"


def test_a_digest_leads_to_the_readers_own_work_to_the_board_or_to_the_plans(work: Work) -> None:
    work.open()
    written(work, "2026-03-02 08:00")
    addresses = {
        (row.mail, row.recipient): address.rpartition("/")[2]
        for row in work.rows(mails)
        for address in work.read(row).splitlines()
        if address.startswith(f"{work.office.settings.base_url}/") and "/cases/" not in address
    }
    assert addresses == {
        ("briefing", "head_of_ico"): "board",
        ("briefing", "mobility_coordinator"): "work",
        ("briefing", "academic_coordinator"): "work",
        ("briefing", "project_administrator"): "work",
        ("weekly_plan", "head_of_ico"): "plans",
        ("monthly_plan", "head_of_ico"): "plans",
    }


def test_what_waits_for_a_member_is_theirs_in_whatever_script_they_read(work: Work) -> None:
    with write_transaction(work.engine) as connection:
        (coordinator,) = Directory(connection).holders("bmu", "mobility_coordinator", LONG_AGO)
        names = {"name_in_other_script": "Марија Ћирић", "writes_in": "sr"}
        connection.execute(update(people).where(people.c.id == coordinator.id).values(names))
    work.open()
    written(work, "2026-03-16 07:30")
    (briefing,) = work.rows(mails, mail="briefing", recipient="mobility_coordinator")
    assert briefing.to_name == "Марија Ћирић"
    assert "На Вас чека 1 корак" in work.read(briefing)


def test_the_briefing_carries_a_line_by_which_a_history_chained_anew_is_found(work: Work) -> None:
    ana = work.open()
    written(work, "2026-03-16 07:30")
    line = read_line(heads_briefing(work))
    with work.engine.connect() as connection, connection.begin() as transaction:
        assert audited(connection, work, line).is_sound
        without_guards(connection)
        chained_anew(connection, ana)
        put_up(connection)
        assert audited(connection, work).is_sound, "by itself it shows nothing"
        assert not audited(connection, work, line).is_sound
        transaction.rollback()
        forget(connection)


def test_the_briefing_leaves_at_half_past_seven_of_each_working_day_and_once(work: Work) -> None:
    assert written(work, "2026-02-18 07:29") == ["monthly_plan"]
    assert written(work, "2026-02-18 07:30") == ["briefing"]
    assert written(work, "2026-02-18 07:31") == []
    assert written(work, "2026-02-18 08:00") == ["weekly_plan"], "Sretenje took Monday and Tuesday"
    assert written(work, "2026-02-18 16:00") == []
    assert written(work, "2026-02-19 07:30") == ["briefing"]


@pytest.mark.parametrize(
    ("instant", "plans"),
    [
        ("2026-02-21 12:00", []),  # a Saturday
        ("2026-02-23 07:45", ["briefing"]),  # Monday, before eight
        ("2026-02-23 08:00", ["weekly_plan"]),
        ("2026-02-24 08:00", ["briefing"]),
        ("2026-03-01 12:00", []),  # the first of the month is a Sunday
        ("2026-03-02 08:00", ["briefing", "monthly_plan", "weekly_plan"]),
    ],
)
def test_weeks_and_months_begin_on_their_first_working_day(
    work: Work, instant: str, plans: list[str]
) -> None:
    for earlier in ("2026-02-18 08:00", "2026-02-19 08:00", "2026-02-20 08:00",
                    "2026-02-23 07:30", "2026-02-23 08:00", "2026-02-25 09:00",
                    "2026-02-26 09:00", "2026-02-27 09:00"):  # fmt: skip
        if earlier < instant:
            written(work, earlier)
    if instant == "2026-02-23 07:45":
        plans = []
    assert written(work, instant) == plans


def resting(work: Work, case_id: int, due: date | None) -> None:
    """A case as an open appeal of another leaves it: its step is forbidden for now."""
    values = {"due": due, "receipt": None, "rests_en": WHY.en, "rests_sr": WHY.sr}
    with write_transaction(work.engine) as connection:
        connection.execute(update(cases).where(cases.c.id == case_id).values(values))


@pytest.mark.parametrize("due", [None, date(2026, 3, 27)], ids=["a duty", "a right that is over"])
@pytest.mark.parametrize("plan", ["briefing", "weekly_plan", "monthly_plan"])
def test_what_rests_has_a_heading_of_its_own_and_is_nothing_that_is_late(
    work: Work, plan: str, due: date | None
) -> None:
    ana = work.open()
    work.bring("nominated", ana)
    resting(work, ana, due)
    instant = {"briefing": "2026-04-02 07:30", "weekly_plan": "2026-03-30 08:00"}
    assert plan in written(work, instant.get(plan, "2026-04-01 08:00"))
    text = work.read([row for row in work.rows(mails) if row.mail == plan][-1])
    heading, line = text.index("Resting: nobody is late"), text.index(WHY.en)
    assert heading < text.index(work.number(ana)) < line
    assert text.count(work.number(ana) + ",") == 1, "under no other heading"
    assert "overdue" not in text.split("Resting")[0].replace("Nothing is overdue", "").replace(
        "nothing overdue", ""
    )


def test_a_step_past_its_latest_safe_day_is_told_before_it_is_overdue(work: Work) -> None:
    ana = work.open()
    work.bring("ranking", ana)
    safe = {"safe_by": date(2026, 3, 31), "due": date(2026, 4, 30)}
    with write_transaction(work.engine) as connection:
        connection.execute(update(cases).where(cases.c.id == ana).values(safe))
    written(work, "2026-03-31 07:30")
    assert "Past the latest safe day" not in heads_briefing(work)
    written(work, "2026-04-01 07:30")
    text = heads_briefing(work)
    heading = text.index("Past the latest safe day: a later day can be kept only by going faster")
    assert heading < text.index(work.number(ana)) < text.index("latest safe day: Tue 31 Mar 2026")
    assert "Nothing is overdue." in text


def test_after_three_days_switched_off_only_the_plans_in_force_are_sent(work: Work) -> None:
    written(work, "2026-03-02 08:00")
    assert written(work, "2026-03-06 10:00") == ["briefing"]
    of_head = work.rows(mails, mail="briefing", recipient="head_of_ico")
    keys = [row.key for row in of_head]
    assert keys == ["briefing/bmu/2026-03-02/1", "briefing/bmu/2026-03-06/1"]


def test_who_comes_back_in_the_middle_of_a_week_gets_that_weeks_plan_and_no_earlier_one(
    work: Work,
) -> None:
    written(work, "2026-03-02 08:00")
    assert written(work, "2026-03-18 10:00") == ["briefing", "weekly_plan"]
    weeks = [row.key for row in work.rows(mails) if row.mail == "weekly_plan"]
    assert weeks == ["weekly_plan/bmu/2026-W10/1", "weekly_plan/bmu/2026-W12/1"]


def test_a_week_without_a_working_day_has_no_plan(work: Work) -> None:
    from dataclasses import replace

    from office.settings import ClosedDays
    from tests.workflows.office_fixtures import with_settings

    summer = ClosedDays(date(2026, 8, 3), date(2026, 8, 9), Text("Summer", "Лето"))
    closed_work = replace(work, office=with_settings(work.office, closures=(summer,)))
    assert [plan.mail for plan in digests_of(closed_work.office, date(2026, 8, 5))] == [
        "monthly_plan"
    ]
    assert [plan.at for plan in digests_of(closed_work.office, date(2026, 8, 11))][-1] == at(
        "2026-08-10 08:00"
    )


def test_every_head_gets_a_plan_and_where_there_is_none_none_is_written(work: Work) -> None:
    second = Member(0, "second.head", "Second Head", "second@bmu.example", "sr")
    with write_transaction(work.engine) as connection:
        staff.add(connection, second, [Assignment("bmu", "head_of_ico", LONG_AGO)])
    assert written(work, "2026-02-18 08:00") == sorted(
        ["briefing", "monthly_plan", "weekly_plan"] * 2
    )
    by_address = Counter(row.to_address for row in work.rows(mails, recipient="head_of_ico"))
    assert by_address == {"head_of_ico@bmu.example": 3, "second@bmu.example": 3}
    of_heads = update(role_assignments).where(role_assignments.c.role == "head_of_ico")
    with write_transaction(work.engine) as connection:
        connection.execute(of_heads.values(last_day=date(2026, 2, 18)))
    assert written(work, "2026-02-19 08:00") == []


def test_the_briefing_tells_what_is_overdue_what_is_due_and_what_was_given_up(work: Work) -> None:
    from persistence.tables import outbox

    ana, boris = work.open(), work.open({"name": "Boris Savić", "email": "b@students.example"})
    work.bring("application", ana)
    with write_transaction(work.engine) as connection:
        connection.execute(update(outbox).values(status="dead", last_error="550 no such mailbox"))
    assert "briefing" in written(work, "2026-03-16 07:30")
    briefing = heads_briefing(work)
    assert work.number(ana) in briefing
    assert "550 no such mailbox" in briefing
    assert work.number(boris) in briefing, "whose call closes today"


def test_plans_are_part_of_the_transaction_that_writes_them(work: Work) -> None:
    work.clock.now = at("2026-02-18 08:00")

    def fail_after_writing() -> None:
        with write_transaction(work.engine) as connection:
            assert write_digests(connection, work.office, work.clock()) == 6
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    assert written(work, "2026-02-18 08:00") == ["briefing", "monthly_plan", "weekly_plan"]


def test_the_next_plan_is_known_beforehand(work: Work) -> None:
    instants = [at("2026-02-20 08:00")]
    for _ in range(4):
        instants.append(next_digest_instant(work.office, instants[-1]))
    assert instants[1:] == [
        at("2026-02-23 07:30"), at("2026-02-23 08:00"), at("2026-02-24 07:30"),
        at("2026-02-25 07:30"),
    ]  # fmt: skip


def test_the_briefing_of_a_months_first_worked_day_comes_before_its_plan(work: Work) -> None:
    """The plan of January is known on Sunday; on Monday the briefing is half an hour earlier."""
    instant = next_digest_instant(work.office, at("2027-01-03 12:00"))
    assert instant == at("2027-01-04 07:30")
    assert next_digest_instant(work.office, instant) == at("2027-01-04 08:00")


def test_the_briefing_says_what_the_nightly_comparison_of_notices_came_to(work: Work) -> None:
    ana = work.open()
    work.bring("ranking", ana)
    work.clock.now = at("2026-03-30 03:00")
    reconcile(work.office, work.engine, work.clock())
    written(work, "2026-03-30 07:30")
    text = work.read(work.rows(mails, mail="briefing")[-1])
    assert "none is missing and none is doubled (comparison of Mon 30 Mar 2026)" in text
    with write_transaction(work.engine) as connection:
        connection.execute(delete(timers).where(timers.c.case_id == ana))
    work.clock.now = at("2026-03-31 03:00")
    reconcile(work.office, work.engine, work.clock())
    written(work, "2026-03-31 07:30")
    text = work.read(work.rows(mails, mail="briefing")[-1])
    assert "missing or doubled, by the comparison of Tue 31 Mar 2026" in text
    assert "/board/escalations" in text
