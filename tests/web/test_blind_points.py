"""Points are given from the papers alone: others' are shown once one's own are in."""

from __future__ import annotations

import re

from tests.web.browsing import LogIn
from tests.web.office_at_work import CRITERIA, OfficeAtWork

WITHDRAWN = {"fact": "document", "kind": "cv", "reason": "it was another's"}
POINTS = 37
"""By each criterion: points that stand nowhere else on a page."""


def words(page: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"<[^>]+>", " ", page[page.index("<main") :])


def points_table(page: str) -> str:
    return page[page.index('id="points"') :]


def scored(office: OfficeAtWork) -> str:
    number = office.apply("Ana Petrović", "2026-03-10")
    office.score(number, "m.ilic", POINTS)
    office.now = office.now.replace(day=18)
    return number


def test_a_member_sees_that_others_gave_points_and_not_which(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, total = scored(office), str(POINTS * len(CRITERIA))
    page = log_in("j.kos").get("/calls/1").text
    assert f">{total}<" not in page
    assert "given, not shown yet" in page
    assert f">{total}<" in log_in("m.ilic").get("/calls/1").text, "who gave them sees them"
    assert f">{total}<" in log_in("vera").get("/calls/1").text, "who gives none is not led"
    for tab in ("", "/history", "?saved=5", "/print"):
        assert not re.search(
            rf"\b{POINTS}\b", words(log_in("j.kos").get(f"/cases/{number}{tab}").text)
        )
    assert str(POINTS) in words(log_in("vera").get(f"/cases/{number}/history").text)


def test_once_ones_own_points_are_in_all_are_open(office: OfficeAtWork, log_in: LogIn) -> None:
    number, total = scored(office), str(POINTS * len(CRITERIA))
    office.score(number, "j.kos", 20)
    client = log_in("j.kos")
    assert f">{total}<" in client.get("/calls/1").text
    assert str(POINTS) in words(client.get(f"/cases/{number}/history").text)


def test_once_the_list_is_published_nothing_is_hidden(office: OfficeAtWork, log_in: LogIn) -> None:
    number = scored(office)
    for member in ("j.kos", "s.rus"):
        office.score(number, member, 20)
    office.publish()
    office.score(number, "m.ilic", 30)
    assert "given, not shown yet" not in log_in("j.kos").get("/calls/1").text


def test_the_grid_shows_which_papers_each_has(office: OfficeAtWork, log_in: LogIn) -> None:
    office.apply("Ana Petrović")
    page = log_in("vera").get("/calls/1").text
    grid = page[page.index('class="papers"') :]
    grid = grid[: grid.index("</td>")]
    assert grid.count("paper has") == 2, "the two that she handed in"
    assert "missing:" not in grid
    office.record("BMU-2026-0001", "withdrawn_record", WITHDRAWN)
    page = log_in("vera").get("/calls/1").text
    assert "missing: CV" in page


def test_a_call_of_many_is_shown_in_pages(office: OfficeAtWork, log_in: LogIn) -> None:
    for number in range(52):
        office.apply(f"Ana{number} Petrović")
    client = log_in("vera")
    first, second = (points_table(client.get(f"/calls/1?page={page}").text) for page in (1, 2))
    assert "Ana0 Petrović" in first
    assert "Ana51 Petrović" not in first
    assert "Ana51 Petrović" in second
