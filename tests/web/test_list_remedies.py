"""What stands against a call's list, and the way to each: a form filled in, or whom to ask."""

from __future__ import annotations

import html
import re
from datetime import date

from persistence.database import write_transaction
from states.calls import Call
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.statements import statements_of
from tests.web.test_calls import corrected
from tests.web.test_what_pages_ask import MOST
from web.views.call_publishing import MOST_JUDGED
from web.views.remedy_places import ELSEWHERE
from workflows.act import Act
from workflows.calls.new_call import open_call

PLACE = {"call": 1, "institution": "bmu", "process": "outgoing-studies", "case": "BMU-2026-0001"}


def against_the_list(page: str) -> str:
    """The part of a page that says what stands against the list."""
    return html.unescape(page).split('id="publish"')[1].split("</section>")[0]


def test_whoever_has_not_given_points_goes_to_them_and_others_are_told_whom_to_ask(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    office.now = at("2026-03-18")
    way = f'href="/calls/1/scores/{number}"'
    member = log_in("m.ilic")
    reasons = against_the_list(member.get("/calls/1").text)
    assert reasons.count(way) == 1, "the member's own, and not the other two's"
    assert "Give the points – ask: Commission member (Jovana Kos)" in reasons
    assert member.get(f"/calls/1/scores/{number}").status_code == 200
    reasons = against_the_list(log_in("vera").get("/calls/1").text)
    assert way not in reasons
    assert "Give the points – ask: Commission member (Milan Ilić)" in reasons
    grounds = html.unescape(log_in("dusan").get("/stuck/calls/1").text)
    assert "Give the points – ask: Commission member (Milan Ilić)" in grounds


def test_each_page_that_meets_a_condition_is_there_with_its_form(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović")
    office.now = at("2026-03-18")
    head, member = log_in("dusan"), log_in("m.ilic")
    for name, page in ELSEWHERE.items():
        reader = member if page.permission in ("score", "publish_list", "interview") else head
        answer = reader.get(page.address.format(**PLACE))
        assert answer.status_code == 200, name
        assert f'id="{page.anchor}"' in answer.text or not page.anchor, name


def test_the_seat_and_the_deputy_that_a_condition_names_are_chosen_already(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović")
    head = log_in("dusan")
    seat = head.get("/calls/1?member=j.kos").text.split('id="replace" open')[1]
    assert '<option value="j.kos" selected>' in seat
    deputy = head.get("/people/bmu?for=rector").text.split('id="new-deputy" open')[1]
    assert '<option value="rector" selected>' in deputy
    assert "open" not in re.findall(
        r'id="(?:replace|new-deputy)"( open)?>', head.get("/calls/1").text
    )
    assert head.get("/people/bmu?for=<b>").status_code == 200


def test_what_was_typed_for_a_seat_stays_where_a_day_or_the_successor_is_wrong(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović")
    seat = {"member": "j.kos", "by": "tuda", "from": "2026-02-30", "reason": "Away <all> spring"}
    client = log_in("vera")
    answer = send(client, "/calls/1", "/calls/1/commission", seat)
    assert answer.status_code == 422
    form = answer.text.split('id="replace" open')[1].split("</form>")[0]
    assert 'id="replace-from-problem" role="alert"' in form
    assert "Away &lt;all&gt; spring" in form
    assert '<option value="j.kos" selected>' in form
    answer = send(
        client, "/calls/1", "/calls/1/commission", {**seat, "from": "2026-03-11", "by": ""}
    )
    assert answer.status_code == 422
    assert 'id="replace-by-problem"' in answer.text
    assert "Jovana Kos" in client.get("/calls/1").text.split('id="commission"')[1], "she sits there"


def test_of_a_call_of_many_what_stands_against_its_list_has_a_page_and_a_hundred_lines(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    for number in range(MOST_JUDGED + 1):
        office.apply(f"Ana{number} Petrović")
    office.now = at("2026-03-18")
    client = log_in("vera")
    call = html.unescape(client.get("/calls/1").text)
    assert 'href="/calls/1?judged=yes#publish"' in call
    assert "has not scored" not in call, "that is judged where somebody asks"
    with statements_of(office.app.engine) as statements:
        page = client.get("/calls/1?judged=yes").text
    assert len(statements.questions) <= MOST
    reasons = against_the_list(page)
    assert reasons.count('class="reason"') == 100
    assert "and more: 203" in reasons, "three members, 101 applications"
    assert 'href="/calls/1"' in page
    assert len(page) < 300_000


def test_a_call_whose_list_was_corrected_asks_no_more_than_a_dozen_questions(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client, path = log_in("vera"), corrected(office)
    client.get(path)
    with statements_of(office.app.engine) as statements:
        page = client.get(path)
    assert "version 2" in page.text
    assert len(statements.questions) <= MOST, statements.questions


def test_a_call_that_ranks_nobody_has_closed_and_waits_for_no_list(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    with write_transaction(office.app.engine) as connection:
        act = Act(connection, office.app.office, office.actor("mobility_coordinator"), office.now)
        days = (date(2026, 2, 16), date(2026, 3, 10))
        call_id = open_call(act, "bmu", "incoming-studies", Call("Guests", *days, 8, (), {}))
    client = log_in("vera")
    page = client.get(f"/calls/{call_id}").text
    assert '<span class="chip chip-big">closed</span>' in page
    assert 'id="list"' not in page
    assert '<span class="chip">closed</span>' in client.get("/calls").text
    office.now = at("2026-03-18")
    assert "closed, the list is being made" in client.get("/calls/1").text
