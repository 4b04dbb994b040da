"""What becomes of the demo's candidates: a table of fates, each a passage (`passages`).

Three calls: one of a year ago, whose students came back; one of this season; and one that is open
now: where a list is, nobody may still apply.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from simulation.demo import passages
from simulation.demo.diary import CallKey
from simulation.demo.story import Story
from states.frozen import frozen

Wave = Literal["home_again", "just_back", "away", "leaving", "later"]
STRONG, RAISED, MIDDLING, APPELLANT, WEAK = 0.90, 0.79, 0.68, 0.57, 0.38
"""Shares of the points, so far apart that no member's mood brings one to the next (`SWAY`)."""
SWAY: Final = 0.8
"""How many points a member may lie above or below the merit in one criterion, before rounding."""


@frozen
class Fate:
    """How many cases of 118 live a story, in which call and with a stay of which wave.

    `merit` is the share of points; `partner` fixes the host where the story needs a certain one;
    `raised` cases are scored anew, and higher, for a second list; `ects` are agreed at least.
    A fate that is lived `alone` has one case however large the office is: its story rests on
    being the first of its merit on the list.
    """

    call: CallKey
    wave: Wave
    count: int
    tell: Callable[[Story], None]
    merit: float = STRONG
    partner: int | None = None
    scored: bool = True
    raised: bool = False
    ects: int = 20
    alone: bool = False


FATES: Final = (
    Fate("past", "home_again", 14, passages.decided),
    Fate("past", "home_again", 2, passages.decided_by_semester, ects=30),
    Fate("past", "home_again", 2, passages.appeal_dismissed),
    Fate("past", "home_again", 1, passages.appeal_upheld),
    Fate("past", "just_back", 3, passages.decree_waits),
    Fate("past", "just_back", 1, passages.decree_barely_begun),
    Fate("past", "just_back", 2, passages.decree_overdue),
    Fate("past", "just_back", 2, passages.decree_new),
    Fate("past", "just_back", 1, passages.last_instalment_owed),
    Fate("past", "just_back", 1, passages.cared_for),
    Fate("past", "just_back", 1, passages.decree_not_delivered),
    Fate("past", "just_back", 1, passages.appeal_new),
    Fate("past", "just_back", 1, passages.appeal_of_the_last_day),
    Fate("past", "just_back", 1, passages.appeal_overdue),
    Fate("past", "just_back", 2, passages.documents_overdue),
    Fate("past", "just_back", 1, passages.money_owed_back),
    Fate("past", "just_back", 1, passages.documents_returned),
    Fate("past", "just_back", 1, passages.paused),
    Fate("past", "away", 3, passages.away),
    Fate("past", "away", 2, passages.away_with_a_grant),
    Fate("past", "away", 2, passages.away_with_a_change),
    Fate("past", "leaving", 1, passages.instalment_overdue),
    Fate("past", "leaving", 1, passages.changed_before_the_departure),
    Fate("past", "leaving", 1, passages.signed_with_the_hosts_consent),
    Fate("past", "later", 1, passages.withdrawn_when_nominated, partner=0),
    Fate("past", "later", 1, passages.promoted_and_unanswered, MIDDLING, partner=0, alone=True),
    Fate("past", "later", 1, passages.applied, APPELLANT, partner=0),
    Fate("past", "later", 1, passages.withdrawn_when_signed),
    Fate("past", "home_again", 1, passages.withdrawn_at_once, scored=False),
    Fate("past", "home_again", 1, passages.application_refused, scored=False),
    Fate("past", "home_again", 1, passages.refused_by_the_host),
    Fate("past", "home_again", 1, passages.dismissed_on_the_list, WEAK),
    Fate("past", "home_again", 2, passages.applied, WEAK),
    Fate("past", "home_again", 3, passages.never_applied, scored=False),
    Fate("recent", "later", 6, passages.nominated),
    Fate("recent", "later", 1, passages.nomination_recalled, partner=0),
    Fate("recent", "later", 1, passages.accepted),
    Fate("recent", "later", 1, passages.postponed_by_the_host),
    Fate("recent", "later", 2, passages.agreement_short),
    Fate("recent", "later", 1, passages.agreement_unsigned),
    Fate("recent", "later", 1, passages.signature_withdrawn),
    Fate("recent", "later", 3, passages.signed),
    Fate("recent", "later", 1, passages.instalment_owed),
    Fate("recent", "later", 1, passages.cancelled_by_the_host),
    Fate("recent", "later", 2, passages.refused_by_the_host, partner=2),
    Fate("recent", "later", 1, passages.withdrawn_when_nominated, partner=1),
    Fate("recent", "later", 1, passages.upheld_on_the_list, APPELLANT, partner=1, raised=True),
    Fate("recent", "later", 1, passages.appeals_against_the_new_list, MIDDLING, partner=1),
    Fate("recent", "later", 1, passages.won_against_the_new_list, APPELLANT, partner=1),
    Fate("recent", "later", 1, passages.applied, APPELLANT, partner=1),
    Fate("recent", "later", 2, passages.applied, WEAK),
    Fate("recent", "later", 2, passages.never_applied, scored=False),
    Fate("open", "later", 14, passages.never_applied, scored=False),
    Fate("open", "later", 9, passages.applied, scored=False),
    Fate("open", "later", 1, passages.applied_with_a_study_plan, scored=False),
    Fate("open", "later", 1, passages.applied_after_a_correction, scored=False),
    Fate("open", "later", 1, passages.applied_and_asks_for_support, scored=False),
    Fate("open", "later", 1, passages.withdrawn_at_once, scored=False),
    Fate("open", "later", 1, passages.application_refused, scored=False),
)
"""Together 118 cases in every state of outgoing studies that article 24 leads to (no complaint)."""
