"""The board: what supervisors ask, each answered in two clicks, and each number with its list."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from persistence import absences, case_sets, staff, worklist
from persistence.absences import NewAbsence
from persistence.case_sets import WHYS, CaseSet, OfficeToday
from persistence.database import reading, write_transaction
from persistence.tables import outbox, role_assignments, step_statistics
from states.dossier import Period
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork, at
from workflows.running.statistics import count_statistics


@pytest.fixture
def busy(office: OfficeAtWork) -> OfficeAtWork:
    """An office in April: a list that is late, a candidate who applied, one who did not."""
    office.apply("Ana Petrović")
    office.apply("Boris Tot")
    office.open("Mila Đorđević")
    office.now = at("2026-03-27")
    return office


def text_of(client: TestClient, path: str) -> str:
    """A page as people read it."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.text)


def numbers_with_lists(page: str) -> list[tuple[str, int]]:
    """Each number of the page that opens a list of cases, with the list's address."""
    links = re.findall(r'href="(/board/cases[^"]*)">(?:<b>)?(\d+)', page)
    return [(html.unescape(address), int(number)) for address, number in links]


def listed(client: TestClient, address: str) -> int:
    """How many cases a list says that it has."""
    count = re.search(r'id="counted"[^>]*>(\d+) ', client.get(address).text)
    assert count is not None, address
    return int(count.group(1))


def test_each_number_of_the_board_opens_a_list_of_as_many_cases(
    busy: OfficeAtWork, log_in: LogIn
) -> None:
    head = log_in("dusan")
    numbers = numbers_with_lists(head.get("/board").text)
    assert len(numbers) > 8
    for address, number in numbers:
        assert listed(head, address) == number, address


def test_which_are_stuck_why_since_when_and_whose(busy: OfficeAtWork, log_in: LogIn) -> None:
    """Two clicks: the thing to do on the board, and what is missing on the list of stuck cases."""
    head = log_in("dusan")
    board = text_of(head, "/board")
    link = re.search(r'href="(/stuck[^"]*)"[^>]*>.*?(\d+ cases are overdue)', board)
    assert link is not None
    page = text_of(head, link.group(1))
    assert "Steps of whole calls" in page
    assert page.count("Autumn semester 2026/27") >= 1
    assert "Vera Simić" in page, "whose it is"
    assert "3 days late" in page, "since when"
    grounds = text_of(head, "/stuck/calls/1")
    assert "Milan Ilić" in grounds, "why: no points yet"


def test_the_grounds_of_a_whole_call_are_told_once_for_all_its_cases(
    busy: OfficeAtWork, log_in: LogIn
) -> None:
    page = text_of(log_in("dusan"), "/stuck?why=overdue&judge=yes")
    table = page[page.index("Steps of whole calls") : page.index('id="stuck-list"')]
    assert table.count("What is missing") == 1
    assert "2 cases" in table
    assert "Ana Petrović" not in page, "she waits for the list like Boris"


def test_what_is_due_this_week_and_for_whom(busy: OfficeAtWork, log_in: LogIn) -> None:
    busy.now = at("2026-03-20")
    head = log_in("dusan")
    board = text_of(head, "/board")
    assert "2 cases fall due within seven days" in board
    address = "/board/cases?when=soon&role=mobility_coordinator"
    assert address in board
    assert "Ana Petrović" in text_of(head, address)


def test_how_many_cases_there_are_by_state_and_by_host(busy: OfficeAtWork, log_in: LogIn) -> None:
    head = log_in("dusan")
    board = text_of(head, "/board")
    assert "/board/cases?process=outgoing-studies&state=application" in board
    assert listed(head, "/board/cases?host=University+of+Graz") == 2
    assert "University of Graz" in board


def test_who_is_away_and_who_covers(busy: OfficeAtWork, log_in: LogIn) -> None:
    head = log_in("dusan")
    assert "Every role that something waits for is held today." in text_of(head, "/board")
    with write_transaction(busy.app.engine) as connection:
        of_vera = update(role_assignments).where(role_assignments.c.role == "mobility_coordinator")
        connection.execute(of_vera.values(last_day=busy.now.date() - timedelta(days=1)))
    board = text_of(head, "/board")
    assert 'Mobility Coordinator</b>: <span class="bad">nobody covers' in board
    busy.substitute("academic_coordinator", "mobility_coordinator", "2026-03-01", "2026-12-31")
    assert "in place: Academic Coordinator (Ana Kostić)" in text_of(head, "/board")


def test_which_mails_failed_or_wait_and_why(busy: OfficeAtWork, log_in: LogIn) -> None:
    with write_transaction(busy.app.engine) as connection:
        dead = {"status": "dead", "last_error": "550 no such mailbox"}
        connection.execute(update(outbox).where(outbox.c.id == 1).values(dead))
    head = log_in("dusan")
    board = text_of(head, "/board")
    assert "550 no such mailbox" in board
    assert "waiting to be sent" in board and "it leaves in its turn" in board
    numbers = dict(re.findall(r'href="(/mails[^"]*)">(\d+)<', board[board.index('id="unsent"') :]))
    assert numbers.keys() == {"/mails", "/mails?show=waiting"}
    for address, number in numbers.items():
        count = re.search(r"(\d+) mails?<", text_of(head, address))
        assert count is not None and count[1] == number, "each number opens the list behind it"
    assert "550 no such mailbox" in text_of(head, "/stuck?why=action")


def test_a_list_says_what_it_is_narrowed_by_and_each_part_can_be_taken_off(
    busy: OfficeAtWork, log_in: LogIn
) -> None:
    head = log_in("dusan")
    page = text_of(head, "/board/cases?when=overdue&role=mobility_coordinator")
    assert 'href="/board/cases?role=mobility_coordinator"' in page
    assert 'href="/board/cases?when=overdue"' in page


@pytest.mark.parametrize(
    "query", ["age=99", "first=2026-02-30", "why=" + "x" * 10_000, "call=9" + "9" * 30, "role=<b>"]
)
def test_what_is_asked_wrongly_shows_a_list_and_no_failure(log_in: LogIn, query: str) -> None:
    answer = log_in("dusan").get(f"/board/cases?{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text[answer.text.index("<h1>") :]


def test_the_sets_of_stuck_cases_are_those_of_the_work_list(busy: OfficeAtWork) -> None:
    """The page, the command line and the briefing know the same stuck cases."""
    number = busy.apply("Vanja Lukić", "2026-03-12")
    busy.advance(number, "withdraw", {"reason": "ill"}, "2026-03-13")
    with write_transaction(busy.app.engine) as connection:
        connection.execute(update(outbox).where(outbox.c.id < 4).values(status="uncertain"))
    for day in ("2026-03-11", "2026-03-17", "2026-03-27", "2026-06-01"):
        office = OfficeToday(("bmu",), at(day).date())
        with reading(busy.app.engine) as connection:
            numbers = {case.number for case in worklist.stuck(connection, at(day).date(), "bmu")}
            on_page = {
                case.number
                for why in WHYS
                for case in case_sets.lines(connection, CaseSet(why=why), office, (99, 0))
            }
        assert on_page == numbers, day


def test_where_nobody_holds_the_role_and_nobody_deputises_the_case_waits_for_nobody(
    busy: OfficeAtWork, log_in: LogIn
) -> None:
    with write_transaction(busy.app.engine) as connection:
        roles = role_assignments.c.role.in_(["mobility_coordinator", "commission_member"])
        connection.execute(update(role_assignments).where(roles).values(last_day=at("2026-03-01")))
    page = text_of(log_in("dusan"), "/stuck?why=nobody")
    assert "nobody may act" in page


def test_which_steps_are_slow_against_their_limit_by_whom_and_in_which_term(
    busy: OfficeAtWork, log_in: LogIn
) -> None:
    head = log_in("dusan")
    assert "Nothing has been counted yet" in text_of(head, "/board")
    count_statistics(busy.app.engine, busy.now)
    assert "Nothing has been counted yet. " not in text_of(head, "/board")
    steps = text_of(head, "/board/steps")
    assert "Median, days" in steps
    assert "90 %, days" in steps
    number = re.search(r'href="(/board/steps/stays[^"]+)">(\d+)', steps)
    assert number is not None
    assert listed(head, number.group(1)) == int(number.group(2)) == 2
    assert "Mobility Coordinator" in text_of(head, "/board/steps?by=role")
    assert "University of Graz" in text_of(head, "/board/steps?by=host")
    assert "spring 2025/26" in text_of(head, "/board/steps?by=term")


def test_the_trend_over_the_terms_is_a_picture_beside_its_table(
    busy: OfficeAtWork, log_in: LogIn
) -> None:
    of_step = {
        "institution": "bmu", "process": "outgoing-studies", "state": "documents_submitted",
        "number": 10, "median": 6, "ninetieth": 9, "allowed": 5, "counted_at": busy.now,
    }  # fmt: skip
    rows = [
        {**of_step, "subject": "step", "key": "", "number": 20, "late": 9},
        {**of_step, "subject": "term", "key": "2024-2", "late": 2},
        {**of_step, "subject": "term", "key": "2025-1", "late": 7},
    ]
    with write_transaction(busy.app.engine) as connection:
        connection.execute(step_statistics.insert(), rows)
    page = text_of(log_in("dusan"), "/board/steps?by=term")
    picture = page.partition('<svg class="chart"')[2].partition("</svg>")[0]
    assert "Late in each term, %" in picture
    assert "spring 2024/25 20" in picture and "autumn 2025/26 70" in picture
    table = page.partition('class="chart-table"')[2].partition("</table>")[0]
    assert re.search(r'key=2025-1[^"]*">70<', table), "each number opens the stays behind it"


def test_a_week_in_which_nobody_present_may_act_is_told_ahead_with_what_would_mend_it(
    busy: OfficeAtWork, log_in: LogIn
) -> None:
    """Vera is away from 23 to 27 March, and the list is due on the 24th."""
    busy.now = at("2026-03-20")
    head = log_in("dusan")
    assert "Somebody is there for every step that falls due." in text_of(head, "/board/cover")
    logins = ["vera", "m.ilic", "j.kos", "s.rus", "tuda"]
    with write_transaction(busy.app.engine) as connection:
        for member in staff.by_logins(connection, logins):
            days = Period(date(2026, 3, 23), date(2026, 3, 27))
            absences.record(connection, NewAbsence(member.id, days), busy.now)
    page = text_of(head, "/board/cover")
    assert "Mon 23 Mar 2026" in page
    assert "away: Vera Simić" in page
    assert "Appoint a deputy for these days" in page
    form = re.search(r'href="(/people/bmu\?for=[^"]+)#new-deputy"', page)
    assert form is not None
    deputy_form = text_of(head, form.group(1)).split('id="new-deputy" open')[1].split("</form>")[0]
    assert '<option value="mobility_coordinator" selected>' in deputy_form
    assert 'value="2026-03-23"' in deputy_form and 'value="2026-03-29"' in deputy_form
    assert "Head of ICO" in page
    assert "Project Administrator" not in page and "Student Service" not in page
    number = re.search(r'href="(/board/cases\?[^"]+)">(\d+)</a>', page)
    assert number is not None
    assert listed(head, number.group(1)) == int(number.group(2)) == 2
    busy.substitute("head_of_ico", "mobility_coordinator", "2026-03-23", "2026-03-27")
    assert "Somebody is there for every step" in text_of(head, "/board/cover")


def test_an_open_appeal_is_a_thing_to_do_until_it_is_decided(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    office.score_by_all(number, 20)
    office.publish()
    office.now = at("2026-03-20")
    head = log_in("dusan")
    assert "appeal=yes" not in text_of(head, "/board")
    office.advance(number, "lodge_ranking_appeal", {"grounds": "The points"}, "2026-03-20")
    assert "1 appeal is open" in text_of(head, "/board")
    assert "Ana Petrović" in text_of(head, "/board/cases?appeal=yes")
