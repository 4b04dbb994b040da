"""A row about what stands already: the difference is shown, and corrected only by who ticks it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import Connection

from persistence import accounts, changes, grading_tables, partners, programme_courses
from persistence.database import reading
from tests.web.browsing import LogIn, send
from tests.web.importing import entered, read, rows_of
from tests.web.office_at_work import OfficeAtWork
from workflows.cases.status import load_case

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
    preview = read(head, page, GRAZ.format("office@graz.example"))
    assert "corrects what stands there: " in rows_of(preview)[2]
    assert "incoming@graz.example → office@graz.example" in rows_of(preview)[2]
    assert "nothing → German" in rows_of(preview)[2] and "checked" not in preview.text
    entered(head, preview)
    with reading(office.app.engine) as connection:
        assert graz(connection) == ("incoming@graz.example", None), "nobody had ticked it"
    result = entered(head, preview, ["1"])
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
    preview = read(head, page, GRAZ.format("office@graz.example"))
    between = read(log_in("vera"), page, GRAZ.format("mobility@graz.example"))
    entered(log_in("vera"), between, ["1"])
    result = entered(head, preview, ["1"])
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
    preview = read(head, page, COURSE.format("Baze podataka 1", "8"))
    assert "Baze podataka → Baze podataka 1" in rows_of(preview)[2]
    entered(head, preview, ["1"])
    page = "/imports/people/bmu"
    preview = read(head, page, VERA.format("Mobility Coordinator", "dr"))
    assert "nothing → dr" in rows_of(preview)[2] and "gets the role" not in rows_of(preview)[2]
    entered(head, preview, ["1"])
    with reading(office.app.engine) as connection:
        assert course(connection) == ("Baze podataka 1", "8") and vera(connection) == "dr"
    preview = read(head, page, VERA.format("Student Service", "prof. dr"))
    assert "gets the role; corrects what stands there" in rows_of(preview)[2]


@pytest.mark.parametrize("empty", ["", ";"])
def test_what_a_row_leaves_empty_stays(office: OfficeAtWork, log_in: LogIn, empty: str) -> None:
    head = log_in("dusan")
    preview = read(
        head,
        "/imports/partners/bmu",
        "Name;E-mail;Country\nUniversity of Graz;incoming@graz.example;AT" + empty,
    )
    assert "stands in the register already" in rows_of(preview)[2]


TABLE = """\
Institution;From;Grade;Share, %;Passes;Source
University of Graz;2026-10-01;1;{};yes;{}
;;2;{};yes;
;;5;0;no;
"""


def test_a_grading_table_is_corrected_once_the_difference_was_shown_and_ticked(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head, page = log_in("dusan"), "/imports/grading-tables/bmu"
    entered(head, read(head, page, TABLE.format(40, "Report of 2025", 60)))
    again = read(head, page, TABLE.format("40,0", "", 60))
    assert "is table 1" in rows_of(again)[2], "what a row leaves empty is no difference"
    preview = read(head, page, TABLE.format(45, "", 55))
    assert "1: 40 %; 2: 60 % → 1: 45 %; 2: 55 %" in rows_of(preview)[2]
    assert "checked" not in preview.text
    result = entered(head, preview, ["1"])
    assert "corrected" in rows_of(result)[2]
    with reading(office.app.engine) as connection:
        before, after = grading_tables.register(connection, "bmu")
    assert before.withdrawn is not None
    assert before.withdrawn.reason == "Corrected by a row of a spreadsheet."
    assert [share.percent for share in after.table.grades] == [45, 55, 0]
    assert after.table.source == "Report of 2025" and after.withdrawn is None
    fewer = read(head, page, TABLE.format(45, "", 55).replace(";;5;0;no;\n", ""))
    assert "1: 45 %; 2: 55 %; 5 → 1: 45 %; 2: 55 %" in rows_of(fewer)[2]


APPLICANT = (
    "Student;E-mail;Level of study;Average;Student number\n{};ana@students.example;{};{};{}\n"
)


def test_an_applicant_is_corrected_in_the_case_once_the_difference_was_shown_and_ticked(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, vera, page = office.open("Ana Petrović"), log_in("vera"), "/imports/applicants/1"
    row = APPLICANT.format("Ана Петровић", "undergraduate", "9,0", "")
    assert f"has case {number}" in rows_of(read(vera, page, row))[2]
    preview = read(vera, page, APPLICANT.format("Ana Petrović", "master", "8,5", "2023/7"))
    assert "9 → 8.5" in rows_of(preview)[2] and "nothing → 2023/7" in rows_of(preview)[2]
    assert "checked" not in preview.text
    result = entered(vera, preview, ["1"])
    assert "corrected" in rows_of(result)[2]
    with reading(office.app.engine) as connection:
        _, dossier = load_case(connection, office.case_id(number))
    candidate = dossier.candidate
    assert (candidate.level, candidate.student_card) == ("master", "2023/7")
    assert candidate.grade_average == Decimal("8.5") and candidate.year == 2
    assert "Corrected by a row of a spreadsheet." in vera.get(f"/cases/{number}/history").text
    wrong = read(vera, page, APPLICANT.format("Ana Petrović", "master", "11", ""))
    assert "At most 10." in rows_of(wrong)[2]


def test_who_may_not_correct_a_candidate_is_only_told_that_there_is_a_case(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    row = APPLICANT.format("Ana Petrović", "master", "8,5", "")
    preview = read(log_in("studentska"), "/imports/applicants/1", row)
    assert f"has case {number}" in rows_of(preview)[2] and "→" not in rows_of(preview)[2]
