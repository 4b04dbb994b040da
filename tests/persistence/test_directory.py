"""To whom a letter to a role goes: holders, substitutes where there is none, or nobody."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from notifications.mailer import CapturingMailer
from persistence import deputies as deputy_rows
from persistence import outbox, staff
from persistence.database import write_transaction
from persistence.staff import Assignment, Member
from persistence.tables import mails, role_assignments
from states.dossier import Period
from tests.workflows.office_fixtures import LONG_AGO, Work, at, work
from workflows.registers.keeping import OPERATOR, RegisterAct
from workflows.running.digests import write_digests
from workflows.running.retrying import try_again
from workflows.running.scheduler import look

__all__ = ["work"]

ROLE = "mobility_coordinator"


def end(work: Work, role: str, last: str) -> None:
    """Everybody's assignment to a role ends on a day."""
    assignments = update(role_assignments).where(role_assignments.c.role == role)
    with write_transaction(work.engine) as connection:
        connection.execute(assignments.values(last_day=date.fromisoformat(last)))


def deputy(work: Work, role: str, deputy_for: str, first: str, last: str) -> None:
    days = Period(date.fromisoformat(first), date.fromisoformat(last))
    with write_transaction(work.engine) as connection:
        deputy_rows.add_deputy(connection, "bmu", role, deputy_for, days)


def engage(work: Work, login: str, role: str, first: date = LONG_AGO) -> None:
    member = Member(0, login, login.title(), f"{login}@bmu.example", "en")
    with write_transaction(work.engine) as connection:
        staff.add(connection, member, [Assignment("bmu", role, first)])


def reminded(work: Work) -> dict[str, str]:
    """Whom in the office the reminder of the host's answer reaches, and in what state it is.

    It is 29 April 2026; the host itself is asked again, too.
    """
    ana = work.open()
    work.bring("nominated", ana)
    work.clock.now = at("2026-04-29 08:00")
    look(work.app, "tests", work.clock())
    reminders = work.rows(mails, case_id=ana, mail="reminder", recipient=ROLE)
    return {row.to_address: work.outbox(key=row.key)[0].status for row in reminders}


def test_two_holders_of_a_role_both_get_the_letter(work: Work) -> None:
    engage(work, "vera", ROLE)
    assert set(reminded(work)) == {f"{ROLE}@bmu.example", "vera@bmu.example"}


def test_who_held_the_role_until_yesterday_or_holds_it_from_tomorrow_gets_nothing(
    work: Work,
) -> None:
    end(work, ROLE, "2026-04-28")
    engage(work, "late", ROLE, date(2026, 4, 30))
    engage(work, "vera", ROLE, date(2026, 4, 29))
    assert set(reminded(work)) == {"vera@bmu.example"}


def test_on_a_day_without_a_holder_the_letter_goes_to_everybody_in_the_substitutes_role(
    work: Work,
) -> None:
    end(work, ROLE, "2026-04-28")
    deputy(work, "general_secretary", ROLE, "2026-04-29", "2026-04-29")
    deputy(work, "rector", ROLE, "2026-04-30", "2026-05-30")
    engage(work, "second", "general_secretary")
    assert reminded(work) == {
        "general_secretary@bmu.example": "waiting",
        "second@bmu.example": "waiting",
    }
    for letter in work.rows(mails, mail="reminder", recipient=ROLE):
        assert "Mobility Coordinator (you stand in for this role)." in work.read(letter)


def test_while_somebody_holds_the_role_the_letter_is_theirs_alone(work: Work) -> None:
    deputy(work, "general_secretary", ROLE, "2026-04-29", "2026-04-29")
    assert set(reminded(work)) == {f"{ROLE}@bmu.example"}
    (letter,) = work.rows(mails, mail="reminder", recipient=ROLE)
    assert "stand in" not in work.read(letter)


def test_where_nobody_holds_the_role_or_stands_in_the_letter_is_dead(work: Work) -> None:
    end(work, ROLE, "2026-04-28")
    end(work, "general_secretary", "2026-04-28")
    deputy(work, "general_secretary", ROLE, "2026-04-29", "2026-04-29")
    assert reminded(work) == {"": "dead"}


def test_plans_go_to_who_stands_in_for_the_head(work: Work) -> None:
    end(work, "head_of_ico", "2026-02-17")
    deputy(work, "general_secretary", "head_of_ico", "2026-02-18", "2026-02-18")
    with write_transaction(work.engine) as connection:
        write_digests(connection, work.office, at("2026-02-18 08:00"))
    (plan,) = work.rows(mails, mail="briefing", recipient="head_of_ico")
    assert plan.to_address == "general_secretary@bmu.example"
    assert "Head of ICO (you stand in for this role)." in work.read(plan)


def test_a_member_of_the_commission_who_left_the_office_is_not_reminded_of_the_list(
    work: Work,
) -> None:
    engage(work, "new", "commission_member")
    ana = work.open()
    work.bring("application", ana)
    end(work, "commission_member", "2026-03-10")
    work.clock.now = at("2026-03-26 08:00")
    look(work.app, "tests", work.clock())
    addresses = {row.to_address for row in work.rows(mails, recipient="commission_member")}
    assert "m.ilic@bmu.example" not in addresses, "the assignment has ended"
    assert "new@bmu.example" not in addresses, "who has no seat in this call"


def dead_reminder(work: Work) -> int:
    """The number of a reminder to the coordinator whom nobody follows yet."""
    end(work, ROLE, "2026-04-28")
    assert reminded(work) == {"": "dead"}
    (dead,) = work.outbox(status="dead")
    return int(dead.id)


def retried(work: Work, action: int) -> bool:
    with write_transaction(work.engine) as connection:
        act = RegisterAct(connection, work.office, "bmu", OPERATOR, work.clock())
        return try_again(act, action)


def test_a_dead_letter_that_is_tried_again_finds_everybody_who_holds_the_role_by_then(
    work: Work,
) -> None:
    action = dead_reminder(work)
    engage(work, "vera", ROLE, date(2026, 4, 29))
    engage(work, "mina", ROLE, date(2026, 4, 29))
    assert retried(work, action)
    assert not retried(work, action), "it is under way"
    work.drain()
    assert isinstance(work.mailer, CapturingMailer)
    recipients = [str(message["To"]) for message in work.mailer.messages]
    assert sum("vera@bmu.example" in to for to in recipients) == 1
    assert sum("mina@bmu.example" in to for to in recipients) == 1
    assert work.outbox(status="dead") == []


def test_a_dead_letter_for_whom_there_is_still_nobody_stays_dead_and_says_when(work: Work) -> None:
    action = dead_reminder(work)
    work.clock.now = at("2026-05-04 09:00")
    assert not retried(work, action)
    (dead,) = work.outbox(status="dead", id=action)
    assert dead.last_error == "nobody holds the role Mobility Coordinator on 2026-05-04"


def test_any_other_dead_action_is_tried_again_as_it_was(work: Work) -> None:
    ana = work.open()
    work.bring("application", ana)
    (letter, *_) = work.rows(mails, mail="application_received")
    (row,) = work.outbox(key=letter.key)
    (job,) = [job for job in work.jobs() if job.id == row.id]
    with write_transaction(work.engine) as connection:
        outbox.gave_up(connection, job, "dead", "550 no such mailbox", work.clock())
    assert retried(work, row.id)
    (again,) = work.rows(mails, key=letter.key)
    assert again == letter
