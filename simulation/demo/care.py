"""What the demo's office does for a student beside the steps: support, mentoring, help, contact."""

from __future__ import annotations

from datetime import date, timedelta

from simulation.demo.story import Story

MENTOR = "doc. dr Jasna Kos"


def support_is_asked_for(story: Story, day: date) -> None:
    """The candidate asks for extra support."""
    request = {"support": "disability", "asked_on": day.isoformat()}
    what = story.says("support_asked")
    story.beside(day, "mobility_coordinator", "extra_support", {**request, "what": what})


def support_is_granted(story: Story, day: date) -> None:
    """What was asked for is decided."""
    decision = {"support": "disability", "decided_on": day.isoformat(), "granted": True}
    reason = story.says("support_granted", "sr")
    story.beside(day, "head_of_ico", "extra_support", {**decision, "reason": reason})


def before_the_stay(story: Story) -> None:
    """The language level is decided, the status at home rests; a mentor, a meeting, a visa."""
    day = story.diary.day
    language = {"language": "en", "language_level": "B2", "on": day(-345).isoformat()}
    note = story.says("language_note", "sr")
    story.beside(day(-345), "academic_coordinator", "language_decision", {**language, "note": note})
    requested = {"requested_on": day(-230).isoformat()}
    story.beside(day(-230), "mobility_coordinator", "student_status", requested)
    decided = {"decided_on": day(-222).isoformat(), "status": "dormant"}
    story.beside(day(-222), "student_service", "student_status", decided)
    mentor = {"mentor": MENTOR, "from": story.first_day.isoformat()}
    note = story.says("mentor_note", "sr")
    story.beside(day(-215), "academic_coordinator", "mentoring", {**mentor, "note": note})
    invited = {"on": day(-205).isoformat(), "held": "group", "invited_on": day(-212).isoformat()}
    story.beside(day(-212), "mobility_coordinator", "meeting", invited)
    came = {"on": day(-205).isoformat(), "came": True}
    help_ = {"need": "visa", "on": day(-210).isoformat(), "what": story.says("help", "sr")}
    story.beside(day(-210), "mobility_coordinator", "help", help_)
    story.beside(day(-205), "mobility_coordinator", "meeting", came)


def during_and_after_the_stay(story: Story) -> None:
    """The office asks how it goes, and after the return how it was."""
    settled = story.diary.calendar.next_worked(story.first_day + timedelta(days=30))
    talk = {"on": settled.isoformat(), "how": "online", "what": story.says("contact", "sr")}
    story.beside(settled, "mobility_coordinator", "contact", talk)
    day = story.diary.day(-20)
    answer = {"on": day.isoformat(), "satisfaction": 5, "success": story.says("success", "sr")}
    note = story.says("evaluation_note", "sr")
    story.beside(day, "mobility_coordinator", "evaluation", {**answer, "note": note})
