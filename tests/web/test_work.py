"""Lists of cases, stuck cases, and actions to be tried again."""

from __future__ import annotations

import html
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from persistence.counting import MOST_COUNTED
from persistence.database import reading, write_transaction
from persistence.tables import cases, outbox
from tests.web.browsing import LogIn, send, token_of
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.statements import statements_of
from tests.workflows.office_fixtures import name_people
from web.messages.counts import counted, due_in_words
from workflows.running.sweep import sweep

TODAY = date(2026, 3, 11)


def test_my_work_is_what_waits_for_my_role_the_first_due_first(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.open("Mila Đorđević")
    number = office.apply("Ana Petrović")
    office.score(number, "m.ilic", 30)
    page = log_in("vera").get("/work").text
    assert page.index("Mila Đorđević") < page.index("Autumn semester 2026/27</a>"), "16 March, 24"
    assert "Nothing waits for you" in log_in("rektor").get("/work").text


def test_a_step_of_a_whole_call_is_one_line_however_many_cases_it_is_for(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    for name in ("Ana Petrović", "Mila Đorđević", "Vuk Zec"):
        office.apply(name)
    client = log_in("vera")
    page = html.unescape(client.get("/work").text)
    assert page.count(">Autumn semester 2026/27</a>") == 1
    assert '<a href="/calls/1">Autumn semester 2026/27</a>' in page
    assert "the whole call, 3 cases" in page
    assert "Ana Petrović" not in page
    assert ">1 case<" in page, "the count is of lines, as the tab's is"
    assert "Ana Petrović" in client.get("/work?q=petrovic").text, "who asks for a case sees it"
    assert "Ana Petrović" in client.get("/work?tab=all").text


def test_an_overdue_case_says_so_in_words(office: OfficeAtWork, log_in: LogIn) -> None:
    office.apply("Ana Petrović")
    office.now = at("2026-03-27")
    page = log_in("vera").get("/work").text
    assert "3 days late" in page


def test_a_member_of_the_commission_has_the_calls_without_their_points(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    ana, mila = office.apply("Ana Petrović"), office.apply("Mila Đorđević")
    page = log_in("m.ilic").get("/work").text
    assert "Give points" in page and 'href="/calls/1#points"' in page
    assert "the whole call, 2 cases" in page
    office.score(ana, "m.ilic", 30)
    assert "the whole call, 1 case<" in log_in("m.ilic").get("/work").text
    office.score(mila, "m.ilic", 30)
    assert "Give points" not in log_in("m.ilic").get("/work").text
    assert "the whole call, 2 cases" in log_in("j.kos").get("/work").text
    assert "Give points" not in log_in("tuda").get("/work").text, "she sits in no commission"
    assert ana not in log_in("tuda").get("/work?tab=all").text


@pytest.mark.parametrize("words", ["petrovic", "Петровић", "PETROVIĆ ana", "0001"])
def test_a_name_is_found_however_it_is_typed(
    office: OfficeAtWork, log_in: LogIn, words: str
) -> None:
    office.open("Ana Petrović")
    office.open("Mila Đorđević")
    page = log_in("dusan").get("/work", params={"tab": "all", "q": words}).text
    assert "Ana Petrović" in page
    assert "Mila Đorđević" not in page


def test_the_list_is_narrowed_by_process_and_state(office: OfficeAtWork, log_in: LogIn) -> None:
    office.open("Mila Đorđević")
    office.apply("Ana Petrović")
    client = log_in("dusan")
    page = client.get("/work?tab=all&state=application&process=outgoing-studies").text
    assert "Ana Petrović" in page
    assert "Mila Đorđević" not in page
    assert "No case fits" in client.get("/work?tab=all&process=incoming-studies").text


def test_why_it_is_urgent_names_the_escalation_that_went_and_to_whom(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    for day in ("2026-03-25", "2026-03-27", "2026-03-30"):
        office.now = at(day)
        with write_transaction(office.app.engine) as connection:
            while sweep(connection, office.app.office, office.now):
                pass
    page = html.unescape(log_in("dusan").get(f"/work?tab=all&q={number}").text)
    assert "Escalated on" in page and "Mar 2026 to: Head of ICO, General Secretary" in page
    office.score_by_all(number, 30, "2026-03-30")
    office.publish("2026-03-30")
    assert "Escalated on" not in log_in("dusan").get(f"/work?tab=all&q={number}").text


def test_stuck_cases_say_why_each_is_stuck(office: OfficeAtWork, log_in: LogIn) -> None:
    office.apply("Ana Petrović")
    office.now = at("2026-03-27")
    head = log_in("dusan")
    assert "3 days late" in head.get("/stuck").text
    page = html.unescape(head.get("/stuck/calls/1").text)
    assert "has not scored" in page or "m.ilic" in page, "what the awaited step lacks"
    office.now = at("2026-03-11")
    assert "Nothing is stuck" in log_in("dusan").get("/stuck").text


@pytest.mark.parametrize("due", [None, date(2026, 3, 24)], ids=["a duty", "a right that is over"])
def test_what_is_forbidden_says_why_and_is_not_overdue(
    office: OfficeAtWork, log_in: LogIn, due: date | None
) -> None:
    office.apply("Ana Petrović")
    rests = {"rests_en": "rests until the appeal of BMU-2026-0009 is decided", "rests_sr": "мирује"}
    with write_transaction(office.app.engine) as connection:
        connection.execute(update(cases).values({**rests, "due": due, "receipt": None}))
    office.now = at("2026-04-27")
    page = html.unescape(log_in("vera").get("/work").text)
    assert rests["rests_en"] in page
    assert "days late" not in page
    assert "No case fits" in log_in("vera").get("/work?overdue=1").text
    assert "Nothing is stuck" in log_in("dusan").get("/stuck").text


def test_a_dead_mail_is_shown_and_tried_again(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.apply("Ana Petrović")
    with write_transaction(office.app.engine) as connection:
        connection.execute(
            update(outbox).values(status="dead", attempts=6, last_error="the mailbox is full")
        )
    client = log_in("vera")
    for path in (f"/cases/{number}/mails", "/stuck"):
        assert "the mailbox is full" in client.get(path).text
    with reading(office.app.engine) as connection:
        dead = connection.execute(select(outbox.c.id)).scalars().first()
    assert f"/actions/{dead}/retry" not in log_in("studentska").get(f"/cases/{number}/mails").text
    send(client, "/stuck", f"/actions/{dead}/retry", {"back": "stuck"})
    assert "waiting to be sent" in client.get(f"/cases/{number}/mails").text


def test_an_action_that_does_not_exist_is_not_tried_again(log_in: LogIn) -> None:
    client = log_in("vera")
    data = {"token": token_of(client, "/work")}
    assert client.post("/actions/9999/retry", data=data).status_code == 404


@pytest.mark.parametrize(
    ("due", "english", "serbian"),
    [
        (date(2026, 3, 10), "1 day late", "касни 1 дан"),
        (date(2026, 3, 9), "2 days late", "касни 2 дана"),
        (date(2026, 2, 18), "21 days late", "касни 21 дан"),
        (TODAY, "today", "данас"),
        (date(2026, 3, 12), "tomorrow", "сутра"),
        (date(2026, 3, 16), "in 5 days", "за 5 дана"),
        (None, "no date yet", "рок још није познат"),
    ],
)
def test_a_due_date_is_said_as_people_say_it(due: date | None, english: str, serbian: str) -> None:
    words = due_in_words(due, TODAY)
    assert (words.en, words.sr) == (english, serbian)


def test_serbian_counts_in_three_forms() -> None:
    sentences = [counted(n, "condition").sr for n in (1, 3, 5, 11, 22)]
    assert sentences == [
        "1 услов није испуњен",
        "3 услова нису испуњена",
        "5 услова није испуњено",
        "11 услова није испуњено",
        "22 услова нису испуњена",
    ]


def test_a_step_of_a_whole_call_stands_in_the_other_tabs_with_its_number(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    ana, mila = office.apply("Ana Petrović"), office.apply("Mila Đorđević")
    office.score(ana, "m.ilic", 30)
    office.score(mila, "m.ilic", 30)
    of_others = log_in("m.ilic").get("/work?tab=others")
    assert of_others.status_code == 200
    assert "the whole call, 2 cases" in of_others.text
    vera = log_in("vera")
    send(vera, f"/cases/{ana}/colleagues", f"/cases/{ana}/colleagues/hold", {
        "until": "2026-03-13", "reason": "Away",
    })  # fmt: skip
    on_hold = vera.get("/work?tab=hold")
    assert on_hold.status_code == 200
    assert "the whole call, 1 case<" in on_hold.text


def test_a_name_of_thousands_is_looked_for_at_its_host_alone(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    """The cases of the host are walked; by another column's order, and at none, nothing is lost."""
    office.apply("Ana Petrović")
    office.open("Vuk Petrović")
    client = log_in("vera")
    addresses = [
        f"/work?tab={tab}&q={words}&sort={order}"
        for tab in ("all", "others")
        for words in ("petrovic+graz", "graz+univ+petrovic", "petrovic+univ+wien")
        for order in ("safe", "-host", "candidate")
    ]

    def found(address: str) -> tuple[bool, bool]:
        page = client.get(address).text
        return "Ana Petrović" in page, "Vuk Petrović" in page

    gathered_cases = {address: found(address) for address in addresses}
    name_people(office.app.engine, "Petra Petrović", range(MOST_COUNTED + 1))
    office.now += timedelta(minutes=3)  # until then the number of a word is the one of before
    walked_cases = {}
    for address in addresses:
        with statements_of(office.app.engine) as statements:
            walked_cases[address] = found(address)
        walks_host = any("listed_cases.host = " in text for text in statements.questions)
        assert walks_host == ("graz" in address and "candidate" not in address), address
    assert walked_cases == gathered_cases
    assert gathered_cases[addresses[0]] == (True, False)
    assert gathered_cases["/work?tab=all&q=petrovic+univ+wien&sort=safe"] == (False, False)
