"""What the office is told of its shared cases by itself: holds that are over, news for followers.

Looked for after each sweep and not in the step that makes the news: a case that moves pays nothing
for who follows it, and what happens within one turn of the clock is one mail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from actions.handling_mails import HandlingNews
from office.wiring import Office
from persistence import followers, handling, handling_log, history, staff
from persistence.followers import Behind
from persistence.handling import Handling
from persistence.handling_log import HandlingEntry
from persistence.staff import Member
from states.decision import SYSTEM
from states.definition import ProcessDefinition
from states.moments import civil_date
from states.text import Text
from workflows.act import Act
from workflows.cases.colleague_mails import mail_colleagues

AT_ONCE: Final = 200
"""Holds ended and followers mailed in one turn of the clock."""


def write_colleague_news(connection: Connection, office: Office, now: datetime) -> int:
    """Ends the holds whose day has come and mails followers; returns how many of both."""
    act = Act(connection, office, SYSTEM, now)
    return _end_holds(act) + _mail_followers(act)


def _end_holds(act: Act) -> int:
    holds_ended = 0
    for case_id in handling.over_on(act.connection, civil_date(act.now), AT_ONCE):
        case = handling.lock(act.connection, case_id)
        if case is not None:
            _end_hold(act, case)
            holds_ended += 1
    return holds_ended


def _end_hold(act: Act, case: Handling) -> None:
    """The case is back: whoever has it is mailed, else who put it aside; not where it moved on."""
    hold = case.hold
    if hold is None:
        return
    is_awaited = not case.ended and (hold.visit, hold.step) == (case.visit, case.awaited)
    if is_awaited:
        details: dict[str, object] = {"until": hold.until.isoformat(), "reason": hold.reason}
        news = HandlingNews("back_from_hold", "", act.now, details)
        mail_colleagues(act, case, news, _whose(act.connection, case))
    handling.bring_back(act.connection, case.case_id, hold.until if is_awaited else None)
    entry = HandlingEntry(
        "hold_over", "", "", SYSTEM.role, {"until": hold.until.isoformat(), "reason": hold.reason}
    )
    handling_log.add(act.connection, case.case_id, entry, act.now)


def _whose(connection: Connection, case: Handling) -> list[Member]:
    if case.assignee is not None and case.assignee_is_active:
        return [case.assignee]
    member = staff.active_member(connection, case.held_by) if case.held_by else None
    return [member] if member else []


def _mail_followers(act: Act) -> int:
    behind = followers.behind(act.connection, AT_ONCE)
    for follower in behind:
        _mail_follower(act, follower)
    return len(behind)


def _mail_follower(act: Act, follower: Behind) -> None:
    case = handling.read(act.connection, follower.case_id)
    member = staff.active_member(act.connection, follower.staff_id)
    followers.seen(act.connection, follower)
    if case is None or member is None:
        return
    texts = list(_news(act, case, follower, member))
    if not texts:
        return
    lines = [text.in_(member.writes_in) for text in texts]
    news = HandlingNews("followed_case", "", act.now, {"news": lines})
    key = f"{case.number}/news/{follower.history_length}-{follower.log_length}"
    mail_colleagues(act, case, news, [member], key)


def _news(act: Act, case: Handling, follower: Behind, member: Member) -> Iterator[Text]:
    """Each step and comment of others since the follower was mailed last, in a line."""
    definition = act.office.shown_definition(case.definition)
    written_entries = history.entries(act.connection, case.case_id)[follower.history_seen :]
    yield from _steps(definition, written_entries, member)
    for logged_entry in handling_log.read(act.connection, case.case_id, follower.log_seen):
        if logged_entry.entry.kind == "commented" and logged_entry.entry.login != member.login:
            text = f"{logged_entry.entry.person}: {logged_entry.entry.data['text']}"
            yield Text(text, text)


def _steps(
    definition: ProcessDefinition, written_entries: Sequence[history.WrittenEntry], member: Member
) -> Iterator[Text]:
    for item in written_entries:
        entry = item.entry
        step = definition.transitions.get(entry.name)
        if entry.kind != "step" or step is None or entry.person == member.name:
            continue
        by = f" ({entry.person})" if entry.person else ""
        yield Text(step.title.en + by, step.title.sr + by)
