"""What nobody should send and somebody will: every form of every page, as each role finds it.

Into each field goes what breaks programs: nothing, ten thousand letters, emoji, what is written
from right to left, HTML, days that there are not, huge numbers, files of another kind. Each form is
sent with another session's token, after the session ended, and by who has lost every role.
"""

from __future__ import annotations

import re
from itertools import tee

from sqlalchemy import delete

from persistence.database import write_transaction
from persistence.tables import role_assignments, sessions
from tests.web.bad_input import (
    NO_WORK,
    every_form,
    problems,
    sheets_on,
    tries,
    work_of,
    wrong_with,
)
from tests.web.browsing import LogIn
from tests.web.eventful_office import much_has_happened
from tests.web.office_at_work import OfficeAtWork


def test_whatever_is_sent_into_any_form_is_answered_with_a_page(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    sheets, sheets_again = tee(every_form(log_in, much_has_happened(office, log_in)))
    assert problems(sheets) == {}
    assert sum(len(list(tries(sheet.form))) for sheet in sheets_again) > 500


def test_a_form_of_another_session_of_an_ended_one_or_of_a_role_that_ended_writes_nothing(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    sheets = list(every_form(log_in, much_has_happened(office, log_in)))
    before = work_of(office)
    for sheet in sheets:
        refusal = sheet.send({"token": "0" * 64})
        assert refusal.status_code in (303, 403), sheet.form.action
    assert work_of(office) == before
    for table in (role_assignments, sessions):
        with write_transaction(office.app.engine) as connection:
            connection.execute(delete(table))
        before = work_of(office)
        for sheet in sheets:
            refusal = sheet.send({})
            assert wrong_with(refusal) == "" and refusal.status_code != 422, sheet.form.action
            assert refusal.headers.get("location", "/login").startswith("/login"), sheet.form.action
        assert work_of(office) == before


def test_the_forms_of_passwords_and_sessions_take_anything_and_change_nothing(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    """Those that the walk leaves out, because whoever sends them well must log in again."""
    client, other, page = log_in("dusan"), log_in("vera"), "/people/vera"
    sheets = [
        sheet
        for at in ("/account", page)
        for sheet in sheets_on(client, at)
        if NO_WORK.search(sheet.form.action) and sheet.form.action != "/logout"
    ]
    assert {sheet.form.action.rpartition("/")[2] for sheet in sheets} == {"password", "end"}
    before = work_of(office)
    (password,) = (sheet for sheet in sheets if sheet.form.action == "/account/password")
    for data, _ in tries(password.form):
        if data:
            answer = password.send(data)
            assert wrong_with(answer) == "" and answer.status_code == 422, (data, answer.text[:99])
            assert "x" * 99 not in answer.text, "no password is shown again"
    (end,) = {sheet.form.action for sheet in sheets if sheet.form.action.endswith("/end")}
    token = str(sheets[0].form.data()["token"][0])
    for session in ("0", "-1", "²", "9" * 40, "x" * 500, "999999"):
        wild = re.sub(r"\d+/end$", f"{session}/end", end)
        answer = client.post(wild, data={"token": token}, follow_redirects=False)
        assert wrong_with(answer) == "", session
        assert answer.status_code == (303 if session in ("0", "-1", "999999") else 404), session
    assert work_of(office) == before
    assert other.get("/work", follow_redirects=False).status_code == 200
    for _ in range(2):
        client.post(end, data={"token": token}, follow_redirects=False)
    lines = [line for line in work_of(office) - before if "session_ended" in line]
    assert len(lines) == 1, "sent twice it ends once"
