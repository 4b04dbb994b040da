"""A timer's state, which no seal covers, holds by rules; here those of a list's level."""

from __future__ import annotations

from persistence.case_seals import CaseSeals
from persistence.hot_rows import TimerRow, timer_discrepancy

SENT = TimerRow(2, "2026-03-24", "reminder", "commission_member", "reminder", 1, 2, "sent")
LEVEL = "call-7/2026-03-24/reminder"


def wrong(*list_levels: str, mails: tuple[str, ...] = ()) -> bool:
    """Whether a sent timer of the case is doubted where its call has mails of these levels."""
    of_case = CaseSeals("BMU-2026-0001", 2, 7, set(list_levels))
    return timer_discrepancy(of_case, SENT, 1, set(mails)) is not None


def test_who_has_given_all_points_is_sent_no_mail_of_the_list() -> None:
    of_case = CaseSeals("BMU-2026-0001", 2, 7)
    assert timer_discrepancy(of_case, SENT, 1, set(), is_scored=True) is None
    of_another = SENT._replace(recipient="head_of_ico")
    assert timer_discrepancy(of_case, of_another, 1, set(), is_scored=True) is not None


def test_a_level_that_left_to_somebody_else_is_no_mail_of_this_one() -> None:
    assert wrong(mails=("BMU-2026-0001/2/2026-03-24/reminder/reminder/mobility_coordinator/1",))
    assert wrong(mails=("BMU-2026-0001/2/2026-03-24/reminder/reminder/commission_members/1",))


def test_a_sent_level_of_a_list_has_its_mail_among_those_of_its_call() -> None:
    assert not wrong(LEVEL)
    own = "BMU-2026-0001/2/2026-03-24/reminder/reminder/commission_member"
    assert not wrong(mails=(own,))
    assert not wrong(mails=(f"{own}/1",))
    assert wrong()
    assert wrong("call-70/2026-03-24/reminder", "call-7/2026-03-24/overdue")
    assert wrong("call-7/2026-03-25/reminder", mails=(f"{LEVEL}/reminder/m.ilic",))
