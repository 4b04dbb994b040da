"""Calls: giving points, and publishing the list or learning why it can't be."""

from __future__ import annotations

import html
from datetime import date
from decimal import Decimal

import pytest

from persistence.database import write_transaction
from states.calls import Call, Candidate, Host
from tests.web.browsing import LogIn, confirm, send, token_of
from tests.web.office_at_work import OfficeAtWork, at
from workflows.act import Act
from workflows.calls.new_call import open_call
from workflows.cases.new_case import open_case


def scored(office: OfficeAtWork) -> tuple[str, str]:
    """Two candidates with everybody's points, the call closed."""
    first, second = office.apply("Ana Petrović"), office.apply("Petar Jović")
    office.score_by_all(first, 38)
    office.score_by_all(second, 20)
    office.now = at("2026-03-19")
    return first, second


def test_a_member_gives_points_and_goes_on_to_the_next_candidate(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    first, second = office.apply("Ana Petrović"), office.apply("Petar Jović")
    client = log_in("m.ilic")
    path = f"/calls/1/scores/{first}"
    points = {"points.grade_average": "55,5", "points.language": "40"}
    answer = send(client, path, path, points, follow=False)
    assert answer.headers["location"] == f"/calls/1/scores/{second}"
    assert ">95.5<" in client.get("/calls/1").text
    assert 'value="55.5"' in client.get(path).text


def test_points_beyond_the_criterions_limit_are_shown_at_their_field(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    path = f"/calls/1/scores/{office.apply('Ana Petrović')}"
    points = {"points.grade_average": "61", "points.language": "many"}
    answer = send(log_in("m.ilic"), path, path, points)
    assert answer.status_code == 422
    assert "From 0 to 60 points." in answer.text
    assert "From 0 to 40 points." in answer.text
    assert 'value="many"' in answer.text


@pytest.mark.parametrize("points", ["²", "4²", "½", "1e400", "NaN", "Infinity", "-1", "1.2.3", ""])
def test_what_is_no_number_of_points_is_told_at_its_field(
    office: OfficeAtWork, log_in: LogIn, points: str
) -> None:
    path = f"/calls/1/scores/{office.apply('Ana Petrović')}"
    fields = {"points.grade_average": points, "points.language": "40"}
    answer = send(log_in("m.ilic"), path, path, fields)
    assert answer.status_code == 422
    assert "From 0 to 60 points." in answer.text
    assert "From 0 to 40 points." not in answer.text


def test_who_does_not_sit_in_the_commission_gives_no_points(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    assert log_in("tuda").get(f"/calls/1/scores/{number}").status_code == 403
    assert log_in("vera").get(f"/calls/1/scores/{number}").status_code == 403


def test_of_many_missing_points_a_cases_page_shows_the_first_and_unfolds_the_others(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, *_numbers = map(office.apply, ("Ana Petrović", "Petar Jović", "Mina Kos"))
    office.now = at("2026-03-19")
    page = html.unescape(log_in("vera").get(f"/cases/{number}").text)
    first_ones, unfolded_part = page.split("Further conditions", 1)
    assert "9 conditions not met" in first_ones
    assert first_ones.count(" has not scored ") == 6
    assert unfolded_part.split("</details>")[0].count(" has not scored ") == 3


def test_the_page_says_whose_points_are_missing_before_anybody_publishes(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    office.score(number, "m.ilic", 30)
    office.now = at("2026-03-19")
    client = log_in("vera")
    page = html.unescape(client.get("/calls/1").text)
    assert "Jovana Kos has not scored" in page
    assert "Stefan Rus has not scored" in page
    assert "by: grade average, language." in page
    assert "BMU-15b" in page
    assert 'action="/calls/1/list' not in page
    refusal = client.post("/calls/1/list", data={"token": token_of(client, "/work")})
    assert refusal.status_code == 409
    assert "Refused, for these reasons" in refusal.text


def test_the_published_list_explains_each_place(office: OfficeAtWork, log_in: LogIn) -> None:
    scored(office)
    client = log_in("vera")
    preview = send(client, "/calls/1", "/calls/1/list")
    assert "list published" not in client.get("/calls/1").text, "nothing is done before it is seen"
    page = html.unescape(confirm(client, preview).text)
    assert "list published, version 1" in page
    places = page.split('id="list"', 1)[1]
    assert places.index("Ana Petrović") < places.index("Petar Jović")
    assert "mean of the members' sums" in places
    assert "not selected" in places, "40 points are fewer than the 50 that are needed"
    assert 'href="/exports/calls/1/list.xlsx"' in places, "the list is taken along from here"


def test_points_are_written_in_one_way_on_the_page(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.apply("Ana Petrović")
    for member, points in (("m.ilic", 39), ("j.kos", 39), ("s.rus", 40)):
        office.score(number, member, points)
    office.now = at("2026-03-19")
    office.publish()
    client = log_in("vera")
    row = client.get("/calls/1").text.split('id="list"', 1)[1].split("</table>")[0]
    assert row.count("78.6667") == 2, "in the column and in the reasons"
    assert "78.67<" not in row
    client.get("/language/sr")
    assert client.get("/calls/1").text.split('id="list"', 1)[1].count("78,6667") == 2


def test_the_day_of_an_interview_is_noted(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.apply("Ana Petrović")
    client = log_in("vera")
    data = {"token": token_of(client, "/work"), "on": "2026-03-10"}
    assert client.post(f"/calls/1/interviews/{number}", data=data).status_code == 200
    assert "Interview with the candidate" in client.get(f"/cases/{number}/history").text
    assert "Tue 10 Mar 2026" in client.get("/calls/1").text
    wrong = client.post(f"/calls/1/interviews/{number}", data={**data, "on": "2026-02-30"})
    assert wrong.status_code == 422


def test_a_seat_on_the_commission_passes_on_and_the_page_says_since_when(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    scored(office)
    client = log_in("vera")
    seat = {"member": "j.kos", "by": "tuda", "from": "2026-03-18", "reason": "She is abroad"}
    page = html.unescape(send(client, "/calls/1", "/calls/1/commission", seat).text)
    assert "From Wed 18 Mar 2026: Tamara Uskok in place of Jovana Kos (She is abroad)" in page
    assert "Tamara Uskok has not scored" in page
    assert "Jovana Kos has not scored" not in page
    history = html.unescape(client.get("/cases/BMU-2026-0001/history").text)
    assert "A member of the commission was replaced" in history


def test_a_candidate_of_the_call_takes_no_seat(office: OfficeAtWork, log_in: LogIn) -> None:
    office.open("Tuda Uskok", address="tuda@bmu.example")
    client = log_in("vera")
    seat = {"member": "j.kos", "by": "tuda", "from": "2026-03-11"}
    answer = send(client, "/calls/1", "/calls/1/commission", seat)
    assert answer.status_code == 409
    assert "is a candidate under this call (BMU-2026-0001)" in html.unescape(answer.text)
    assert "Jovana Kos</li>" in answer.text


def test_members_of_the_commission_hand_out_no_seats(office: OfficeAtWork, log_in: LogIn) -> None:
    client = log_in("m.ilic")
    assert 'action="/calls/1/commission"' not in client.get("/calls/1").text
    data = {"token": token_of(client, "/work"), "member": "j.kos", "by": "tuda"}
    assert client.post("/calls/1/commission", data=data).status_code == 403


def test_a_new_version_of_the_list_shows_what_it_changed_and_why(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    page = html.unescape(log_in("vera").get(corrected(office)).text)
    assert "The appeal of Petar Jović (BMU-2026-0002) against the list was upheld on Mon 23" in page
    change = (
        "Petar Jović (BMU-2026-0002): place 2 → 1; points 40 → 80; "
        "rejected → selected, University of Graz"
    )
    assert change in page
    assert "Ana Petrović (BMU-2026-0001): place 1 → 2" in page
    assert "Made by the commission: Milan Ilić, Jovana Kos, Stefan Rus" in page


def test_a_new_version_is_shown_before_it_is_published_and_then_confirmed(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    _, second = scored(office)
    office.publish()
    appeal = {"on": "2026-03-20", "grounds": "the average"}
    office.advance(second, "lodge_ranking_appeal", appeal, "2026-03-20", "candidate")
    decision = {"reason": "the average was misread"}
    office.advance(second, "uphold_ranking_appeal", decision, "2026-03-23", "rector")
    office.now = at("2026-03-24")
    client = log_in("vera")
    first_preview = send(client, "/calls/1", "/calls/1/list")
    assert "Nothing changes for anybody." in first_preview.text
    office.score_by_all(second, 40, "2026-03-24")
    next_preview = confirm(client, first_preview)
    assert next_preview.status_code == 409
    preview = html.unescape(next_preview.text)
    assert "What follows has changed since you looked" in preview
    why = preview.split("Why there is a new version")[1].split("</section>")[0]
    assert "The appeal of Petar Jović (BMU-2026-0002) against the list was upheld on Mon 23" in why
    assert "Petar Jović (BMU-2026-0002): place 2 → 1; points 40 → 80" in preview
    assert "1. Petar Jović (BMU-2026-0002): points 80, selected, University of Graz" in preview
    page = client.get("/calls/1").text
    assert "list published, version 1" in page, "what was confirmed is no longer the list"
    assert "list published, version 2" in confirm(client, next_preview).text


def test_a_published_list_without_a_cause_for_a_new_one_is_not_published_again(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    scored(office)
    office.publish()
    client = log_in("vera")
    assert 'action="/calls/1/list' not in client.get("/calls/1").text
    refusal = client.post("/calls/1/list", data={"token": token_of(client, "/work")})
    assert refusal.status_code == 409
    assert "no appeal against it was upheld" in html.unescape(refusal.text)
    assert "list published, version 1" in refusal.text


def test_the_list_says_why_an_application_was_not_considered(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    page = html.unescape(log_in("vera").get(corrected(office)).text)
    left_out = page.split("Applications not considered", 1)[1].split("</ul>", 1)[0]
    assert "Mila Savić" in left_out and "The certificate is forged." in left_out
    assert "Iva Rakić" in left_out and "Missing document: CV." in left_out
    assert "Nikola Jović" not in left_out, "who handed in nothing has not applied (BEE-C2)"


def corrected(office: OfficeAtWork) -> str:
    """A list that an appeal changed; one refused, one incomplete, one who never applied."""
    _, second = scored(office)
    mila = office.apply("Mila Savić")
    office.advance(mila, "refuse_application", {"reason": "The certificate is forged."})
    never, incomplete = office.open("Nikola Jović"), office.open("Iva Rakić")
    office.record(incomplete, "document", {"kind": "passed_exams"})
    for number in (never, incomplete):
        office.advance(number, "lapse", day="2026-03-17", role="system")
    office.publish()
    appeal = {"on": "2026-03-20", "grounds": "the average"}
    office.advance(second, "lodge_ranking_appeal", appeal, "2026-03-20", "candidate")
    decision = {"reason": "the average was misread"}
    office.advance(second, "uphold_ranking_appeal", decision, "2026-03-23", "rector")
    office.score_by_all(second, 40, "2026-03-24")
    office.publish("2026-03-24")
    office.now = at("2026-03-25")
    return "/calls/1"


def chosen_call(office: OfficeAtWork) -> dict[str, str]:
    """Two members of staff applied in a call without a commission; their fields by name."""
    with write_transaction(office.app.engine) as connection:
        act = Act(
            connection, office.app.office, office.actor("mobility_coordinator"), at("2026-03-02")
        )
        host = Host("University of Graz", "staff@graz.example", "AT", 1)
        call = Call(
            "Staff of spring", date(2026, 3, 2), date(2026, 3, 16), hosts=(host,),
            criteria={"work_plan": Decimal(60), "development": Decimal(40)},
        )  # fmt: skip
        office.call_id = open_call(act, "bmu", "outgoing-training", call)
    fields = {}
    for name in ("Mira Savić", "Zora Ilić"):
        with write_transaction(office.app.engine) as connection:
            act = Act(
                connection,
                office.app.office,
                office.actor("mobility_coordinator"),
                at("2026-03-10"),
            )
            address = f"{name.split()[0].lower()}@bmu.example"
            person = Candidate(name, address, employed=True, staff="non_teaching")
            number = open_case(act, office.call_id, person).number
        days = {"from": "2026-10-05", "to": "2026-10-09"}
        application = {"hosts": ["University of Graz"], "programme": "bilateral", **days}
        office.advance(number, "submit_application", application)
        fields[name] = f"place.{number}"
    office.now = at("2026-03-19")
    return fields


def test_the_rector_puts_staff_in_order_where_the_call_names_no_commission(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    mira, zora = chosen_call(office).values()
    path = f"/calls/{office.call_id}"
    assert f'name="{mira}"' not in log_in("vera").get(path).text, "it is not hers to choose"
    rector = log_in("rektor")
    assert "The call names no commission" in rector.get(path).text
    for places in ({mira: "1", zora: "1"}, {mira: "1", zora: "²"}, {mira: "1", zora: ""}):
        wrong = send(rector, path, f"{path}/list", places)
        assert wrong.status_code == 422
        assert "the order names every application once; missing: " in html.unescape(wrong.text)
        assert f'name="{mira}" value="1"' in wrong.text
    preview = send(rector, path, f"{path}/list", {mira: "2", zora: "1"})
    page = html.unescape(confirm(rector, preview).text)
    places = page.split('id="list"', 1)[1]
    assert places.index("Zora Ilić") < places.index("Mira Savić")
    assert "chosen for place 1" in places
    assert "None" not in places


def test_an_unknown_call_is_a_clean_404(log_in: LogIn) -> None:
    assert log_in("vera").get("/calls/77").status_code == 404


def test_the_list_of_calls_says_how_far_each_has_come(office: OfficeAtWork, log_in: LogIn) -> None:
    office.apply("Ana Petrović")
    client = log_in("vera")
    assert "open for applications" in client.get("/calls").text
    assert "1 application" in client.get("/calls").text
    office.now = at("2026-03-19")
    assert "closed, the list is being made" in client.get("/calls").text
