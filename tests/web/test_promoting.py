"""A promotion from the waiting list: the form says which hosts take nobody more."""

from __future__ import annotations

import re

from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork, at

STEP = "steps/promote"


def hosts_offered(page: str) -> list[str]:
    """What the form of the promotion offers to choose from."""
    form = page.partition('id="step-promote"')[2].partition("</form>")[0]
    return re.findall(r"<option[^>]*>([^<]+)</option>", form)


def test_a_host_without_a_free_place_is_named_so_until_somebody_gives_a_place_back(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    numbers = [office.apply(name) for name in ("Ana Petrović", "Bojan Ilić", "Ceca Lukić")]
    for points, number in zip((40, 35, 30), numbers, strict=True):
        office.score_by_all(number, points)
    office.publish("2026-03-19")
    office.now, coordinator = at("2026-04-02"), log_in("vera")
    last = f"/cases/{numbers[-1]}"
    assert "University of Graz, no free place" in hosts_offered(coordinator.get(last).text)
    office.advance(numbers[0], "withdraw", {"reason": "Family"}, "2026-04-02")
    assert "University of Graz" in hosts_offered(coordinator.get(last).text)
    answer = send(coordinator, last, f"{last}/{STEP}", {"host": "University of Graz"})
    assert answer.status_code == 200 and "Nominated to the host" in answer.text
