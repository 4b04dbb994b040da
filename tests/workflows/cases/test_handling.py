"""Who has a case: assigned to a colleague, taken, given back; and what is told of it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from persistence import handling_log
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.tables import mails
from states.validation_error import ValidationError
from tests.persistence.other_tools import take_down
from tests.workflows.cases.sharing import acting, add_coordinator, assignee, dismiss, log, shared
from tests.workflows.office_fixtures import Work, any_work, database, work
from workflows.cases.handling import ReassignedMeanwhile, assign, give_back, take

__all__ = ["any_work", "database", "work"]

JELENA, ZORAN = "mobility_coordinator", "zoran"


@pytest.fixture
def case_id(work: Work) -> int:
    """A nominated case, whose answer the Mobility Coordinators wait for."""
    add_coordinator(work)
    case = work.open()
    work.bring("nominated", case)
    return case


def test_a_coordinator_takes_a_case_and_gives_it_back(work: Work, case_id: int) -> None:
    with acting(work, JELENA) as jelena:
        take(jelena, case_id, "")
    assert assignee(work, case_id) == JELENA
    with acting(work, JELENA) as jelena:
        give_back(jelena, case_id)
    assert assignee(work, case_id) is None
    changes = [(item.entry.data["before"], item.entry.data["after"]) for item in log(work, case_id)]
    name = {"login": JELENA, "name": "Mobility Coordinator"}
    assert changes == [(None, name), (name, None)]


def test_to_share_a_case_moves_nothing_and_makes_no_form_stale(work: Work, case_id: int) -> None:
    before, due = work.case(case_id), work.case(case_id).due
    with acting(work, JELENA) as jelena:
        take(jelena, case_id, "")
    assert (work.case(case_id), work.case(case_id).due) == (before, due)


def test_who_gets_a_case_is_mailed_and_so_is_who_had_it(work: Work, case_id: int) -> None:
    with acting(work, JELENA) as jelena:
        take(jelena, case_id, "")
    assert work.rows(mails, mail="assigned") == []
    with acting(work, "head_of_ico") as head:
        assign(head, case_id, ZORAN, JELENA)
    mail_by_address = {mail.to_address: mail for mail in work.rows(mails, mail="assigned")}
    assert set(mail_by_address) == {"zoran@bmu.example", "mobility_coordinator@bmu.example"}
    assert mail_by_address["zoran@bmu.example"].subject.endswith(
        "Предмет је од сада код Вас: Ana Petrović"
    )
    assert "No longer with you" in mail_by_address["mobility_coordinator@bmu.example"].subject
    assert "Zoran Đukić" in work.read(mail_by_address["mobility_coordinator@bmu.example"])
    assert {
        row.status for row in work.outbox(mail_key=mail_by_address["zoran@bmu.example"].key)
    } == {"waiting"}


def test_reassigning_names_who_was_expected_and_the_second_is_told_who_has_it(
    work: Work, case_id: int
) -> None:
    with acting(work, JELENA) as jelena:
        take(jelena, case_id, "")
    with pytest.raises(ReassignedMeanwhile) as late, acting(work, "head_of_ico") as head:
        assign(head, case_id, ZORAN, "")
    assert late.value.message.en == (
        "Reassigned to Mobility Coordinator meanwhile. Nothing was changed."
    )
    assert assignee(work, case_id) == JELENA
    assert len(log(work, case_id)) == 1


def test_only_who_may_own_the_step_that_day_can_have_the_case(work: Work, case_id: int) -> None:
    with pytest.raises(ValidationError) as wrong, acting(work, "head_of_ico") as head:
        assign(head, case_id, "student_service", "")
    assert "Student Service holds no role today that may do" in wrong.value.message.en
    assert "Zoran Đukić (Mobility Coordinator)" in wrong.value.message.en
    assert wrong.value.fields == ("assignee",)
    work.bring("host_acceptance", case_id)
    with acting(work, "head_of_ico") as head:
        assign(head, case_id, "academic_coordinator", "")
    with pytest.raises(ValidationError), acting(work, "head_of_ico") as head:
        assign(head, case_id, ZORAN, "academic_coordinator")


def test_a_commission_member_shares_no_case(work: Work, case_id: int) -> None:
    with (
        pytest.raises(ValidationError) as wrong,
        acting(work, "m.ilic", "commission_member") as member,
    ):
        take(member, case_id, "")
    assert "you hold no such role today" in wrong.value.message.en


def test_a_form_that_is_sent_twice_assigns_once(work: Work, case_id: int) -> None:
    for _ in range(2):
        with acting(work, "head_of_ico", form_key="a-form") as head:
            assign(head, case_id, ZORAN, "")
        assert assignee(work, case_id) == ZORAN
    assert len(log(work, case_id)) == 1
    assert len(work.rows(mails, mail="assigned")) == 1


def test_who_leaves_the_office_stays_in_the_log_and_the_case_says_they_left(
    work: Work, case_id: int
) -> None:
    with acting(work, "head_of_ico") as head:
        assign(head, case_id, ZORAN, "")
    dismiss(work, ZORAN)
    case = shared(work, case_id)
    assert (case.assignee.name if case.assignee else None) == "Zoran Đukić"
    assert not case.assignee_is_active
    assert log(work, case_id)[0].entry.data["after"]["name"] == "Zoran Đukić"
    with acting(work, JELENA) as jelena:
        take(jelena, case_id, ZORAN)
    assert assignee(work, case_id) == JELENA


def test_the_log_on_both_databases_refuses_to_be_changed(any_work: Work) -> None:
    case_id = any_work.open()
    with acting(any_work, "head_of_ico") as head:
        assign(head, case_id, JELENA, "")
    for statement in ("UPDATE handling_log SET person = 'x'", "DELETE FROM handling_log"):
        with (
            pytest.raises(Exception, match="append-only"),
            write_transaction(any_work.engine) as connection,
        ):
            connection.execute(text(statement))


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (
            "UPDATE handling_log SET person = 'Somebody else' WHERE seq = 1",
            "entry 1 of the log of handling (assigned) was changed",
        ),
        (
            "DELETE FROM handling_log WHERE seq = 2",
            "the log of handling has 1 entries, 2 were written",
        ),
        ("DELETE FROM handling_log WHERE seq = 1", "entry 1 of the log of handling is missing"),
        (
            "DELETE FROM case_handling",
            "the log of handling has 2 entries, 0 were written",
        ),
    ],
)
def test_verify_finds_what_was_edited_in_the_log(
    work: Work, case_id: int, edit: str, sentence: str
) -> None:
    with acting(work, JELENA) as jelena:
        take(jelena, case_id, "")
    with acting(work, JELENA) as jelena:
        give_back(jelena, case_id)
    with write_transaction(work.engine) as connection:
        assert list(handling_log.discrepancies(connection)) == []
        take_down(connection, "handling_log_no_update", "handling_log_no_delete")
        connection.execute(text(edit))
    with reading(work.engine) as connection:
        result = audit(connection, work.office.data, work.office.calendar)
    assert result.discrepancies == (f"{work.number(case_id)}: {sentence}",)
