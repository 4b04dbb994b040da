"""What becomes of the demo's candidates: a table of fates, and the passages each is made of.

Days are counted from today, back where negative. Three calls: one of a year ago, whose students
came back; one of this season; and one that is open now: where a list is, nobody may still apply.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final, Literal

from simulation.demo import care
from simulation.demo.call_days import CALLS
from simulation.demo.diary import CallKey
from simulation.demo.story import PARTIES, REQUIRED, Story
from states.frozen import frozen

Wave = Literal["home_again", "just_back", "away", "leaving", "later"]
STRONG, RAISED, MIDDLING, APPELLANT, WEAK = 0.90, 0.79, 0.68, 0.57, 0.38
"""Shares of the points, so far apart that no member's mood brings one to the next (`SWAY`)."""
TO_APPEAL: Final = 8
"""Days to appeal against the Decree (article 24)."""
OTHER_HOST: Final = 3
"""The partner that the recalled candidate had applied to; its places are all held."""
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


def _applied(
    story: Story, mistyped: Mapping[str, object] | None = None, plans: bool = False
) -> None:
    days = CALLS[story.call]
    last = min(days.closes, -1) - 2
    day = story.random.randint(max(days.published + 7, last - 14), last)
    story.opens(story.diary.day(day - 2), mistyped)
    if mistyped:
        story.corrects(story.diary.day(day - 1), mistyped)
    story.hands_in(story.diary.day(day))
    if plans:
        story.plans(story.diary.day(day))
    story.applies(story.diary.day(day))


def _applied_after_a_correction(story: Story) -> None:
    _applied(story, mistyped={"grade_average": "6.90"})
    story.corrects_application(story.later(1))


def _applied_and_asks_for_support(story: Story) -> None:
    _applied(story)
    care.support_is_asked_for(story, story.later(1))


def _applied_with_a_study_plan(story: Story) -> None:
    _applied(story, plans=True)


def _nominated(story: Story) -> None:
    _applied(story)
    day = {"past": -347, "recent": -23}[story.call]
    story.office(story.diary.day(day + story.random.randint(0, 2)), "nominate")


def _accepted(story: Story) -> None:
    _nominated(story)
    first, last = {"past": (-334, -318), "recent": (-14, -9)}[story.call]
    story.accepted(story.diary.day(story.random.randint(first, last)))


def _signed(story: Story) -> None:
    _accepted(story)
    drafted, signed, concluded = {"past": (-308, -303, -298), "recent": (-6, -4, -2)}[story.call]
    story.agrees(story.diary.day(drafted))
    story.sign(story.diary.day(signed))
    story.concludes(story.diary.day(concluded))


def _postponed_by_the_host(story: Story) -> None:
    _accepted(story)
    story.host_moves(story.later(3), days=14)


def _signed_with_the_hosts_consent(story: Story) -> None:
    """The agreement came late: the host let it be concluded once the stay had begun."""
    _accepted(story)
    story.agrees(story.diary.working_day(14))
    story.sign(story.diary.working_day(9), PARTIES[:3])
    story.host_consents(story.diary.working_day(3))
    story.sign(story.diary.working_day(1), PARTIES[3:])
    story.concludes(story.diary.working_day(1))
    story.departs()


def _changed_before_the_departure(story: Story) -> None:
    _signed(story)
    story.changes(story.diary.working_day(10))


def _away(story: Story) -> None:
    _signed(story)
    story.departs()


def _away_with_a_change(story: Story) -> None:
    _away(story)
    story.changes(story.later(14))


def _back(story: Story) -> None:
    _away(story)
    story.returns()


def _decided(story: Story, method: str = "course_by_course") -> None:
    """Delivered some two weeks after the return, and the Decree within its five days."""
    _back(story)
    story.hands_over(story.later(story.random.randint(8, 14)))
    day = story.later(story.random.randint(2, 4))
    if method == "course_by_course":
        story.decides(day)
    story.decree(day, method)


def _decided_by_semester(story: Story) -> None:
    _decided(story, "semester_for_semester")


def _appeal_dismissed(story: Story) -> None:
    _decided(story)
    story.appeals(story.later(2), "decree", told="_dismissed")
    story.rector(story.later(4), "dismiss_appeal", "decree_dismissed")


def _appeal_upheld(story: Story) -> None:
    _decided(story)
    story.appeals(story.later(3), "decree", told="_upheld")
    story.rector(story.later(3), "uphold_appeal", "decree_upheld")
    day = story.later(2)
    story.decides(day)
    story.decree(day)


def _delivered(story: Story, days_ago: int, leave_out: int | None) -> None:
    """Documents taken in so many worked days ago; None decides nothing yet."""
    _back(story)
    story.hands_over(story.diary.working_day(days_ago))
    if leave_out is not None:
        story.decides(story.later(1), leave_out)


def _decree_waits(story: Story) -> None:
    _delivered(story, story.random.randint(2, 4), 0)


def _decree_barely_begun(story: Story) -> None:
    _delivered(story, 1, None)


def _decree_overdue(story: Story) -> None:
    _delivered(story, 9, 1)


def _decree_delivered(story: Story, days_ago: int) -> None:
    _delivered(story, days_ago + 3, 0)
    story.decree(story.diary.working_day(days_ago))


def _decree_not_delivered(story: Story) -> None:
    _delivered(story, 9, 0)
    story.decree(story.diary.working_day(6), delivered=False)


def _appeal_of_the_last_day(story: Story) -> None:
    """Received on the last day, and written down when time had closed the case."""
    delivered = story.diary.working_day(12)
    _decree_delivered(story, 12)
    calendar = story.diary.calendar
    received = calendar.next_worked(delivered + timedelta(days=TO_APPEAL))
    story.appeals(calendar.move(received, 1), "decree", received=received)


def _decree_new(story: Story) -> None:
    _decree_delivered(story, story.random.randint(1, 3))


def _cared_for(story: Story) -> None:
    """Whatever the office does for people beside the steps, for one and the same student."""
    _decree_new(story)
    care.support_is_asked_for(story, story.diary.day(-370))
    care.support_is_granted(story, story.diary.day(-360))
    care.before_the_stay(story)
    care.during_and_after_the_stay(story)


def _appeal_new(story: Story) -> None:
    _decree_delivered(story, 6)
    story.appeals(story.later(1), "decree")


def _appeal_overdue(story: Story) -> None:
    _decree_delivered(story, 15)
    story.appeals(story.later(1), "decree")


def _documents_overdue(story: Story) -> None:
    _back(story)
    story.petitions(story.later(5))


def _documents_returned(story: Story) -> None:
    _delivered(story, 6, None)
    reason = {"reason": story.says("return_documents")}
    story.step(story.later(1), "academic_coordinator", "return_documents", reason)


def _paused(story: Story) -> None:
    _back(story)
    last = story.diary.day(-2)
    span = {"from": story.later(4).isoformat(), "to": last.isoformat()}
    pause = {**span, "reason": story.says("pause", "sr")}
    story.fact(story.later(6), "head_of_ico", "pause", pause)


def _application_refused(story: Story) -> None:
    _applied(story)
    day = max(story.later(1), story.diary.day(min(CALLS[story.call].closes, -1)))
    story.office(day, "refuse_application", {"reason": story.says("refuse_application")})


def _refused_by_the_host(story: Story) -> None:
    _nominated(story)
    story.office(story.later(6), "host_refuses", {"reason": story.says("host_refuses", "en")})


def _cancelled_by_the_host(story: Story) -> None:
    _signed(story)
    story.host_cancels(story.diary.working_day(1))


def _nomination_recalled(story: Story) -> None:
    """The host was typed wrongly: it hears so, and the corrected list gives the place anew."""
    _nominated(story)
    came_in = story.diary.today + timedelta(days=CALLS[story.call].closes)
    story.corrects_hosts(story.diary.day(-10), story.material.partners[OTHER_HOST], came_in)
    story.recalls_nomination(story.later(1))


def _never_applied(story: Story) -> None:
    days = CALLS[story.call]
    story.opens(story.diary.day(min(days.closes, -1) - story.random.randint(4, 12)))
    story.hands_in(story.later(1), REQUIRED[: story.random.randint(1, 3)])


def _withdrawn_at_once(story: Story) -> None:
    _applied(story)
    story.withdraws(story.later(1))


def _withdrawn_when_nominated(story: Story) -> None:
    _nominated(story)
    story.withdraws(story.diary.day({"past": -64, "recent": -10}[story.call]))


def _withdrawn_when_signed(story: Story) -> None:
    _signed(story)
    story.withdraws(story.later(12))


def _promoted_and_unanswered(story: Story) -> None:
    _applied(story)
    story.office(story.diary.day(-58), "promote")


def _dismissed_on_the_list(story: Story) -> None:
    _applied(story)
    story.appeals(story.diary.day(-363), "ranking", told="_dismissed")
    story.rector(story.later(3), "dismiss_ranking_appeal", "ranking_dismissed")


def _upheld_on_the_list(story: Story) -> None:
    """Received in time, written down after others were nominated: they keep their places."""
    _applied(story)
    received = story.diary.day(-35)
    story.appeals(story.diary.day(-16), "ranking", received, told="_upheld")
    story.rector(story.diary.day(-13), "uphold_ranking_appeal", "ranking_upheld")


def _appeals_against_the_new_list(story: Story) -> None:
    _applied(story)
    story.appeals(story.diary.working_day(2), "ranking")


def _won_against_the_new_list(story: Story) -> None:
    """Upheld yesterday: nobody is sent by this list any more, and the corrected one is awaited."""
    _applied(story)
    story.appeals(story.diary.working_day(2), "ranking", told="_upheld")
    story.rector(story.diary.working_day(1), "uphold_ranking_appeal", "ranking_upheld")


def _agreement_short(story: Story) -> None:
    _accepted(story)
    story.agrees(story.diary.working_day(3), short=True)
    story.sign(story.diary.working_day(2), PARTIES[:2])


def _agreement_unsigned(story: Story) -> None:
    _accepted(story)
    story.agrees(story.diary.working_day(3))
    story.sign(story.diary.working_day(1), PARTIES[:3])


def _signature_withdrawn(story: Story) -> None:
    """All four signatures were recorded, and one of them is another student's."""
    _accepted(story)
    story.agrees(story.diary.working_day(4))
    story.sign(story.diary.working_day(3))
    story.unsigns(story.diary.working_day(2), "host")


FATES: Final = (
    Fate("past", "home_again", 14, _decided),
    Fate("past", "home_again", 2, _decided_by_semester, ects=30),
    Fate("past", "home_again", 2, _appeal_dismissed),
    Fate("past", "home_again", 1, _appeal_upheld),
    Fate("past", "just_back", 3, _decree_waits),
    Fate("past", "just_back", 1, _decree_barely_begun),
    Fate("past", "just_back", 2, _decree_overdue),
    Fate("past", "just_back", 3, _decree_new),
    Fate("past", "just_back", 1, _cared_for),
    Fate("past", "just_back", 1, _decree_not_delivered),
    Fate("past", "just_back", 1, _appeal_new),
    Fate("past", "just_back", 1, _appeal_of_the_last_day),
    Fate("past", "just_back", 1, _appeal_overdue),
    Fate("past", "just_back", 3, _documents_overdue),
    Fate("past", "just_back", 1, _documents_returned),
    Fate("past", "just_back", 1, _paused),
    Fate("past", "away", 5, _away),
    Fate("past", "away", 2, _away_with_a_change),
    Fate("past", "leaving", 1, _signed),
    Fate("past", "leaving", 1, _changed_before_the_departure),
    Fate("past", "leaving", 1, _signed_with_the_hosts_consent),
    Fate("past", "later", 1, _withdrawn_when_nominated, partner=0),
    Fate("past", "later", 1, _promoted_and_unanswered, MIDDLING, partner=0, alone=True),
    Fate("past", "later", 1, _applied, APPELLANT, partner=0),
    Fate("past", "later", 1, _withdrawn_when_signed),
    Fate("past", "home_again", 1, _withdrawn_at_once, scored=False),
    Fate("past", "home_again", 1, _application_refused, scored=False),
    Fate("past", "home_again", 1, _refused_by_the_host),
    Fate("past", "home_again", 1, _dismissed_on_the_list, WEAK),
    Fate("past", "home_again", 2, _applied, WEAK),
    Fate("past", "home_again", 3, _never_applied, scored=False),
    Fate("recent", "later", 6, _nominated),
    Fate("recent", "later", 1, _nomination_recalled, partner=0),
    Fate("recent", "later", 1, _accepted),
    Fate("recent", "later", 1, _postponed_by_the_host),
    Fate("recent", "later", 2, _agreement_short),
    Fate("recent", "later", 1, _agreement_unsigned),
    Fate("recent", "later", 1, _signature_withdrawn),
    Fate("recent", "later", 4, _signed),
    Fate("recent", "later", 1, _cancelled_by_the_host),
    Fate("recent", "later", 2, _refused_by_the_host, partner=2),
    Fate("recent", "later", 1, _withdrawn_when_nominated, partner=1),
    Fate("recent", "later", 1, _upheld_on_the_list, APPELLANT, partner=1, raised=True),
    Fate("recent", "later", 1, _appeals_against_the_new_list, MIDDLING, partner=1),
    Fate("recent", "later", 1, _won_against_the_new_list, APPELLANT, partner=1),
    Fate("recent", "later", 1, _applied, APPELLANT, partner=1),
    Fate("recent", "later", 2, _applied, WEAK),
    Fate("recent", "later", 2, _never_applied, scored=False),
    Fate("open", "later", 14, _never_applied, scored=False),
    Fate("open", "later", 9, _applied, scored=False),
    Fate("open", "later", 1, _applied_with_a_study_plan, scored=False),
    Fate("open", "later", 1, _applied_after_a_correction, scored=False),
    Fate("open", "later", 1, _applied_and_asks_for_support, scored=False),
    Fate("open", "later", 1, _withdrawn_at_once, scored=False),
    Fate("open", "later", 1, _application_refused, scored=False),
)
"""Together 118 cases in every state of outgoing studies that article 24 leads to (no complaint)."""
