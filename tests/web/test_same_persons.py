"""On a case's page: that two addresses are one person's, said with a reason and taken back."""

from __future__ import annotations

from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork


def test_two_cases_are_put_together_on_the_page_and_told_apart_again(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    first, other = office.open("Ana Petrović"), office.open("Boris Savić")
    client, page = log_in("vera"), f"/cases/{other}"
    dossier, history = f"{page}/dossier", f"{page}/history"
    answer = send(client, dossier, f"{page}/person", {"case": first, "reason": "He told us"})
    assert answer.status_code == 200
    assert f'href="/cases/{first}"' in answer.text
    assert "Two persons are one" in client.get(history).text
    assert "He told us" in client.get(history).text
    assert f'href="/cases/{other}"' in client.get(f"/cases/{first}/dossier").text
    apart = send(client, dossier, f"{page}/person", {"reason": "It was his brother"})
    assert f'href="/cases/{first}"' not in apart.text
    assert "Two persons after all" in client.get(history).text


def test_what_can_not_be_is_told_in_a_sentence(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.open("Ana Petrović")
    client, page = log_in("vera"), f"/cases/{number}"
    for values, sentence, field in (
        ({"case": "BMU-1999-0001", "reason": "So"}, "there is no case BMU-1999-0001", "case"),
        ({"case": number, "reason": "So"}, "the two are one person already", "case"),
        ({"reason": "So"}, "nobody said that the candidate", "case"),
    ):
        answer = send(client, f"{page}/dossier", f"{page}/person", values)
        assert answer.status_code == 422
        problem = answer.text.split(f'id="person-{field}-problem"')[1].split("</p>")[0]
        assert sentence in problem
        assert 'value="So"' in answer.text, "what was typed stays"


def test_a_reason_that_is_missing_is_told_at_the_reason(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    first, other = office.open("Ana Petrović"), office.open("Boris Savić")
    client, page = log_in("vera"), f"/cases/{other}"
    client.get("/language/sr")
    answer = send(client, f"{page}/dossier", f"{page}/person", {"case": first, "reason": " "})
    assert answer.status_code == 422
    problem = answer.text.split('id="person-reason-problem"')[1].split("</p>")[0]
    assert "разлог мора бити наведен" in problem
    assert f'value="{first}"' in answer.text


def test_who_may_not_say_so_is_offered_no_form(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.open("Ana Petrović")
    page = f"/cases/{number}"
    assert f'action="{page}/person"' in log_in("vera").get(f"{page}/dossier").text
    assert f'action="{page}/person"' not in log_in("studentska").get(f"{page}/dossier").text
