"""What an open appeal forbids: the page of a case says why it rests, and nobody is late with it."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from states.loader import HERE
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork, at, found_office

STUDIES = "bmu/outgoing-studies.2021-06-29.yaml"
WINDOW = """\
        title: {en: The appeal window, sr: Рок за жалбу}
        owner: candidate
        deadline: {rule: BMU-15c, on: appeal_window_ends}
        then: close_unselected
        right: true
"""
RESTS = "        rests: list_can_change\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeAtWork]:
    """An office of its own, in which the time to appeal rests while the list can change."""
    data = tmp_path / "data"
    shutil.copytree(HERE, data / "definitions")
    studies = data / "definitions" / STUDIES
    text = studies.read_text(encoding="utf-8")
    if WINDOW + RESTS not in text:
        assert WINDOW in text
        studies.write_text(text.replace(WINDOW, WINDOW + RESTS), encoding="utf-8")
    office_at_work = OfficeAtWork(found_office(data), at("2026-03-20"), 1)
    yield office_at_work
    office_at_work.app.engine.dispose()


@pytest.fixture
def number(office: OfficeAtWork) -> str:
    """The case of somebody whom the list rejects, while another has appealed against it."""
    first, second = office.apply("Ana Petrović"), office.apply("Boris Savić")
    office.score_by_all(first, 38)
    office.score_by_all(second, 10)
    office.publish()
    office.advance(first, "lodge_ranking_appeal", {"grounds": "Points"}, "2026-03-20", "candidate")
    return second


def test_a_case_that_rests_says_until_when_and_still_tells_the_last_day_of_a_right(
    office: OfficeAtWork, log_in: LogIn, number: str
) -> None:
    page = html.unescape(log_in("vera").get(f"/cases/{number}").text)
    assert "rests until the appeal of BMU-2026-0001 against the list is decided" in page
    assert "27 Mar 2026" in page


def test_a_day_that_passed_while_the_case_rests_is_late_for_nobody(
    office: OfficeAtWork, log_in: LogIn, number: str
) -> None:
    office.now = at("2026-03-30")
    page = html.unescape(log_in("vera").get(f"/cases/{number}").text)
    assert "rests until the appeal of BMU-2026-0001" in page
    assert "days late" not in page
    office.advance(
        "BMU-2026-0001", "dismiss_ranking_appeal", {"reason": "The points are right."},
        "2026-03-30", "rector",
    )  # fmt: skip
    page = html.unescape(log_in("vera").get(f"/cases/{number}").text)
    assert "rests until" not in page
    assert "3 days late" in page, "what nobody forbids any more is late"


def test_the_history_says_on_account_of_whose_appeal_a_case_rests_and_goes_on(
    office: OfficeAtWork, log_in: LogIn, number: str
) -> None:
    reason = {"reason": "The points are right."}
    office.advance("BMU-2026-0001", "dismiss_ranking_appeal", reason, "2026-03-24", "rector")
    office.now = at("2026-03-24", 12)
    client = log_in("vera")
    history = client.get(f"/cases/{number}/history").text.split('id="history-title"')[1]
    for words in ("The list can change: what is awaited rests", "On account of case",
                 "The list can be carried out: the limit runs"):  # fmt: skip
        assert words in history, words
    client.get("/language/sr")
    assert "Због предмета" in client.get(f"/cases/{number}/history").text
