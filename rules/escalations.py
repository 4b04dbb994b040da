"""The escalation ledger: what a ladder asks for, beside what left, level by level and role by role.

Pure: the levels that the rules ask for come in as they are planned, what left as it is recorded.
A notice that is missing or doubled is an alarm; one that could not leave says why.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, Literal

from rules.ladder import PlannedTimer
from states.frozen import frozen
from states.moments import civil_date

Outcome = Literal[
    "left", "waiting", "nobody", "failed", "uncertain", "closed_before", "taken_over", "given_all",
    "told_before", "passed_over", "lost", "not_planned", "not_sent", "doubled", "unasked",
]  # fmt: skip
"""What became of a level for a role.

It left, or its mail still waits to be sent; nobody is there to get it; it was given up, or nobody
knows whether it arrived; the step was taken before; it lay behind when the case was taken over;
each member of the commission had done their part; the same list was told of for an earlier day; the
role heard of a higher level at once. The others are alarms: the notice was lost, never planned, not
sent though it was time, sent twice, or sent though nothing asked for it.
"""

ALARMS: Final[frozenset[Outcome]] = frozenset(
    {"lost", "not_planned", "not_sent", "doubled", "unasked"}
)
GRACE: Final = timedelta(hours=1)
"""A level whose instant came less than this ago may still be on its way."""

LevelKey = tuple[int, date, str, str]
"""The visit of a state, the due date, the level, and the role that it is for."""


@frozen
class TimerRecord:
    """A mail's timer as it is recorded.

    Once it is closed, `outcome` is `sent`, `moved`, `taken_over`, `told` or `passed_over`.
    `over_at` is when time itself ended what the level was for, whenever somebody looked at the
    deadlines again.
    """

    visit: int
    due: date
    level: str
    recipient: str
    at: datetime
    closed_at: datetime | None
    outcome: str | None
    over_at: datetime | None = None

    @property
    def key(self) -> LevelKey:
        """Which level of which due date, for whom."""
        return self.visit, self.due, self.level, self.recipient


@frozen
class NoticeRecord:
    """A mail of a level as it is recorded; `status` is its action's, None where it has none.

    `of_list` where it is one for all cases of a call. `times` is how many actions send it.
    """

    key: LevelKey
    mail_key: str
    to_name: str
    to_address: str
    status: str | None
    done_at: datetime | None
    error: str | None
    of_list: bool = False
    times: int = 1


@frozen
class LedgerLine:
    """A level of an overdue step for a role: when it had to leave, and what became of it."""

    visit: int
    due: date
    level: str
    recipient: str
    at: datetime
    outcome: Outcome
    mail_key: str | None = None
    to_name: str | None = None
    left_at: datetime | None = None
    detail: str | None = None

    @property
    def is_alarm(self) -> bool:
        """Whether somebody must look: the rules ask for something else than what left."""
        return self.outcome in ALARMS


@frozen
class Ladders:
    """What the rules ask for now: the timers of the present due date, in the present visit.

    `makes_list` are the roles that hear of a list only while they owe something;
    `awaits_list` says that the case waits for one now.
    """

    visit: int
    due: date | None
    planned: Sequence[PlannedTimer]
    makes_list: frozenset[str] = frozenset()
    awaits_list: bool = False

    def may_be_of_list(self, timer: TimerRecord) -> bool:
        """Whether a level may have been told once for all cases of a call."""
        was_before = (timer.visit, timer.due) != (self.visit, self.due)
        return was_before or self.awaits_list

    def may_owe_nothing(self, timer: TimerRecord) -> bool:
        """Whether a level was for who hears of a list only while they owe something."""
        return timer.recipient in self.makes_list and self.may_be_of_list(timer)


def ledger_lines(
    ladders: Ladders,
    timers: Sequence[TimerRecord],
    notices: Sequence[NoticeRecord],
    now: datetime,
) -> list[LedgerLine]:
    """The lines of one case, in the order in which its levels had to leave."""
    recorded_timers = {timer.key: timer for timer in timers}
    by_level: dict[LevelKey, list[NoticeRecord]] = defaultdict(list)
    for notice in notices:
        by_level[notice.key].append(notice)
    planned_instants = {_key(ladders.visit, timer): timer.at for timer in ladders.planned}
    lines = [
        *_not_planned(planned_instants, recorded_timers, by_level, now),
        *(
            line
            for timer in timers
            for line in _of_timer(
                timer, timer.key in planned_instants, by_level[timer.key], ladders, now
            )
        ),
        *_unasked(recorded_timers, planned_instants, by_level),
    ]
    return sorted(lines, key=lambda line: (line.at, line.visit, line.level, line.recipient))


def _key(visit: int, timer: PlannedTimer) -> LevelKey:
    return visit, timer.due, timer.level, timer.recipient


def _not_planned(
    planned_instants: Mapping[LevelKey, datetime],
    recorded_timers: Mapping[LevelKey, TimerRecord],
    by_level: Mapping[LevelKey, Sequence[NoticeRecord]],
    now: datetime,
) -> Iterator[LedgerLine]:
    """Levels that the rules ask for, or that come next, and that no timer stands for."""
    for key, at in planned_instants.items():
        timer = recorded_timers.get(key)
        if timer is not None and timer.outcome != "moved":
            continue
        is_past = at < now - GRACE
        detail = None if is_past else "ahead"
        if not by_level.get(key):
            yield LedgerLine(*key, at, "not_planned", detail=detail)


def _of_timer(
    timer: TimerRecord,
    is_asked: bool,
    notices: Sequence[NoticeRecord],
    ladders: Ladders,
    now: datetime,
) -> Iterator[LedgerLine]:
    if timer.outcome == "sent":
        yield _sent(timer, notices, ladders.may_owe_nothing(timer))
    elif timer.outcome == "moved":
        if not is_asked:
            yield from _closed_before(timer, now)
    elif timer.outcome == "told":
        yield LedgerLine(*timer.key, timer.at, "told_before", left_at=timer.closed_at)
    elif timer.outcome == "taken_over":
        yield LedgerLine(*timer.key, timer.at, "taken_over", left_at=timer.closed_at)
    elif timer.outcome == "passed_over":
        yield LedgerLine(*timer.key, timer.at, "passed_over", left_at=timer.closed_at)
    elif timer.closed_at is None and timer.at < now - GRACE:
        yield LedgerLine(*timer.key, timer.at, "not_sent")


def _closed_before(timer: TimerRecord, now: datetime) -> Iterator[LedgerLine]:
    """The step was overdue when it was taken: the level above had to leave no more, which is told
    once its instant has come.

    Where it should have left before that, nobody looked at the deadlines meanwhile. What comes
    after time took the step was not owed, however late that was seen.
    """
    assert timer.closed_at is not None
    ended_at = timer.over_at or timer.closed_at
    if timer.at < min(ended_at, timer.closed_at) - GRACE:
        yield LedgerLine(*timer.key, timer.at, "not_sent", left_at=timer.closed_at)
    elif civil_date(timer.closed_at) > timer.due and timer.at <= now:
        yield LedgerLine(*timer.key, timer.at, "closed_before", left_at=timer.closed_at)


def _sent(timer: TimerRecord, notices: Sequence[NoticeRecord], owes_nothing: bool) -> LedgerLine:
    """What became of a level that the sweep wrote mails for."""
    if not notices:
        return LedgerLine(*timer.key, timer.at, "given_all" if owes_nothing else "lost")
    people = Counter((n.to_name, n.to_address) for n in notices)
    twice = [n for n in notices if people[n.to_name, n.to_address] > 1 or n.times > 1]
    if twice:
        return _line(timer, twice[-1], "doubled")
    worst = max(notices, key=lambda notice: _HOW_BAD[_outcome(notice)])
    names = tuple(dict.fromkeys(notice.to_name for notice in notices))
    return _line(timer, worst, _outcome(worst), ", ".join(names))


def _line(
    timer: TimerRecord, notice: NoticeRecord, outcome: Outcome, names: str | None = None
) -> LedgerLine:
    return LedgerLine(
        *timer.key, timer.at, outcome, notice.mail_key, names or notice.to_name, notice.done_at,
        notice.error,
    )  # fmt: skip


_HOW_BAD: Final[dict[Outcome, int]] = {
    "left": 0, "waiting": 1, "nobody": 2, "uncertain": 3, "failed": 4, "lost": 5,
}  # fmt: skip


def _outcome(notice: NoticeRecord) -> Outcome:
    if notice.status is None:
        return "lost"
    if notice.status == "dead" and not notice.to_address:
        return "nobody"
    ends: dict[str, Outcome] = {
        "done": "left",
        "dead": "failed",
        "bounced": "failed",
        "uncertain": "uncertain",
    }
    return ends.get(notice.status, "waiting")


def _unasked(
    recorded_timers: Mapping[LevelKey, TimerRecord],
    planned_instants: Mapping[LevelKey, datetime],
    by_level: Mapping[LevelKey, Sequence[NoticeRecord]],
) -> Iterator[LedgerLine]:
    """Mails of a level that no timer stands for: a timer was deleted, or somebody made a mail."""
    for key, notices in by_level.items():
        if key in recorded_timers or not notices or notices[0].of_list:
            continue
        notice = notices[-1]
        at = planned_instants.get(key) or notice.done_at
        if at is not None:
            yield LedgerLine(
                *key, at, "unasked", notice.mail_key, notice.to_name, notice.done_at, notice.error
            )
