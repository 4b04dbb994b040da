"""What nobody should send and somebody will, and what is no answer to it: for walks over forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Final, NamedTuple

from httpx import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from persistence.database import reading
from persistence.tables import metadata
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork
from tests.web.page_forms import PageForm, forms_of
from tests.web.page_registry import MORE, OF_MEMBERS, PAGES

TYPED: Final = (
    "", "x" * 10_000, "👩‍👩‍👧 \u202eتجربة\u202c <script>alert(1)</script>'\"&;--", "²",
    "2026-02-30", "0001-01-01", "9" * 40, "-1", "a;b\nc;\0\7\n",
)  # fmt: skip
BLANK_MEANS: Final = {"interrupted_days": "0", "earlier_mobilities": "0"}
"""What a field that nothing is written into stands for, and shows from then on."""
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
QUOTED: Final = re.compile(r'<blockquote class="typed"[^>]*>(.*?)</blockquote>', re.DOTALL)
"""What was typed into a form that the page has no more."""
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
ASIDE: Final = ("drafts", "sessions", "login_failures")
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
    submits = [part for part in form.fields if part.kind == "submit" and part.name]
    for first in range(0, max(len(TYPED), 2 * len(texts)) if texts else 0, len(texts) or 1):
        yield {name: TYPED[(first + n) % len(TYPED)] for n, name in enumerate(texts)}, None
    last_choices: dict[str, object] = {
        part.name: part.options[-1] for part in form.fields if part.options
    }
    if texts and last_choices:
        yield {**dict.fromkeys(texts, TYPED[4]), **last_choices}, None
    kept_texts = [name for name in texts if not name.startswith("pasted_cells.")]
    for button in submits:
        yield {**dict.fromkeys(kept_texts, TYPED[4]), button.name: button.value}, None
    for value in CHOSEN:
        yield dict.fromkeys(choices - {"token", ""}, value), None
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
    """The fields of a refused form that do not hold any more what was typed into them or chosen;
    empty where nothing is lost. What is there no more, since somebody was quicker, is quoted."""
    if answer.status_code not in (409, 413, 422):
        return ""
    values: dict[str, set[str]] = {}
    for form in forms_of(answer.text, sheet.page):
        for part in form.fields:
            values.setdefault(part.name, set()).add(_as_compared(part.value))
    quotes = {_as_compared(unescape(text)) for text in QUOTED.findall(answer.text)}
    lost_names = {
        part.name
        for part in sheet.form.fields
        if part.name in data.keys() - FORGOTTEN.keys()
        and (part.is_typed or data[part.name] in part.options)
        and _as_compared(data[part.name] or BLANK_MEANS.get(part.name.rpartition(".")[2]))
        not in values.get(part.name, {""}) | quotes
    }
    return f"loses {', '.join(sorted(lost_names))}" if lost_names else ""


def _as_compared(value: object) -> str:
    """A value without what no form keeps: blanks around it, and signs that cannot be written."""
    return " ".join(re.sub(r"[^\w\s;<>-]", "", str(value or "")).split())


def problems(sheets: Iterable[Sheet]) -> dict[str, str]:
    """What is no answer for people, of whatever is sent into forms, and what is lost of it."""
    wrong = {}
    for sheet in sheets:
        for data, file in tries(sheet.form):
            answer = sheet.send(data, file)
            problem = wrong_with(answer) or lost_of(sheet, data, answer)
            if answer.status_code == 303:
                sheet = sheet.anew()
            if problem:
                wrong[f"{sheet.form.action} {str(data)[:100]} {str(file)[:40]}"] = problem
    return wrong


def work_of(office: OfficeAtWork) -> set[str]:
    """All that the office has written, but for drafts and sessions."""
    tables = [table for table in metadata.sorted_tables if table.name not in ASIDE]
    with reading(office.app.engine) as connection:
        return {
            f"{table.name} {tuple(row)}"
            for table in tables
            for row in connection.execute(select(table))
        }
