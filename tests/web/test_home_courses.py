"""The courses of the home programmes: entered, corrected, read from a spreadsheet."""

from __future__ import annotations

import html
from decimal import Decimal

import pytest

from persistence import programme_courses
from persistence.database import reading
from persistence.programme_courses import ProgrammeCourse
from tests.web.browsing import LogIn, send
from tests.web.importing import entered, read, rows_of
from tests.web.office_at_work import OfficeAtWork

PAGE = "/reference/home-courses"
IMPORT = "/imports/home-courses/bmu"
DATABASES = {
    "code": "INF101", "title": "Базе података", "english": "Databases", "programme": "Informatics",
    "semester": "3", "ects": "7,5", "hours": "60",
}  # fmt: skip


def courses_of(office: OfficeAtWork) -> list[ProgrammeCourse]:
    with reading(office.app.engine) as connection:
        return programme_courses.every(connection, "bmu")


def test_a_course_is_entered_found_corrected_and_taught_no_more_with_who_did_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    ana = log_in("ana.k")
    page = html.unescape(send(ana, PAGE, PAGE, DATABASES).text)
    assert "<h1>Базе података</h1>" in page and "course entered" in page and "Ana Kostić" in page
    for words in ("baze", "DATABASES", "inf101", "informat"):
        assert "Базе података" in ana.get(PAGE, params={"q": words}).text, words
    assert "Базе података" not in ana.get(PAGE, params={"q": "chemistry"}).text
    page = html.unescape(send(ana, f"{PAGE}/1", f"{PAGE}/1", {**DATABASES, "ects": "8"}).text)
    assert "course corrected" in page and "was: 7.5" in page
    page = send(ana, f"{PAGE}/1", f"{PAGE}/1/taught", {"taught": "no"}).text
    assert "taught no more" in page
    (course,) = courses_of(office)
    assert (course.ects, course.semester, course.in_use) == (Decimal(8), 3, False)
    send(ana, f"{PAGE}/1", f"{PAGE}/1/taught", {"taught": "yes"})
    assert courses_of(office)[0].in_use
    assert "Базе података" in log_in("rektor").get(f"{PAGE}/1").text
    assert log_in("goran").post(f"{PAGE}/1/taught").status_code == 403


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "this is needed"),
        ({"title": "N" * 301}, "at most 300 letters"),
        ({"title": "Another"}, "the programme has this course already: INF101"),
        ({"code": "", "ects": "many"}, "many"),
        ({"code": "", "ects": "1e9"}, "120"),
        ({"code": "", "semester": "17"}, "16"),
        ({"code": "", "hours": "²"}, "²"),
    ],
)
def test_what_cant_be_is_told_at_its_field_and_kept(
    log_in: LogIn, fields: dict[str, str], sentence: str
) -> None:
    ana = log_in("ana.k")
    send(ana, PAGE, PAGE, DATABASES)
    refusal = send(ana, PAGE, PAGE, {**DATABASES, **fields})
    assert refusal.status_code == 422
    assert sentence in html.unescape(refusal.text) and "Databases" in refusal.text


def test_courses_are_read_from_a_spreadsheet_and_known_by_programme_and_code(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    ana = log_in("ana.k")
    send(ana, PAGE, PAGE, DATABASES)
    text = (
        "Шифра\tНазив\tСтудијски програм\tСеместар\tЕСПБ\tФонд часова\n"
        "inf101\tБазе података\tInformatics\t3\t7,5\t60\n"
        "INF101\tБазе података\tData Science\t2\t6\t\n"
        "INF204\tДистрибуирани системи\tInformatics\tпети\t200\t60\n"
        "INF101\tДруге базе\tData Science\t\t\t\n"
        "\tСеминарски рад\t\t\t2\t\n"
    )
    preview = read(ana, IMPORT, text)
    rows = rows_of(preview)
    assert "the programme has it already" in rows[2]
    assert "Please write a number." in rows[4] and "120" in rows[4]
    assert "Row 3 is the same." in rows[5]
    entered(ana, preview)
    entered(ana, read(ana, IMPORT, text))
    assert [(c.programme, c.code, c.title, c.ects) for c in courses_of(office)] == [
        ("", None, "Семинарски рад", Decimal(2)),
        ("Data Science", "INF101", "Базе података", Decimal(6)),
        ("Informatics", "INF101", "Базе података", Decimal("7.5")),
    ]
    assert log_in("goran").get(IMPORT).status_code == 403
