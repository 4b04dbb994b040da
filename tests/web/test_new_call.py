"""Opening a call: the page begins as the last call was, and says what keeps a call from opening."""

from __future__ import annotations

import html
import re
from typing import Any

from starlette.testclient import TestClient

from persistence import call_overview, calls, partners
from persistence.database import reading, write_transaction
from persistence.tables import mails
from states.calls import Call
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork

NEW = "/calls/new/bmu/outgoing-studies"
SPRING = {
    "title": "Spring call 2027",
    "published": "2026-03-11",
    "closes": "2026-04-20",
    "minimum_points": "30,5",
    "partners.0.name": "University of Graz",
    "partners.0.email": "incoming@graz.example",
    "partners.0.country": "AT",
    "partners.0.places": "2",
    "partners.0.numbers_courses": "false",
    "partners.1.numbers_courses": "true",
    "points_for.0.criterion": "grade_average",
    "points_for.0.most": "60",
    "points_for.1.criterion": "language",
    "points_for.1.most": "40",
    "required": ["cv", "passed_exams"],
    "commission": ["m.ilic", "j.kos", "s.rus"],
}


def opened(office: OfficeAtWork, address: str) -> Call:
    with reading(office.app.engine) as connection:
        return calls.load(connection, int(address.rpartition("/")[2]))[0]


def told(client: TestClient, **changes: Any) -> str:
    """What the page says to a form that can't be taken."""
    answer = send(client, NEW, NEW, SPRING | changes)
    assert answer.status_code == 422
    return html.unescape(answer.text)


def test_a_coordinator_opens_a_call_and_the_page_of_the_call_shows_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    assert f'href="{NEW}"' in client.get("/calls").text
    answer = send(client, NEW, NEW, SPRING, follow=False)
    call = opened(office, answer.headers["location"])
    (graz,) = call.hosts
    assert (graz.country, graz.places, graz.numbers_courses) == ("AT", 2, False)
    assert (str(call.minimum_points), call.appeal_days) == ("30.5", 8)
    assert {name: int(most) for name, most in call.criteria.items()} == {
        "grade_average": 60, "language": 40,
    }  # fmt: skip
    assert set(call.required) == {"cv", "passed_exams"}
    assert call.commission == ("m.ilic", "j.kos", "s.rus")
    page = html.unescape(client.get(answer.headers["location"]).text)
    assert "Spring call 2027" in page and "Open a case" in page
    assert "opened by Vera Simić (Mobility Coordinator)" in page


def test_a_call_that_a_substitute_opens_says_in_whose_place(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.substitute("academic_coordinator", "mobility_coordinator", "2026-03-01", "2026-03-31")
    client = log_in("ana.k")
    page = html.unescape(send(client, NEW, NEW, SPRING).text)
    assert "opened by Ana Kostić (Academic Coordinator, " in page
    assert "Mobility Coordinator)" in page.partition("opened by")[2][:90]


def test_the_form_begins_as_the_last_call_of_the_process_was(log_in: LogIn) -> None:
    page = html.unescape(log_in("vera").get(NEW).text)
    assert 'value="University of Graz"' in page
    assert 'value="60"' in page and 'value="2026-03-11"' in page
    assert page.count(" checked") == len(("passed_exams", "cv")) + 3
    other = log_in("vera").get("/calls/new/bmu/outgoing-training").text
    fields = other[other.index("</datalist>") :]
    assert "University of Graz" not in fields and " checked" not in fields


def test_what_is_missing_and_what_can_not_stand_are_told_together(log_in: LogIn) -> None:
    page = told(log_in("vera"), title="", closes="", commission=[])
    assert page.count("Please fill this in.") == 2
    assert "The call names no commission" in page
    assert "The call names no commission" not in told(log_in("vera"), title="")
    rows = {"partners.0.email": "nowhere", "points_for.0.most": "0", "appeal_days": "99"}
    page = told(log_in("vera"), title="", commission=[], minimum_points="500", **rows)
    for sentence in ("fill this in", "At most 60", "no e-mail address", "more than 0"):
        assert sentence in page
    assert "The call names no commission" in page
    assert "Nobody can reach" not in page, "what is reckoned from a wrong field is not said"


def test_what_keeps_a_call_from_opening_is_told_where_it_shows(log_in: LogIn) -> None:
    client = log_in("vera")
    assert "before it is published on 2026-03-11 (BMU-15a)." in told(client, closes="2026-03-01")
    assert "Nobody can reach 101 points" in told(client, minimum_points="101")
    twice = told(client, **{"points_for.1.criterion": "grade_average"})
    assert "Named twice: grade_average." in twice
    assert 'value="Spring call 2027"' in twice, "what was typed stays"
    wrong = told(client, title="", **{"partners.0.country": "Austria", "partners.0.places": "x"})
    assert "Please fill this in." in wrong and "Please write a number." in wrong
    assert "no country's code of two capital letters" in wrong
    assert "Refused" in told(client, title="Spring\x00 call")
    client.cookies.set("language", "sr")
    assert "пре објављивања 2026-03-11 (BMU-15a)." in told(client, closes="2026-03-01")


def test_the_conditions_of_the_rules_are_told_where_they_show(log_in: LogIn) -> None:
    client = log_in("vera")
    charm = told(client, **{"points_for.1.criterion": "charm"})
    assert "Is none of the criteria that candidates are ranked by: " in charm
    assert "earlier mobilities (BMU-15b)" in charm
    assert "names no commission: nobody would score" in told(client, commission=[])
    for field in ("minimum_points", "appeal_days", "partners.0.places", "points_for.0.most"):
        assert "Please write a" in told(client, **{field: "²"})
    assert "is no e-mail address" in told(client, **{"partners.0.email": "a,b@graz.example"})


def test_only_criteria_that_may_stand_are_offered(log_in: LogIn) -> None:
    """Article 15 names five for students and no others; for staff a call may have more."""
    vera = log_in("vera")
    students, staff = (
        vera.get(f"/calls/new/bmu/{process}").text
        for process in ("outgoing-studies", "outgoing-training")
    )
    assert offered(students) == {
        "programme_compatibility", "grade_average", "relevance", "language",
        "earlier_mobilities",
    }  # fmt: skip
    assert {"strategic_interest", "grade_average"} <= offered(staff)


def offered(page: str) -> set[str]:
    select = page.partition('name="points_for.0.criterion"')[2].partition("</select>")[0]
    return set(re.findall(r'value="(\w+)"', select))


def test_only_documents_that_an_applicant_can_have_are_offered(log_in: LogIn) -> None:
    form = log_in("vera").get(NEW).text
    kinds = set(re.findall(r'name="required"[^>]* value="(\w+)"', form))
    assert {"cv", "passed_exams", "invitation_letter", "disability_certificate"} <= kinds
    assert not kinds & {"report", "petition", "travel_receipts", "project_application", "decree"}


def test_what_a_call_leaves_out_stands_on_its_page(log_in: LogIn) -> None:
    client = log_in("vera")
    answer = send(client, NEW, NEW, SPRING, follow=False)
    page = html.unescape(client.get(answer.headers["location"]).text)
    assert "The call leaves out: programme compatibility, " in page


def test_a_call_without_a_host_is_opened_once_it_was_said_what_that_means(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client, no_host = log_in("vera"), "The call names no host institution"
    without = {name: value for name, value in SPRING.items() if not name.startswith("partners.")}
    answer = send(client, NEW, NEW, without | {"closes": "2026-03-01"})
    assert answer.status_code == 422 and no_host not in answer.text, "it could not be opened so"
    answer = send(client, NEW, NEW, without, follow=False)
    assert answer.status_code == 200 and f"{no_host}: no places are counted" in answer.text
    assert "(BMU-15d)" in answer.text and 'value="Spring call 2027"' in answer.text
    field = re.search(r'type="hidden" name="(without_hosts)" value="(yes)"', answer.text)
    assert field is not None
    answer = send(client, NEW, NEW, without | {field[1]: field[2]}, follow=False)
    assert opened(office, answer.headers["location"]).hosts == ()
    assert no_host in client.get(answer.headers["location"]).text, "it stands on its page, too"
    assert no_host not in send(client, NEW, NEW, SPRING | {"title": "With Graz"}).text


def test_a_title_is_given_once(log_in: LogIn) -> None:
    client = log_in("vera")
    send(client, NEW, NEW, SPRING)
    page = told(client)
    assert "There is a call of this kind called “Spring call 2027” already" in page
    field = page.partition('name="title"')[2].partition("</div>")[0]
    assert "give this one another title" in field, "at its field"


def test_one_more_row_comes_empty(log_in: LogIn) -> None:
    client = log_in("vera")
    row = client.get(f"{NEW}/rows/partners", params={"key": 7, "at": "new"})
    assert 'name="partners.7.email"' in row.text
    assert client.get(f"{NEW}/rows/title").status_code == 404


def test_who_does_not_announce_calls_is_not_offered_it(log_in: LogIn) -> None:
    for login in ("studentska", "m.ilic", "rektor"):
        client = log_in(login)
        assert f'href="{NEW}"' not in client.get("/calls").text
        assert client.get(NEW).status_code == 403
    for path in ("/calls/new/bmu/transcript-request", "/calls/new/bee/outgoing-studies"):
        assert log_in("dusan").get(path).status_code == 404


def test_nothing_is_opened_or_told_where_the_form_is_refused(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    told(log_in("vera"), closes="2026-03-01")
    with reading(office.app.engine) as connection:
        assert not calls.is_titled(connection, "bmu", "outgoing-studies", "Spring call 2027")
        assert connection.execute(mails.select().where(mails.c.call_id == 2)).all() == []


def test_what_the_register_knows_of_a_host_need_not_be_typed(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    with write_transaction(office.app.engine) as connection:
        partners.add(
            connection,
            {
                "name": "Universität Wien", "email": "incoming@wien.example", "country": "AT",
                "numbers_courses": True, "erasmus_code": "A WIEN01",
            },
        )  # fmt: skip
    client = log_in("vera")
    assert '<option value="Universität Wien">AT · A WIEN01</option>' in client.get(NEW).text
    host = {"partners.0.name": "Universität Wien", "partners.0.email": "", "partners.0.country": ""}
    answer = send(client, NEW, NEW, {**SPRING, **host})
    assert answer.status_code == 200, answer.text
    with reading(office.app.engine) as connection:
        call_id = max(line.id for line in call_overview.call_lines(connection, ["bmu"]))
        call, _ = calls.load(connection, call_id)
    assert call.hosts[0].email == "incoming@wien.example"
    assert (call.hosts[0].country, call.hosts[0].erasmus_code) == ("AT", "A WIEN01")
