"""What one case of the demo lives through, each passage from its opening on.

Days are counted from today, back where negative.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from simulation.demo import care, money
from simulation.demo.call_days import CALLS
from simulation.demo.story import PARTIES, REQUIRED, Story

TO_APPEAL: Final = 8
"""Days to appeal against the Decree (article 24)."""
OTHER_HOST: Final = 3
"""The partner that the recalled candidate had applied to; its places are all held."""


def applied(
    story: Story, mistyped_values: Mapping[str, object] | None = None, plans: bool = False
) -> None:
    """Opened, handed in and applied, some days before the call closes."""
    days = CALLS[story.call]
    last = min(days.closes, -1) - 2
    day = story.random.randint(max(days.published + 7, last - 14), last)
    story.opens(story.diary.day(day - 2), mistyped_values)
    if mistyped_values:
        story.corrects(story.diary.day(day - 1), mistyped_values)
    story.hands_in(story.diary.day(day))
    if plans:
        story.plans(story.diary.day(day))
    story.applies(story.diary.day(day))


def applied_after_a_correction(story: Story) -> None:
    """The application is corrected on the day after it."""
    applied(story, mistyped_values={"grade_average": "6.90"})
    story.corrects_application(story.later(1))


def applied_and_asks_for_support(story: Story) -> None:
    """Extra support is asked for with the application."""
    applied(story)
    care.support_is_asked_for(story, story.later(1))


def applied_with_a_study_plan(story: Story) -> None:
    """The plan of studies is handed in beside the form."""
    applied(story, plans=True)


def nominated(story: Story) -> None:
    """Ranked high enough: the office nominates."""
    applied(story)
    day = {"past": -347, "recent": -23}[story.call]
    story.office(story.diary.day(day + story.random.randint(0, 2)), "nominate")


def accepted(story: Story) -> None:
    """The host confirms, one to two weeks after the nomination."""
    nominated(story)
    first, last = {"past": (-334, -318), "recent": (-14, -9)}[story.call]
    story.accepted(story.diary.day(story.random.randint(first, last)))


def signed(story: Story) -> None:
    """The agreement is drafted, signed by all parties and concluded."""
    accepted(story)
    drafted_day, signed_day, concluded_day = {"past": (-308, -303, -298), "recent": (-6, -4, -2)}[
        story.call
    ]
    story.agrees(story.diary.day(drafted_day))
    story.sign(story.diary.day(signed_day))
    story.concludes(story.diary.day(concluded_day))


def postponed_by_the_host(story: Story) -> None:
    """The host moves the stay by two weeks."""
    accepted(story)
    story.host_moves(story.later(3), days=14)


def signed_with_the_hosts_consent(story: Story) -> None:
    """The agreement came late: the host let it be concluded once the stay had begun."""
    accepted(story)
    story.agrees(story.diary.working_day(14))
    story.sign(story.diary.working_day(9), PARTIES[:3])
    story.host_consents(story.diary.working_day(3))
    story.sign(story.diary.working_day(1), PARTIES[3:])
    story.concludes(story.diary.working_day(1))
    story.departs()


def changed_before_the_departure(story: Story) -> None:
    """The concluded agreement is changed before anybody leaves."""
    signed(story)
    story.changes(story.diary.working_day(10))


def away(story: Story) -> None:
    """The stay runs."""
    signed(story)
    story.departs()


def away_with_a_grant(story: Story) -> None:
    """On the mobility, with the first instalment paid."""
    away(story)
    _first_instalment_paid(story)


def _first_instalment_paid(story: Story) -> None:
    day = story.diary.day
    money.first_paid(story, day(-296), day(-292), day(-285))


def instalment_overdue(story: Story) -> None:
    """The grant agreement has been there for longer than the days to pay."""
    signed(story)
    money.granted(story, story.diary.day(-50), story.diary.day(-36))


def instalment_owed(story: Story) -> None:
    """The grant agreement came in yesterday."""
    signed(story)
    money.granted(story, story.diary.working_day(2), story.diary.working_day(1))


def away_with_a_change(story: Story) -> None:
    """The agreement is changed two weeks into the stay."""
    away(story)
    story.changes(story.later(14))


def back(story: Story) -> None:
    """Home again."""
    away(story)
    story.returns()


def decided(story: Story, method: str = "course_by_course") -> None:
    """Delivered some two weeks after the return, and the Decree within its five days."""
    back(story)
    story.hands_over(story.later(story.random.randint(8, 14)))
    day = story.later(story.random.randint(2, 4))
    if method == "course_by_course":
        story.decides(day)
    story.decree(day, method)


def decided_by_semester(story: Story) -> None:
    """The whole semester is recognised for the one at home."""
    decided(story, "semester_for_semester")


def appeal_dismissed(story: Story) -> None:
    """The Decree is contested, and stands."""
    decided(story)
    story.appeals(story.later(2), "decree", text_suffix="_dismissed")
    story.rector(story.later(4), "dismiss_appeal", "decree_dismissed")


def appeal_upheld(story: Story) -> None:
    """The Decree is annulled, and a new one made."""
    decided(story)
    story.appeals(story.later(3), "decree", text_suffix="_upheld")
    story.rector(story.later(3), "uphold_appeal", "decree_upheld")
    day = story.later(2)
    story.decides(day)
    story.decree(day)


def delivered(story: Story, days_ago: int, leave_out: int | None) -> None:
    """Documents taken in so many worked days ago; None decides nothing yet."""
    back(story)
    story.hands_over(story.diary.working_day(days_ago))
    if leave_out is not None:
        story.decides(story.later(1), leave_out)


def decree_waits(story: Story) -> None:
    """All is decided but one course; the Decree's days run."""
    delivered(story, story.random.randint(2, 4), 0)


def decree_barely_begun(story: Story) -> None:
    """The documents came yesterday."""
    delivered(story, 1, None)


def decree_overdue(story: Story) -> None:
    """The Decree's days are over, and it is not made."""
    delivered(story, 9, 1)


def decree_delivered(story: Story, days_ago: int) -> None:
    """The Decree was made, and delivered so many worked days ago."""
    delivered(story, days_ago + 3, 0)
    story.decree(story.diary.working_day(days_ago))


def decree_not_delivered(story: Story) -> None:
    """The Decree was made, and nobody wrote down its delivery."""
    delivered(story, 9, 0)
    story.decree(story.diary.working_day(6), is_delivered=False)


def appeal_of_the_last_day(story: Story) -> None:
    """Received on the last day, and written down when time had closed the case."""
    delivered_on = story.diary.working_day(12)
    decree_delivered(story, 12)
    calendar = story.diary.calendar
    received_on = calendar.next_worked(delivered_on + timedelta(days=TO_APPEAL))
    story.appeals(calendar.move(received_on, 1), "decree", received_on=received_on)


def decree_new(story: Story) -> None:
    """The Decree reached the student in the last days."""
    decree_delivered(story, story.random.randint(1, 3))


def last_instalment_owed(story: Story) -> None:
    """A new Decree, and a report on the grant whose last instalment is to be paid."""
    decree_new(story)
    _first_instalment_paid(story)
    money.reports(story, story.diary.day(-10))


def cared_for(story: Story) -> None:
    """Whatever the office does for people beside the steps, for one and the same student."""
    decree_new(story)
    care.support_is_asked_for(story, story.diary.day(-370))
    care.support_is_granted(story, story.diary.day(-360))
    care.before_the_stay(story)
    care.during_and_after_the_stay(story)


def appeal_new(story: Story) -> None:
    """An appeal against the Decree came yesterday."""
    decree_delivered(story, 6)
    story.appeals(story.later(1), "decree")


def appeal_overdue(story: Story) -> None:
    """An appeal against the Decree waits longer than it may."""
    decree_delivered(story, 15)
    story.appeals(story.later(1), "decree")


def documents_overdue(story: Story) -> None:
    """Home again, and the documents do not come."""
    back(story)
    story.petitions(story.later(5))


def money_owed_back(story: Story) -> None:
    """Was at home for two months of the stay: more was paid than is due for the others."""
    documents_overdue(story)
    _first_instalment_paid(story)
    money.was_interrupted(story, story.diary.day(-12), days=60)


def documents_returned(story: Story) -> None:
    """The documents went back to be mended."""
    delivered(story, 6, None)
    reason = {"reason": story.says("return_documents")}
    story.step(story.later(1), "academic_coordinator", "return_documents", reason)


def paused(story: Story) -> None:
    """The limit stood still for a while."""
    back(story)
    last = story.diary.day(-2)
    span = {"from": story.later(4).isoformat(), "to": last.isoformat()}
    pause = {**span, "reason": story.says("pause", "sr")}
    story.fact(story.later(6), "head_of_ico", "pause", pause)


def application_refused(story: Story) -> None:
    """The application lacks what the call asks for."""
    applied(story)
    day = max(story.later(1), story.diary.day(min(CALLS[story.call].closes, -1)))
    story.office(day, "refuse_application", {"reason": story.says("refuse_application")})


def refused_by_the_host(story: Story) -> None:
    """The host does not take the nominee."""
    nominated(story)
    story.office(story.later(6), "host_refuses", {"reason": story.says("host_refuses", "en")})


def cancelled_by_the_host(story: Story) -> None:
    """The host takes its acceptance back, after all had signed."""
    signed(story)
    story.host_cancels(story.diary.working_day(1))


def nomination_recalled(story: Story) -> None:
    """The host was typed wrongly: it hears so, and the corrected list gives the place anew."""
    nominated(story)
    came_in = story.diary.today + timedelta(days=CALLS[story.call].closes)
    story.corrects_hosts(story.diary.day(-10), story.material.partners[OTHER_HOST], came_in)
    story.recalls_nomination(story.later(1))


def never_applied(story: Story) -> None:
    """Some documents are there, and no application."""
    days = CALLS[story.call]
    story.opens(story.diary.day(min(days.closes, -1) - story.random.randint(4, 12)))
    story.hands_in(story.later(1), REQUIRED[: story.random.randint(1, 3)])


def withdrawn_at_once(story: Story) -> None:
    """The candidate withdraws the application."""
    applied(story)
    story.withdraws(story.later(1))


def withdrawn_when_nominated(story: Story) -> None:
    """The nominee withdraws."""
    nominated(story)
    story.withdraws(story.diary.day({"past": -64, "recent": -10}[story.call]))


def withdrawn_when_signed(story: Story) -> None:
    """The candidate withdraws once all had signed."""
    signed(story)
    story.withdraws(story.later(12))


def promoted_and_unanswered(story: Story) -> None:
    """Promoted from the waiting list; the host has not answered."""
    applied(story)
    story.office(story.diary.day(-58), "promote")


def dismissed_on_the_list(story: Story) -> None:
    """The list is contested, and stands."""
    applied(story)
    story.appeals(story.diary.day(-363), "ranking", text_suffix="_dismissed")
    story.rector(story.later(3), "dismiss_ranking_appeal", "ranking_dismissed")


def upheld_on_the_list(story: Story) -> None:
    """Received in time, written down after others were nominated: they keep their places."""
    applied(story)
    received_on = story.diary.day(-35)
    story.appeals(story.diary.day(-16), "ranking", received_on, text_suffix="_upheld")
    story.rector(story.diary.day(-13), "uphold_ranking_appeal", "ranking_upheld")


def appeals_against_the_new_list(story: Story) -> None:
    """The corrected list is contested."""
    applied(story)
    story.appeals(story.diary.working_day(2), "ranking")


def won_against_the_new_list(story: Story) -> None:
    """Upheld yesterday: nobody is sent by this list any more, and the corrected one is awaited."""
    applied(story)
    story.appeals(story.diary.working_day(2), "ranking", text_suffix="_upheld")
    story.rector(story.diary.working_day(1), "uphold_ranking_appeal", "ranking_upheld")


def agreement_short(story: Story) -> None:
    """The agreement has too few ECTS, and half of its signatures."""
    accepted(story)
    story.agrees(story.diary.working_day(3), short=True)
    story.sign(story.diary.working_day(2), PARTIES[:2])


def agreement_unsigned(story: Story) -> None:
    """One signature is awaited: the host has said what it would have otherwise."""
    accepted(story)
    story.agrees(story.diary.working_day(3))
    story.host_comments(story.diary.working_day(2))
    story.sign(story.diary.working_day(1), PARTIES[:3])


def signature_withdrawn(story: Story) -> None:
    """All four signatures were recorded, and one of them is another student's."""
    accepted(story)
    story.agrees(story.diary.working_day(4))
    story.sign(story.diary.working_day(3))
    story.unsigns(story.diary.working_day(2), "host")
