"""How colleagues share a case on its page: who has it, holds, comments, followers."""

from __future__ import annotations

from starlette.testclient import TestClient

from persistence import handling
from persistence.database import reading
from tests.web import journey
from tests.web.browsing import LogIn, token_of
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.page_forms import PageForm, forms_of


def nominated(office: OfficeAtWork) -> str:
    """A case whose host's answer is awaited since 30 March 2026; its number."""
    number = journey.nominated(office)
    office.now = at("2026-03-31")
    return number


def send(client: TestClient, number: str, act: str, **values: str) -> str:
    """Sends a form of the page of colleagues; the page that comes then."""
    data = {"token": token_of(client, f"/cases/{number}/colleagues"), **values}
    answer = client.post(f"/cases/{number}/colleagues/{act}", data=data)
    assert answer.status_code in (200, 409, 422), answer.text
    return answer.text


def test_a_coordinator_takes_a_case_and_the_page_says_so(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    vera = log_in("vera")
    page = vera.get(f"/cases/{number}/colleagues").text
    assert "nobody in particular" in page
    answer = send(vera, number, "take", key="k1")
    assert 'role="status"' in answer
    assert "Took the case" in answer
    assert "Give it back" in answer
    assert "Took the case" in log_in("dusan").get(f"/cases/{number}/colleagues").text


def test_two_who_assign_at_once_the_second_is_told_who_has_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    vera, dusan = log_in("vera"), log_in("dusan")
    send(vera, number, "take")
    answer = send(dusan, number, "assign", assignee="ana.k", expected="")
    assert "Reassigned to Vera Simić meanwhile. Nothing was changed." in answer
    assert 'role="alert"' in answer


def test_a_hold_keeps_what_was_typed_where_its_day_is_wrong(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    vera = log_in("vera")
    for until in ("", "2026-02-30", "soon", "1999-01-01"):
        page = send(vera, number, "hold", until=until, reason="Graz <closes>")
        assert 'id="hold-until-problem"' in page
        assert "Graz &lt;closes&gt;</textarea>" in page


def test_a_wrong_day_and_no_reason_are_told_at_once(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    vera = log_in("vera")
    for until, sentence in (("1999-01-01", "must be after today"), ("soon", "as a date")):
        page = send(vera, number, "hold", until=until, reason="  ")
        banner = page.partition('role="alert"')[2].partition("</div>")[0]
        assert sentence in banner and "Say why the case waits." in banner
        assert 'id="hold-until-problem"' in page and 'id="hold-reason-problem"' in page


def test_a_hold_says_plainly_whether_the_limit_runs(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    vera = log_in("vera")
    assert "Stop the limit too" in vera.get(f"/cases/{number}/colleagues").text
    assert "No limit is stopped." in send(vera, number, "hold", until="2026-06-01", reason="Easter")
    assert "The limit ends while the case is on hold." in (
        vera.get(f"/cases/{number}/colleagues").text
    )
    service = log_in("studentska")
    assert "A hold stops no limit here" in service.get(f"/cases/{number}/colleagues").text
    back = send(vera, number, "end-hold")
    assert "Brought back from hold" in back
    version = str(office_version(office, number))
    answer = send(
        vera, number, "hold", until="2026-06-01", reason="Easter", stops_time="yes", version=version
    )
    assert "The limit is stopped until then." in answer


def test_of_a_case_that_was_late_a_hold_says_so_and_the_list_says_that_its_limit_runs(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    office.now = at("2026-06-22")
    vera = log_in("vera")
    page = send(vera, number, "hold", until="2026-07-01", reason="Graz answers in July")
    assert "The limit had passed before." in page
    assert "The limit ends while the case is on hold." not in page
    line = (
        vera.get("/work?tab=hold").text.partition("Graz answers in July")[2].partition("</tr>")[0]
    )
    assert "No limit is stopped." in line


def test_who_can_not_have_a_case_is_called_by_name(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    page = send(log_in("vera"), number, "assign", assignee="studentska", expected="")
    assert "Sanja Ilić holds no role today that may do what the case waits for" in page


def hold_form(client: TestClient, number: str) -> PageForm:
    """The form by which a case is put on hold."""
    page = f"/cases/{number}/colleagues"
    forms = forms_of(client.get(page).text, page)
    return next(form for form in forms if form.action.endswith("/hold"))


def test_a_pause_is_ticked_where_it_moves_the_limit_and_not_where_that_is_tied_to_a_day(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, vera = nominated(office), log_in("vera")
    assert "stops_time" in hold_form(vera, number).data(), "the host's answer has a term of weeks"
    office.advance(number, "host_accepts", journey.STAY, "2026-04-07")
    form = hold_form(vera, number)
    assert "stops_time" in {part.name for part in form.fields} - form.data().keys()
    page = vera.post(form.action, data={**form.data(), "reason": "Easter"}).text
    assert "No limit is stopped." in page, "the agreement is due the day before the stay begins"


def office_version(office: OfficeAtWork, number: str) -> int:
    with reading(office.app.engine) as connection:
        case = handling.read(connection, office.case_id(number))
    assert case is not None
    return case.version


def test_a_comment_is_shown_as_it_was_written_and_an_unknown_name_is_told(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    vera = log_in("vera")
    page = send(vera, number, "comment", text="@nobody look", key="c1")
    assert "called @nobody" in page
    assert "@nobody look</textarea>" in page
    page = send(vera, number, "comment", text="@ana.k <b>please</b>\nlook", key="c2")
    assert "@ana.k &lt;b&gt;please&lt;/b&gt;\nlook" in page
    again = send(vera, number, "comment", text="@ana.k <b>please</b>\nlook", key="c2")
    assert again.count("&lt;b&gt;please") == 1


def test_one_follows_a_case_and_stops(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    vera = log_in("vera")
    result = "<b>Done:</b>"
    page = send(vera, number, "follow", by_mail="yes")
    assert "You follow this case, by mail" in page and f"{result} You follow this case" in page
    page = send(vera, number, "unfollow")
    assert "You follow this case" not in page and f"{result} You no longer follow" in page


def test_a_reminder_leaves_once_a_day(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    dusan = log_in("dusan")
    assert "Reminded: Vera Simić" in send(dusan, number, "remind", key="r1")
    assert "A reminder left today already" in send(dusan, number, "remind", key="r2")


def test_a_member_of_the_commission_reads_no_comments(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    assert log_in("m.ilic").get(f"/cases/{number}/colleagues").status_code == 403


def test_what_is_no_act_and_no_case_is_not_found(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    vera = log_in("vera")
    data = {"token": token_of(vera, "/work")}
    assert vera.post(f"/cases/{number}/colleagues/steal", data=data).status_code == 404
    assert vera.get("/cases/BMU-2026-99999999999999999999/colleagues").status_code == 404


def test_the_page_is_written_in_serbian(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    vera = log_in("vera")
    vera.cookies.set("language", "sr")
    office.now = at("2026-04-21")
    page = vera.get(f"/cases/{number}/colleagues").text
    for sentence in ("Међу колегама", "Преузмите предмет", "Одложите предмет", "Пратите предмет"):
        assert sentence in page


def test_the_page_of_the_case_says_who_has_it_and_takes_it_in_one_click(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    vera = log_in("vera")
    data = {"token": token_of(vera, f"/cases/{number}"), "back": "case", "expected": ""}
    answer = vera.post(f"/cases/{number}/colleagues/take", data=data)
    assert answer.url.path == f"/cases/{number}"
    assert "Took the case" in answer.text
    assert f'href="/cases/{number}/colleagues"' in answer.text
    assert 'id="colleagues"' not in log_in("m.ilic").get(f"/cases/{number}").text
