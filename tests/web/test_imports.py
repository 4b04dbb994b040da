"""From spreadsheets: rows are read, shown with their problems, and entered once."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from openpyxl import load_workbook
from sqlalchemy import func, select
from starlette.requests import Request

from persistence import accounts, changes, partners, staff
from persistence import cases as case_rows
from persistence.database import reading, write_transaction
from persistence.roster import roster
from persistence.tables import cases
from states.moments import civil_date
from states.text import Text
from tests.web.browsing import LogIn, token_of
from tests.web.importing import entered, read, read_file, rows_of
from tests.web.office_at_work import OfficeAtWork, at
from web.forms.tables import Column, folded, read_table
from web.importing.declared import KINDS
from web.importing.entering import MOST_ROWS, Sent
from web.login_throttle import LoginThrottle
from web.pages.import_places import place_of
from web.people import in_roles
from web.request_context import AppState, RequestContext
from web.sessions import Sessions
from workflows.cases.status import load_case

NAME = Column("name", (Text("Name", "Назив"),))
PARTNERS = "/imports/partners/bmu"
PEOPLE = "/imports/people/bmu"
FOUR = """Institution;E-mail;Country;Erasmus code;Remarks
Université Lyon 2;incoming@lyon.example;Француска;F LYON02;good
University of Graz;incoming@graz.example;AT;;
Universität Wien;nowhere;AT;A WIEN01;
Université Lyon 2;other@lyon.example;FR;F LYON02;
"""


def names_of(office: OfficeAtWork) -> list[str]:
    with reading(office.app.engine) as connection:
        return [partner.name for partner in partners.every(connection)]


def test_partners_are_read_shown_with_their_problems_and_entered_once(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera = log_in("vera")
    preview = read(vera, PARTNERS, FOUR)
    rows = rows_of(preview)
    assert "F LYON02" in rows[2] and "already" not in rows[2]
    assert "stands in the register already" in rows[3]
    assert "is not a mail address" in rows[4] and "with problems" in rows[4]
    assert "Row 2 is the same." in rows[5]
    assert "Columns that are not read: Remarks" in html.unescape(preview.text)
    assert names_of(office) == ["University of Graz"]
    once = entered(vera, preview)
    assert ">1</b> entered" in once.text and "entered" in rows_of(once)[2]
    entered(vera, preview, ["1", "2", "3", "4"])
    again = read(vera, PARTNERS, FOUR)
    assert "You read this same file before" in again.text
    assert "already there" in rows_of(again)[2] and 'name="tick"' not in again.text
    assert names_of(office) == ["University of Graz", "Université Lyon 2"]
    with reading(office.app.engine) as connection:
        (lyon,) = (row for row in partners.every(connection) if row.erasmus_code == "F LYON02")
        (change,) = changes.of(connection, "partner", str(lyon.id))
    assert (lyon.country, change.change.name, change.change.person) == (
        "FR", "partner_added", "Vera Simić",
    )  # fmt: skip


def test_only_ticked_rows_are_entered_and_the_others_can_be_entered_later(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera = log_in("vera")
    text = "Name\tE-mail\tCountry\n" + "".join(
        f"University {n}\tinfo@u{n}.example\tDE\n" for n in range(3)
    )
    preview = read(vera, PARTNERS, text)
    first = entered(vera, preview, ["2"])
    assert names_of(office) == ["University of Graz", "University 1"]
    assert "not ticked" not in first.text and ">2</b> to be entered" in first.text
    entered(vera, first, ["1", "3"])
    assert names_of(office)[2:] == ["University 0", "University 2"]


def test_what_somebody_entered_meanwhile_is_not_entered_again(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera, dusan = log_in("vera"), log_in("dusan")
    text = "Name;E-mail;Country\nUniversity of Pécs;in@pecs.example;Мађарска\n"
    of_vera, of_dusan = read(vera, PARTNERS, text), read(dusan, PARTNERS, text)
    entered(dusan, of_dusan)
    result = entered(vera, of_vera)
    assert "already there" in rows_of(result)[2] and ">0</b> entered" in result.text
    assert names_of(office) == ["University of Graz", "University of Pécs"]
    assert dusan.get(of_vera.url.path).status_code == 404


STAFF = """Ime;Prezime;Imejl;Korisničko ime;Uloga;Prvi dan;Poslednji dan;Imenovao;Jezik poruka
Zora;Ilić;zora.ilic@bmu.example;;Studentska služba;1.9.2026.;;Ректор;српски (латиница)
Vera;Simić;vera@bmu.example;;Координатор мобилности;2026-03-01;;Rektor;
Vera;Simić;vera@bmu.example;vera;head_of_ico;1/4/2026;30.6.2026;Rektor;English
Pera;Perić;pera@bmu.example;vera;Студентска служба;31.2.2026;;;klingonski
"""


def test_people_get_an_account_or_one_more_role_and_who_has_it_stays_as_they_are(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    dusan = log_in("dusan")
    preview = read(dusan, PEOPLE, STAFF)
    rows = rows_of(preview)
    assert "new account; invited by mail" in rows[2]
    assert "holds the role already" in rows[3]
    assert "known here; gets the role" in rows[4]
    for sentence in (
        "is how Vera Simić logs in",
        "There is no such date",
        "Write one of these",
        "Say who appointed: ",
    ):
        assert sentence in rows[5]
    result = entered(dusan, preview)
    assert ">2</b> entered" in result.text
    entered(dusan, read(dusan, PEOPLE, STAFF))
    with reading(office.app.engine) as connection:
        zora = accounts.account_of(connection, "zora.ilic")
        assert zora is not None and zora.member.writes_in == "sr-Latn"
        (role,) = accounts.appointments_of(connection, zora.member.id)
        vera = staff.find(connection, "vera")
        assert vera is not None
        of_vera = accounts.appointments_of(connection, vera[0].id)
    assert (role.given.role, role.given.first_day) == ("student_service", date(2026, 9, 1))
    assert [(item.given.role, item.given.last_day) for item in of_vera] == [
        ("mobility_coordinator", None), ("head_of_ico", date(2026, 6, 30)),
    ]  # fmt: skip


def test_a_template_explains_its_columns_and_reads_back_in_each_language(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    dusan = log_in("dusan")
    for language, heading in (("en", "Mail address"), ("sr", "Адреса е-поште"),
                              ("sr-Latn", "Adresa e-pošte")):  # fmt: skip
        dusan.get(f"/language/{language}")
        book = load_workbook(io.BytesIO(dusan.get(f"{PEOPLE}/template.xlsx").content))
        rows, explanation = book.worksheets
        header = [cell.value for cell in rows[1]]
        assert header[1] == heading and explanation.max_row == len(header) + 1
        text = dusan.get(f"{PEOPLE}/template.csv").content.decode("utf-8-sig")
        cells = dict.fromkeys(header, "")
        cells |= {header[0]: "Zora Ilić", header[1]: "zora@bmu.example", header[3]: "rector"}
        mark = "," if language == "en" else ";"
        preview = read(dusan, PEOPLE, text + mark.join(cells.values()))
        assert 'class="notice notice-soon"' not in preview.text, language
        assert "Zora Ilić" in rows_of(preview)[2]


def workbook(*rows: Sequence[object]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "d.m.yyyy"})
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)  # type: ignore[arg-type]
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(line, column, value)
                else:
                    sheet.write(line, column, value)
    return buffer.getvalue()


def test_a_workbook_with_real_dates_blank_rows_and_a_note_above_is_read(log_in: LogIn) -> None:
    dusan = log_in("dusan")
    content = workbook(
        ["Нови запослени"], [], ["Name", "E-mail", "Role", "First day"], [],
        ["Zora Ilić", "zora@bmu.example", "Student Service", date(2026, 9, 1)],
        ["<b>Zoran</b>", "zoran@bmu.example", "Student Service", "=TODAY()"],
    )  # fmt: skip
    preview = read_file(dusan, PEOPLE, content, "staff.xlsx")
    rows = rows_of(preview)
    assert list(rows) == [5, 6] and "2026-09-01" in rows[5] and "staff.xlsx" in preview.text
    assert "<b>Zoran</b>" not in preview.text and "&lt;b&gt;Zoran" in preview.text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("", b"", "Choose a file, or paste cells."),
        ("a.xlsx", b"", "The file is empty."),
        ("a.pdf", b"%PDF-1.4\x00\x01", "is not a table"),
        ("a.csv", b"Name;E-mail;Country\n", "no row below the header"),
        ("a.csv", b"Name;E-mail\n" + b"A;b\n" * 2001, "more than 2000 rows"),
        ("a.csv", b"Name;E-mail\n" + b"A" * 5001 + b";b\n", "more than 5000 letters"),
        ("a.xlsx", b"PK\x03\x04nonsense", "read as a spreadsheet"),
    ],
)
def test_what_is_no_table_is_told_and_nothing_is_kept(
    log_in: LogIn, name: str, content: bytes, sentence: str
) -> None:
    vera = log_in("vera")
    answer = read_file(vera, PARTNERS, content, name) if name else read(vera, PARTNERS, " ")
    assert answer.status_code == 422 and sentence in html.unescape(answer.text)


def test_two_thousand_rows_are_read_below_their_header() -> None:
    content = "Name\n" + "\n".join(f"University {n}" for n in range(MOST_ROWS))
    table = read_table(Sent(content.encode(), "many.csv", "").rows(), [NAME])
    assert len(table.rows) == MOST_ROWS == 2000


def test_many_rows_are_shown_in_pages_and_ticks_stay_where_somebody_left_them(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera = log_in("vera")
    rows = [f"University {n};info@u{n}.example;DE" for n in range(210)]
    rows[150] = "University 150;nowhere;DE"
    table = "\n".join(["Name;E-mail;Country", *rows])
    preview = read_file(vera, PARTNERS, table.encode(), "many.csv")
    assert list(rows_of(preview)) == list(range(2, 102)) and len(preview.text) < 300_000
    address, token = preview.url.path, token_of(vera, PARTNERS)
    send_ticks = {"token": token, "shown": "1,2", "tick": "2", "do": "go:all.2"}
    later = vera.post(address, data=send_ticks)
    assert next(iter(rows_of(later))) == 102 and "is not a mail address" in rows_of(later)[152]
    wrong = vera.post(address, data={"token": token, "shown": "", "do": "go:wrong.1"})
    assert list(rows_of(wrong)) == [152]
    first = vera.get(address).text
    assert 'aria-label="Enter row 2">' in first and 'aria-label="Enter row 3" checked>' in first
    assert vera.get(f"{address}?page=9999&show=nothing").status_code == 200


def test_rows_are_judged_anew_when_somebody_asks_and_ticks_stay(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera, dusan = log_in("vera"), log_in("dusan")
    text = "Name;E-mail;Country\nPécs;in@pecs.example;HU\nLyon;in@lyon.example;FR\n"
    preview = read(vera, PARTNERS, text)
    entered(dusan, read(dusan, PARTNERS, text), ["1"])
    data = {"token": token_of(vera, PARTNERS), "shown": "1,2", "tick": "1", "do": "judge"}
    anew = vera.post(preview.url.path, data=data)
    assert "already there" in rows_of(anew)[2] and 'Enter row 3">' in anew.text


def test_cells_that_cant_be_are_told_at_their_place(log_in: LogIn) -> None:
    long = "N" * 301
    preview = read(
        log_in("vera"), PARTNERS,
        f"Name;E-mail;Country;Language;Gives its courses codes\n{long};a@b.example;AT;;\n"
        ";a@b.example;Nowhere;Klingon;maybe\n=1+1;a@b.example;AT;;\n"
        "' OR 1=1 --;‮evil@x.example;²²;;\n",
    )  # fmt: skip
    rows = rows_of(preview)
    assert "At most 300 letters." in rows[2]
    for sentence in ("Please fill this in.", "no country", "Write one of these: English",
                     "Write yes or no."):  # fmt: skip
        assert sentence in rows[3]
    assert "This is a formula" in rows[4] and "is not a mail address" in rows[5]
    assert 'name="tick"' not in preview.text


def test_who_has_to_log_in_again_finds_the_rows_where_they_were(log_in: LogIn) -> None:
    vera = log_in("vera")
    preview = read(vera, PARTNERS, FOUR)
    vera.cookies.clear()
    data = {"do": "enter", "shown": "1", "tick": "1"}
    answer = vera.post(preview.url.path, data=data, follow_redirects=False)
    assert answer.headers["location"] == f"/login?then={preview.url.path}"
    again = log_in("vera")
    assert "F LYON02" in rows_of(again.get(preview.url.path))[2]
    assert preview.url.path in again.get(PARTNERS).text


def test_rows_with_problems_are_taken_along_to_be_corrected(log_in: LogIn) -> None:
    vera = log_in("vera")
    preview = read(vera, PARTNERS, FOUR)
    text = vera.get(f"{preview.url.path}/problems/rows.csv").content.decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 3 and lines[0].endswith(",Problem") and "Mail address: 'nowhere'" in text


def test_who_may_not_enter_one_by_hand_reads_no_table_of_them(log_in: LogIn) -> None:
    vera, goran = log_in("vera"), log_in("goran")
    assert vera.get(PEOPLE).status_code == 403 and goran.get(PEOPLE).status_code == 200
    assert goran.get(PARTNERS).status_code == 403
    assert log_in("dusan").get("/imports/people/nowhere").status_code == 404
    assert log_in("dusan").get("/imports/nothing/bmu").status_code == 404


APPLICANTS = "/imports/applicants/1"
CANDIDATES = """\
Student;Prezime;Imejl;Ime drugim pismom;Nivo studija;Godina studija;Prosek;Датум рођења;Pis
Mila;Đorđević;mila@students.example;Мила Ђорђевић;master;1;9,25;17.5.2003.;x
Ana;Petrović;ANA@students.example;;основне студије;2;9;;
Boris;Kos;boris@students.example;;докторат свега;20;дванаест;30.2.2003;
Neko;Drugi;mina@students.example;;;;;;
"""


def test_a_case_is_opened_for_each_applicant_who_has_none_in_the_call(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    ana, vera = office.open("Ana Petrović"), log_in("vera")
    office.open("Mina Rakić")
    with write_transaction(office.app.engine) as connection:
        connection.execute(cases.update().where(cases.c.number.like("%0002")).values(ended=True))
    assert f'href="{APPLICANTS}"' in vera.get("/calls/1").text
    preview = read(vera, APPLICANTS, CANDIDATES)
    rows = rows_of(preview)
    assert "a new person" in rows[2] and f"has case {ana}" in rows[3]
    for sentence in ("Write one of these", "At most 8.", "Please write a number.", "no such date"):
        assert sentence in rows[4], rows[4]
    assert "known as the address of Mina Rakić" in rows[5]
    once = entered(vera, preview)
    assert "BMU-2026-0003" in rows_of(once)[2]
    entered(vera, read(vera, APPLICANTS, CANDIDATES))
    with reading(office.app.engine) as connection:
        assert connection.execute(select(func.count()).select_from(cases)).scalar_one() == 3
        case_id = case_rows.find(connection, "BMU-2026-0003")
        assert case_id is not None
        case, dossier = load_case(connection, case_id)
    candidate = dossier.candidate
    assert (candidate.name, candidate.level, candidate.grade_average, candidate.birth_date) == (
        "Mila Đorđević", "master", Decimal("9.25"), date(2003, 5, 17),
    )  # fmt: skip
    assert candidate.name_in_other_script == "Мила Ђорђевић" and case.state == "call"


def test_rows_of_who_applied_on_the_last_day_open_their_cases_the_next_morning(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.now, vera = at("2026-03-17"), log_in("vera")
    assert APPLICANTS in vera.get("/calls/1").text
    preview = read(vera, APPLICANTS, CANDIDATES)
    assert "a new person" in rows_of(preview)[2]
    assert "BMU-2026-0001" in rows_of(entered(vera, preview, ["1"]))[2]
    assert log_in("vera").get("/imports/applicants/99").status_code == 404


def test_no_two_columns_of_a_kind_have_a_heading_in_common(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    context = a_context(office)
    for kind, key in (("people", "bmu"), ("partners", "bmu"), ("applicants", "1"),
                      ("home-courses", "bmu"), ("grading-tables", "bmu"),
                      ("agreements", "bmu")):  # fmt: skip
        columns = KINDS[kind].columns(place_of(context, kind, key))
        titles = [
            (title, column.name)
            for column in columns
            for title in {folded(t) for text in column.as_read.titles for t in (text.en, text.sr)}
        ]
        assert len(titles) == len({title for title, _ in titles}), sorted(titles)


def a_context(office: OfficeAtWork) -> RequestContext:
    """A request of the Head of ICO."""
    state = AppState(office.app, office.clock, Sessions(b"secret"), LoginThrottle())
    with reading(office.app.engine) as connection:
        member_and_hash = staff.find(connection, "dusan")
        assert member_and_hash is not None
        person = in_roles(roster(connection), member_and_hash[0], civil_date(office.now))
    request = Request({"type": "http", "method": "GET", "path": "/", "headers": []})
    return RequestContext(request, state, office.now, person, "en", "")
