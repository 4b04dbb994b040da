"""A plan of more lines than a page takes: shown in pages, person by person, and whole for paper."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from persistence import plans, tasks
from persistence.database import write_transaction
from persistence.staff import members
from persistence.tasks import NewTask
from tests.web.browsing import LogIn, token_of
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.statements import statements_of
from tests.web.test_exported_lists import sheet

WEEK = "/plans/week/2026-03-16"
OF_ANA, OF_NOBODY, MANY = 30, 40, 3_000


def begun(office: OfficeAtWork, head: TestClient, by_whom: dict[str, int]) -> None:
    """The Head has begun a plan, and so many tasks have come into it for each."""
    head.post(f"{WEEK}/begin", data={"token": token_of(head, "/plans")})
    with write_transaction(office.app.engine) as connection:
        plan = plans.newest_plans(connection, "bmu")[0]
        staff = {member.login: member.id for member in members(connection)}
        for login, number in by_whom.items():
            for place in range(1, number + 1):
                new_task = NewTask("bmu", f"Task {login}{place:04}.", staff.get(login), None)
                task_id = tasks.add_task(connection, new_task, "Dušan Perić", at("2026-03-16"))
                plans.put_into(connection, plan, task_id)


def titles(client: TestClient, address: str) -> list[str]:
    rows = client.get(address).text.split('<th scope="row" class="who">')[1:]
    return [match.group() for row in rows if (match := re.search(r"[a-z.]*\d{4}\.", row))]


def test_its_lines_are_paged_person_by_person_and_each_is_on_one_page(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head = log_in("dusan")
    begun(office, head, {"": OF_NOBODY, "ana.k": OF_ANA})
    first, second = titles(head, WEEK), titles(head, f"{WEEK}?page=2")
    of_ana = [f"ana.k{place:04}." for place in range(1, OF_ANA + 1)]
    of_nobody = [f"{place:04}." for place in range(1, OF_NOBODY + 1)]
    assert first + second == of_ana + of_nobody and len(first) == 50
    page = head.get(f"{WEEK}?page=2").text
    assert "51–70 of 70 lines" in page and "0 / 70 done" in page
    assert f'Nobody yet <span class="count">{OF_NOBODY}</span>' in page
    assert titles(head, f"{WEEK}?page=99") == second


def test_who_changes_a_line_comes_back_to_the_page_where_it_stands_then(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head = log_in("dusan")
    begun(office, head, {"": OF_NOBODY, "ana.k": OF_ANA})

    def changed(title: str, **fields: str) -> str:
        page = next(at for at in (WEEK, f"{WEEK}?page=2") if title in titles(head, at))
        before_it = head.get(page).text.split(f"Task {title}")[0]
        line = re.findall(r'id="line-(\d+)"', before_it)[-1]
        form = {"token": token_of(head, "/plans"), **fields}
        answer = head.post(f"/plans/lines/{line}", data=form, follow_redirects=False)
        return answer.headers["location"].replace(line, "N")

    assert changed("0021.", what="up") == f"{WEEK}#line-N", "it was the first of the second page"
    assert titles(head, f"{WEEK}?page=2")[0] == "0020."
    assert changed("0039.", what="down") == f"{WEEK}?page=2#line-N"
    assert changed("0039.", what="assign", login="ana.k") == f"{WEEK}#line-N"
    assert changed("0038.", what="leave_out") == f"{WEEK}?page=2#line-N"
    task = re.findall(r'action="(/tasks/\d+/tick)"', head.get(f"{WEEK}?page=2").text)[0]
    back = re.findall(r'name="back" value="([^"]*)"', head.get(f"{WEEK}?page=2").text)[0]
    form = {"token": token_of(head, "/plans"), "done": "yes", "back": back}
    assert head.post(task, data=form, follow_redirects=False).headers["location"].endswith("page=2")


def test_for_paper_and_as_a_file_it_is_whole(office: OfficeAtWork, log_in: LogIn) -> None:
    head = log_in("dusan")
    begun(office, head, {"": OF_NOBODY, "ana.k": OF_ANA})
    assert f'href="{WEEK}?whole=yes"' in head.get(WEEK).text
    whole = head.get(f"{WEEK}?whole=yes").text
    assert len(titles(head, f"{WEEK}?whole=yes")) == OF_ANA + OF_NOBODY
    assert "/plans/lines/" not in whole, "it is only read"
    assert len(sheet(head, f"{WEEK.lstrip('/')}.xlsx?page=2")) == 1 + OF_ANA + OF_NOBODY


def test_a_plan_with_thousands_of_lines_opens_with_as_few_questions(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head = log_in("dusan")
    begun(office, head, {"ana.k": MANY})
    with statements_of(office.app.engine) as statements:
        answer = head.get(f"{WEEK}?page=40")
    assert len(statements.questions) <= 6
    assert len(answer.content) < 200_000
    assert "1,951–2,000 of more than 2,000 lines" in answer.text
