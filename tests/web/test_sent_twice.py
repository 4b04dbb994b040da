"""Every form of every page is sent twice, as it was filled in: the second has no effect, and says
so. Whoever opens the page anew may do the same once more."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Final

from tests.web.bad_input import every_form, work_of
from tests.web.browsing import LogIn, send, token_of
from tests.web.eventful_office import much_has_happened
from tests.web.office_at_work import OfficeAtWork
from tests.web.page_forms import Field, PageForm

SAID: Final = ("sent twice", "meanwhile", "already", "Nothing was saved", "no such page")
SOUND: Final[Mapping[str, str]] = {
    "text": "Proba", "textarea": "Proba", "search": "Proba", "tel": "011", "number": "1",
    "date": "2026-03-27", "email": "proba@students.example", "url": "https://proba.example/",
    "password": "tri sveske i jedna olovka",
}  # fmt: skip
BY_NAME: Final = {
    "country": "AT", "erasmus_code": "A GRAZ01", "field": "0613", "ects": "7", "semester": "2",
    "grades": "1; 10\n2; 90", "closes": "2026-04-20", "base_url": "http://proba.example",
    "name_in_other_script": "Проба",
}  # fmt: skip
LEAST: Final = 60
"""So many forms have an effect as they are filled in here; the others say what they lack."""


def filled_in(form: PageForm) -> dict[str, object]:
    """Something in each field that stands empty: most forms have an effect then."""
    return {part.name: value for part in form.fields if (value := _sound(part))}


def _sound(part: Field) -> str | None:
    if part.is_typed and not part.value:
        return BY_NAME.get(part.name.rpartition(".")[2], SOUND[part.kind])
    if part.kind in ("select", "radio", "checkbox") and not part.value:
        return next(filter(None, part.options), None)
    return None


def test_a_form_that_is_sent_twice_has_one_effect_and_says_so(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    effective, wrong = 0, {}
    for form in every_form(log_in, much_has_happened(office, log_in)):
        sheet, before = form.anew(), work_of(office)
        data = filled_in(sheet.form)
        sheet.send(data)
        once = work_of(office)
        if once == before:
            continue
        second, effective = sheet.send(data), effective + 1
        text = unescape(second.text)
        if work_of(office) != once:
            wrong[sheet.form.action] = "has a second effect"
        elif second.status_code < 400 or not any(words in text for words in SAID):
            wrong[sheet.form.action] = f"answers {second.status_code} as if it were done again"
    assert wrong == {}
    assert effective >= LEAST


def test_the_same_may_be_done_again_from_the_page_opened_anew(log_in: LogIn) -> None:
    head, task = log_in("dusan"), {"title": "Call the faculties", "login": "dusan"}
    send(head, "/plans", "/meetings", {"day": "2026-03-30"})
    page, tasks = "/meetings/2026-03-30", "/meetings/2026-03-30/tasks"
    form = {**task, "token": token_of(head, page)}
    assert head.post(tasks, data=form, follow_redirects=False).status_code == 303
    again = head.post(tasks, data=form)
    assert again.status_code == 409 and f'href="{page}#tasks"' in again.text
    assert head.get(page).text.count("Call the faculties") == 1
    assert head.post(tasks, data={**form, "title": "Call the host"}).status_code == 200
    assert send(head, page, tasks, task).status_code == 200
    assert head.get(page).text.count("Call the faculties") == 2


def test_what_was_refused_may_be_sent_again_and_what_comes_at_once_is_done_once(
    log_in: LogIn,
) -> None:
    head, contact = log_in("dusan"), "/reference/partners/1/contacts"
    token = token_of(head, "/reference/partners/1")
    wrong = {"name": "Eva", "email": "nowhere", "duty": "Incoming", "token": token}
    assert [head.post(contact, data=wrong).status_code for _ in range(2)] == [422, 422]
    right = {**wrong, "email": "eva@graz.example"}

    def post(_: int) -> int:
        return int(head.post(contact, data=right, follow_redirects=False).status_code)

    with ThreadPoolExecutor(4) as together:
        answers = sorted(together.map(post, range(4)))
    assert answers == [303, 409, 409, 409]
