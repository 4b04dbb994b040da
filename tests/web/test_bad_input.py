"""What nobody should send and somebody will: every form of every page, as each role finds it.

Into each field goes what breaks programs: nothing, ten thousand letters, emoji, what is written
from right to left, HTML, days that there are not, huge numbers, files of another kind. Each form is
sent with another session's token, after the session ended, and by who has lost every role.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from html import unescape
from typing import Final, NamedTuple

from httpx import Response
from sqlalchemy import delete
from starlette.testclient import TestClient

from persistence.database import write_transaction
from persistence.tables import role_assignments, sessions
from tests.web.browsing import LogIn
from tests.web.eventful_office import much_has_happened
from tests.web.office_at_work import OfficeAtWork
from tests.web.page_forms import PageForm, forms_of
from tests.web.page_registry import MORE, OF_MEMBERS, PAGES

TYPED: Final = (
    "", "x" * 10_000, "👩‍👩‍👧 \u202eتجربة\u202c <script>alert(1)</script>'\"&;--", "²",
    "2026-02-30", "0001-01-01", "9" * 40, "-1", "a;b\nc;\0\7\n",
)  # fmt: skip
FORGOTTEN: Final = {
    "password": "a password is never shown again",
    "again": "a password is never shown again",
}
"""Fields that come back empty, and why."""
CHOSEN: Final = ("²", "9" * 40)
"""What nobody can choose of a list, and a program can send."""
FILES: Final = (
    ("x.pdf", b""), ("x.xlsx", b"PK\3\4junk"), ("x.csv", b"\xff\xfe\0"),
    ("../" + "😀" * 300 + ".pdf", b"MZ\0"),
)  # fmt: skip
ANSWERS: Final = (200, 303, 400, 401, 403, 404, 409, 410, 413, 422)
WHO_LOOKS: Final = {
    "dusan": (*PAGES.values(), *MORE.values()),
    "vera": ("/cases/{applied}", "/cases/{agreed}/colleagues", "/imports/partners/bmu"),
    "ana.k": ("/cases/{agreed}/agreement", "/cases/{agreed}/stay"),
    "m.ilic": tuple(OF_MEMBERS.values()),
}
"""Who between them find every form, and where."""
NO_WORK: Final = re.compile(r"^/log(in|out)$|/sessions/|/account/password")
"""Forms after which whoever sent them must log in again."""
ASIDE: Final = re.compile(r'INSERT INTO "?(drafts|sessions|login_failures|sqlite_sequence)"?')
"""What was typed and who is logged in: no work of the office."""


class Sheet(NamedTuple):
    """A form on somebody's page."""

    client: TestClient
    page: str
    form: PageForm

    def send(self, data: Mapping[str, object], file: tuple[str, bytes] | None = None) -> Response:
        """Sends the form with other values in some fields; a file goes into each that takes one."""
        names = [part.name for part in self.form.fields if part.kind == "file"]
        files = dict.fromkeys(names, file) if file else None
        values = {**self.form.data(), **data}
        return self.client.post(self.form.action, data=values, files=files, follow_redirects=False)

    def anew(self) -> Sheet:
        """The form as it stands on the page now; the same where it is there no more."""
        now = forms_of(self.client.get(self.page).text, self.page)
        return next(
            (self._replace(form=form) for form in now if form.looks == self.form.looks), self
        )


def sheets_on(client: TestClient, page: str) -> Iterator[Sheet]:
    """The forms of a page, and those that it fetches when they are unfolded."""
    text = client.get(page).text
    yield from (Sheet(client, page, form) for form in forms_of(text, page))
    for part in sorted(set(re.findall(r'hx-get="(/cases/[^"#]*/facts/[^"#]*)', text))):
        yield from sheets_on(client, unescape(part))


def every_form(log_in: LogIn, places: Mapping[str, str]) -> Iterator[Sheet]:
    """Each form once, as the first of those who find it."""
    looks: set[tuple[str, ...]] = set()
    for login, pages in WHO_LOOKS.items():
        client = log_in(login)
        for path in pages:
            for sheet in sheets_on(client, path.format(**places)):
                if sheet.form.looks not in looks and not NO_WORK.search(sheet.form.action):
                    looks.add(sheet.form.looks)
                    yield sheet


def tries(form: PageForm) -> Iterator[tuple[dict[str, object], tuple[str, bytes] | None]]:
    """What is sent: each value in some field that is typed, and each other kind of file."""
    texts = list(dict.fromkeys(part.name for part in form.fields if part.is_typed))
    choices = {part.name for part in form.fields if not part.is_typed and part.kind != "file"}
    for first in range(0, max(len(TYPED), 2 * len(texts)) if texts else 0, len(texts) or 1):
        yield {name: TYPED[(first + n) % len(TYPED)] for n, name in enumerate(texts)}, None
    for value in CHOSEN:
        yield dict.fromkeys(choices - {"token"}, value), None
    if any(part.kind == "file" for part in form.fields):
        yield from (({}, file) for file in FILES)


def wrong_with(answer: Response) -> str:
    """What is no answer for people in it; empty where there is nothing."""
    if answer.status_code not in ANSWERS:
        return f"answers {answer.status_code}"
    if answer.status_code != 303 and not re.search(r"<h1|<h2|<form|role=", answer.text):
        return f"answers {answer.status_code} without a page"
    return "runs what was typed" if "<script>alert" in answer.text else ""


def lost_of(sheet: Sheet, data: Mapping[str, object], answer: Response) -> str:
    """The fields of a refused form that do not hold any more what was typed into them; empty where
    nothing is lost."""
    if answer.status_code != 422:
        return ""
    fields = [part for form in forms_of(answer.text, sheet.page) for part in form.fields]
    values = {(part.name, _as_compared(part.value)) for part in fields}
    names = {part.name for part in sheet.form.fields if part.is_typed} & data.keys()
    lost_names = {name for name in names if (name, _as_compared(data[name])) not in values}
    lost_names -= FORGOTTEN.keys()
    return f"loses {', '.join(sorted(lost_names))}" if lost_names else ""


def _as_compared(value: object) -> str:
    """A value without what no form keeps: blanks around it, and signs that cannot be written."""
    return " ".join(re.sub(r"[^\w\s;<>-]", "", str(value or "")).split())


def test_whatever_is_sent_into_any_form_is_answered_with_a_page(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    places, wrong, count = much_has_happened(office, log_in), {}, 0
    for sheet in every_form(log_in, places):
        for data, file in tries(sheet.form):
            answer, count = sheet.send(data, file), count + 1
            problem = wrong_with(answer)
            if answer.status_code == 303:
                sheet = sheet.anew()
            if problem:
                wrong[sheet.form.action, str(data)[:200], str(file)] = problem
    assert wrong == {}
    assert count > 500


def work_of(office: OfficeAtWork) -> set[str]:
    """All that the office has written, but for drafts and sessions."""
    with closing(sqlite3.connect(office.app.office.data / "office.db")) as database:
        return {line for line in database.iterdump() if not ASIDE.match(line)}


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
