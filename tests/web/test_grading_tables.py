"""Grading tables: entered by hand or from a spreadsheet, corrected with a reason, and seen."""

from __future__ import annotations

import html
from decimal import Decimal

import pytest

from persistence import grading_tables
from persistence.database import reading
from persistence.grading_tables import KeptTable
from tests.web.browsing import LogIn, send
from tests.web.importing import entered, read, rows_of
from tests.web.office_at_work import OfficeAtWork

PAGE = "/reference/grading-tables"
IMPORT = "/imports/grading-tables/bmu"
GRAZ = {
    "institution": "University of Graz", "field": "061", "from": "2026-10-01", "to": "",
    "source": "graz.example/egracons", "grades": "Grade\tShare\n1\t10\n2\t 90 %\n5; 0; no",
}  # fmt: skip


def tables_of(office: OfficeAtWork) -> list[KeptTable]:
    with reading(office.app.engine) as connection:
        return grading_tables.register(connection, "bmu")


def test_a_table_is_entered_on_its_page_and_corrected_with_a_reason(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    ana = log_in("ana.k")
    page = html.unescape(send(ana, PAGE, PAGE, GRAZ).text)
    assert "<h1>University of Graz</h1>" in page and "grading table entered" in page
    assert "1: 10 %; 2: 90 %; 5" in page and "Ana Kostić" in page
    right = {**GRAZ, "grades": "1 12,5\n2 87.5", "reason": "A slip in the shares"}
    page = html.unescape(send(ana, f"{PAGE}/1", f"{PAGE}/1", right).text)
    assert "grading table corrected" in page and "was: 1: 10 %; 2: 90 %; 5" in page
    old, new = tables_of(office)
    assert old.withdrawn is not None and old.withdrawn.reason == "A slip in the shares"
    assert [share.percent for share in new.table.grades] == [Decimal("12.5"), Decimal("87.5")]
    assert new.table.field == "061" and new.withdrawn is None
    assert "grading table withdrawn" in ana.get(f"{PAGE}/1").text
    assert "A slip in the shares" in ana.get(PAGE).text
    assert ana.get(f"{PAGE}/99").status_code == 404
    assert log_in("goran").post(f"{PAGE}/2").status_code == 403


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"from": ""}, "is missing"),
        ({"to": "2026-09-30"}, "the last day lies before the first"),
        ({"field": "computing"}, "is not an ISCED-F code"),
        ({"grades": "1; 10\n2; 80"}, "adds up to 90 %"),
        ({"grades": "1; 10\n1; 90"}, "names grade 1 twice"),
        ({"grades": "1; 10\n2; many"}, "line 2: "),
        ({"grades": " "}, "holds no grade that passes"),
        ({"institution": "university of graz"}, "table 1 holds for the same institution"),
    ],
)
def test_what_cant_be_is_told_at_its_field_and_kept(
    log_in: LogIn, fields: dict[str, str], sentence: str
) -> None:
    ana = log_in("ana.k")
    send(ana, PAGE, PAGE, GRAZ)
    refusal = send(ana, PAGE, PAGE, {**GRAZ, **fields})
    assert refusal.status_code == 422 and sentence in html.unescape(refusal.text)
    assert "graz.example/egracons" in refusal.text
    empty = send(ana, PAGE, PAGE, {**GRAZ, "from": "", "grades": ""})
    assert "is missing" in empty.text and "holds no grade that passes" in empty.text
    reasonless = send(ana, f"{PAGE}/1", f"{PAGE}/1", {**GRAZ, "reason": ""})
    assert reasonless.status_code == 422 and "needs its reason" in reasonless.text


ROWS = """\
Institution,Field,First day,Grade,"Share, %",Passing grade
University of Graz,061,2026-10-01,1,10,
,,,2,90,
,,,5,0,no
University of Nowhere,,1.10.2026.,A,50,yes
University of Nowhere,,1.10.2026.,B,40,yes
Lyon,,2026-10-01,20,hundred,
Belgrade Metropolitan University,,2026-10-01,10,20,
,,,9,80,
"""


def test_the_rows_of_a_table_are_entered_together_and_once(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    ana = log_in("ana.k")
    preview = read(ana, IMPORT, ROWS)
    rows = rows_of(preview)
    assert "a table of 3 grades" in rows[2] and "together with row 2" in rows[4]
    assert "adds up to 90 %" in rows[5] and "Please write a number." in rows[7]
    assert "our own table, 2 grades" in rows[8]
    assert ">2</b> to be entered" in preview.text and ">2</b> with problems" in preview.text
    result = entered(ana, preview)
    assert ">2</b> entered" in result.text
    entered(ana, read(ana, IMPORT, ROWS))
    other = read(ana, IMPORT, ROWS.replace("1,10,", "1,20,").replace("2,90,", "2,80,"))
    assert "1: 10 %; 2: 90 % → 1: 20 %; 2: 80 %" in rows_of(other)[2]
    graz, own = tables_of(office)
    assert [(share.grade, share.passing) for share in graz.table.grades] == [
        ("1", True), ("2", True), ("5", False),
    ]  # fmt: skip
    assert (own.table.institution, own.person, own.role) == (
        None, "Ana Kostić", "academic_coordinator",
    )  # fmt: skip
