"""The page of a case that moved onto another version: its history and its way, in words."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from office.config_file import REGULATIONS
from persistence.database import write_transaction
from rules.migration import Plan
from states.decision import Actor
from tests.web.browsing import LogIn
from tests.web.journey import STAY
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.test_cases import nominated
from tests.workflows.cases.versions import NEW, OLD, REASON, with_two_versions
from workflows.act import Act
from workflows.cases.migration import migrate_case
from workflows.running.bootstrap import open_app


@pytest.fixture
def office(new_office: Path, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """The office with a later version of outgoing studies, in force from 1 July 2026, and of the
    rulebook, from 1 January 2027."""
    shutil.copytree(new_office, tmp_path / "data")
    with_two_versions(tmp_path / "data")
    with_a_later_regulation(tmp_path / "data")
    office_at_work = OfficeAtWork(open_app(tmp_path / "data"), at("2026-03-11"), 1)
    yield office_at_work
    office_at_work.app.engine.dispose()


@pytest.fixture
def number(office: OfficeAtWork) -> str:
    """Accepted by the host under the earlier version, and moved onto the later one."""
    number = nominated(office)
    office.advance(number, "host_accepts", STAY, "2026-04-20")
    move(office, number, NEW, "2026-07-06")
    return number


def move(office: OfficeAtWork, number: str, to: str, day: str) -> None:
    office.now = at(day)
    head = Actor("head_of_ico", "Dušan Perić")
    with write_transaction(office.app.engine) as connection:
        version = office.app.office.definition(to)
        act = Act(connection, office.app.office, head, at(day))
        plan = migrate_case(act, office.case_id(number), version, REASON)
    assert isinstance(plan, Plan)
    assert plan.moves


def with_a_later_regulation(data: Path) -> None:
    """The office's own rulebooks, with one in force from 2027 that gives the Rector a fortnight."""
    shutil.copytree(REGULATIONS, data / "regulations")
    text = (REGULATIONS / "bmu.yaml").read_text(encoding="utf-8")
    text = text.replace("\nin_force: 2021-06-29", "\nin_force: 2027-01-01")
    amended_text = text.replace(
        "The Rector decides within 8 days of receipt, with",
        "The Rector decides within a fortnight of receipt, with",
    )
    assert amended_text != text
    (data / "regulations" / "bmu.2027-01-01.yaml").write_text(amended_text, encoding="utf-8")


def page_of(log_in: LogIn, number: str, language: str = "en", tab: str = "/history") -> str:
    client = log_in("vera")
    client.cookies.set("language", language)
    return html.unescape(client.get(f"/cases/{number}{tab}").text)


def test_the_history_tells_the_move_with_both_versions_due_dates_and_the_reason(
    office: OfficeAtWork, log_in: LogIn, number: str
) -> None:
    page = page_of(log_in, number)
    assert "Moved onto another version" in page
    assert "Accepted by the host → Place confirmed" in page
    assert f"Reason: {REASON}" in page
    version = "in force from Wed 1 Jul 2026 (before: Tue 29 Jun 2021)"
    assert f"Version of the rules: {version}" in page
    assert "Due: Wed 30 Sep 2026" in page
    assert "Dušan Perić, Head of ICO" in page


def test_the_history_tells_it_in_serbian(office: OfficeAtWork, log_in: LogIn, number: str) -> None:
    page = page_of(log_in, number, "sr")
    assert "Прелазак на другу верзију правила" in page
    assert "Прихваћен код домаћина → Место потврђено" in page
    version = "на снази од сре 1.7.2026. (раније: уто 29.6.2021.)"
    assert f"Верзија правила: {version}" in page
    assert "Рок: сре 30.9.2026." in page


def test_milestones_of_the_version_before_keep_their_names_and_a_move_is_none(
    office: OfficeAtWork, log_in: LogIn, number: str
) -> None:
    page = page_of(log_in, number, tab="")
    rail = page[page.index('class="rail') : page.index("</main>")]
    assert "Nominated to the host" in rail, "the later version has no such state"
    assert rail.count("Place confirmed") == 1
    assert "Accepted by the host" not in rail
    move(office, number, OLD, "2026-07-07")
    page = page_of(log_in, number)
    assert "Place confirmed → Accepted by the host" in page
    assert page.count("Moved onto another version") == 2


def test_what_a_version_of_a_process_changed_is_told_state_by_state_and_step_by_step(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    page = html.unescape(
        client.get("/processes/bmu/outgoing-studies.2026-07-01/differences?before=2021-06-29").text
    )
    assert "What changed: Tue 29 Jun 2021 → Wed 1 Jul 2026" in page
    assert 'href="/processes/bmu/outgoing-studies.2026-07-01"' in page, "the way back"
    states = page.partition('id="states"')[2].partition("</table>")[0]
    assert "Place confirmed" in states and "Accepted by the host" in states
    assert "+ 10 days" in states
    assert "+ 30 days" in states
    assert "Call" not in re.findall(r"<td>([^<]*)", states), "what is as it was is left out"
    steps = page.partition('id="steps"')[2].partition("</ul>")[0]
    assert re.search(r"Change the Learning Agreement <span[^>]*>no longer there", steps)
    assert re.search(r"Withdraw <span[^>]*>other conditions, roles or mails", steps)
    assert ">Issue the Decree" not in steps


def test_what_a_version_of_a_regulation_changed_is_told_rule_by_rule(
    log_in: LogIn,
) -> None:
    client = log_in("vera")
    overview = html.unescape(client.get("/rules?of=bmu").text)
    address = re.search(r'href="(/rules/differences/bmu[^"]*)"', overview)
    assert address is not None
    page = html.unescape(client.get(address[1]).text)
    assert "What changed: Tue 29 Jun 2021 → Fri 1 Jan 2027" in page
    assert re.findall(r'<section class="panel" id="([^"]+)"', page) == ["BMU-24b"]
    rule = page.partition('id="BMU-24b"')[2].partition("</section>")[0]
    assert rule.count("<h3>since") == 2
    assert "8 days" in rule.partition("Fri 1 Jan 2027")[0]
    assert "a fortnight of receipt" in rule.partition("Fri 1 Jan 2027")[2]
    assert "<ins>" in page, "line by line below it"
