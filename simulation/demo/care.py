"""What the demo's office does for a student beside the steps: support, mentoring, help, contact."""

from __future__ import annotations

from datetime import date, timedelta

from simulation.demo.story import Story

MENTOR = "doc. dr Jasna Kos"


def support_is_asked_for(story: Story, day: date) -> None:
    """The candidate asks for extra support."""
    request = {"support": "disability", "asked_on": day.isoformat()}
    wish_text = story.says("support_asked")
    story.beside(day, "mobility_coordinator", "extra_support", {**request, "what": wish_text})


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
    request_details = {"requested_on": day(-230).isoformat()}
    story.beside(day(-230), "mobility_coordinator", "student_status", request_details)
    decision_details = {"decided_on": day(-222).isoformat(), "status": "dormant"}
    story.beside(day(-222), "student_service", "student_status", decision_details)
    mentor = {"mentor": MENTOR, "from": story.first_day.isoformat()}
    note = story.says("mentor_note", "sr")
    story.beside(day(-215), "academic_coordinator", "mentoring", {**mentor, "note": note})
    invitation = {"on": day(-205).isoformat(), "held": "group", "invited_on": day(-212).isoformat()}
    story.beside(day(-212), "mobility_coordinator", "meeting", invitation)
    attendance = {"on": day(-205).isoformat(), "came": True}
    help_ = {"need": "visa", "on": day(-210).isoformat(), "what": story.says("help", "sr")}
    story.beside(day(-210), "mobility_coordinator", "help", help_)
    story.beside(day(-205), "mobility_coordinator", "meeting", attendance)


def during_and_after_the_stay(story: Story) -> None:
    """The office asks how it goes, and after the return how it was."""
    settled_day = story.diary.calendar.next_worked(story.first_day + timedelta(days=30))
    talk = {"on": settled_day.isoformat(), "how": "online", "what": story.says("contact", "sr")}
    story.beside(settled_day, "mobility_coordinator", "contact", talk)
    day = story.diary.day(-20)
    answer = {"on": day.isoformat(), "satisfaction": 5, "success": story.says("success", "sr")}
    note = story.says("evaluation_note", "sr")
    story.beside(day, "mobility_coordinator", "evaluation", {**answer, "note": note})
