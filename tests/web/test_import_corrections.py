"""A row about what stands already: the difference is shown, and corrected only by who ticks it."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from persistence import accounts, changes, partners, programme_courses
from persistence.database import reading
from tests.web.browsing import LogIn, send
from tests.web.importing import entered, read, rows_of
from tests.web.office_at_work import OfficeAtWork

GRAZ = "Name;E-mail;Country;Language\nUniversity of Graz;{};AT;German\n"
COURSE = "Code;Title;ECTS;Semester\nINF101;{};{};2\n"
VERA = (
    "Name;E-mail;Role;Appointed by;Title before the name\n"
    "Vera Simić;vera@bmu.example;{};Rector;{}\n"
)


def graz(connection: Connection) -> tuple[str, str | None]:
    (partner,) = partners.every(connection)
    return partner.email, partner.language


def course(connection: Connection) -> tuple[str, str]:
    (only,) = programme_courses.every(connection, "bmu")
    return only.title, str(only.ects)


def vera(connection: Connection) -> str | None:
    account = accounts.account_of(connection, "vera")
    assert account is not None
    return account.member.academic_title


def test_a_partner_is_corrected_once_the_difference_was_shown_and_ticked(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head, page = log_in("dusan"), "/imports/partners/bmu"
    shown = read(head, page, GRAZ.format("office@graz.example"))
    assert "corrects what stands there: " in rows_of(shown)[2]
    assert "incoming@graz.example → office@graz.example" in rows_of(shown)[2]
    assert "nothing → German" in rows_of(shown)[2] and "checked" not in shown.text
    entered(head, shown)
    with reading(office.app.engine) as connection:
        assert graz(connection) == ("incoming@graz.example", None), "nobody had ticked it"
    result = entered(head, shown, ["1"])
    assert "corrected" in rows_of(result)[2]
    with reading(office.app.engine) as connection:
        assert graz(connection) == ("office@graz.example", "de")
        (partner,) = partners.every(connection)
        log = changes.of(connection, "partner", str(partner.id))
    assert log[0].change.before == {"email": "incoming@graz.example", "language": None}
    again = read(head, page, GRAZ.format("office@graz.example") + "\n")
    assert "stands in the register already" in rows_of(again)[2]


def test_what_changed_after_it_was_shown_is_shown_anew_before_it_is_corrected(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head, page = log_in("dusan"), "/imports/partners/bmu"
    shown = read(head, page, GRAZ.format("office@graz.example"))
    between = read(log_in("vera"), page, GRAZ.format("mobility@graz.example"))
    entered(log_in("vera"), between, ["1"])
    result = entered(head, shown, ["1"])
    assert "refused" in rows_of(result)[2]
    assert "mobility@graz.example → office@graz.example" in rows_of(result)[2]
    with reading(office.app.engine) as connection:
        assert graz(connection) == ("mobility@graz.example", "de")


def test_a_course_and_a_person_are_corrected_alike(office: OfficeAtWork, log_in: LogIn) -> None:
    head = log_in("dusan")
    form = {"title": "Baze podataka", "code": "INF101", "ects": "7", "semester": "2"}
    send(head, "/reference/home-courses", "/reference/home-courses", form)
    page = "/imports/home-courses/bmu"
    assert "has it already" in rows_of(read(head, page, COURSE.format("Baze podataka", "7,0")))[2]
    shown = read(head, page, COURSE.format("Baze podataka 1", "8"))
    assert "Baze podataka → Baze podataka 1" in rows_of(shown)[2]
    entered(head, shown, ["1"])
    page = "/imports/people/bmu"
    shown = read(head, page, VERA.format("Mobility Coordinator", "dr"))
    assert "nothing → dr" in rows_of(shown)[2] and "gets the role" not in rows_of(shown)[2]
    entered(head, shown, ["1"])
    with reading(office.app.engine) as connection:
        assert course(connection) == ("Baze podataka 1", "8") and vera(connection) == "dr"
    shown = read(head, page, VERA.format("Student Service", "prof. dr"))
    assert "gets the role; corrects what stands there" in rows_of(shown)[2]


@pytest.mark.parametrize("empty", ["", ";"])
def test_what_a_row_leaves_empty_stays(office: OfficeAtWork, log_in: LogIn, empty: str) -> None:
    head = log_in("dusan")
    shown = read(
        head,
        "/imports/partners/bmu",
        "Name;E-mail;Country\nUniversity of Graz;incoming@graz.example;AT" + empty,
    )
    assert "stands in the register already" in rows_of(shown)[2]
