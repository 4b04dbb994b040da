"""Whether timers, mails and actions of cases stand as they were sealed, and their states hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from typing import Final, NamedTuple

from persistence.case_seals import CaseSeals, Newest, Written
from persistence.digests import digest, is_digest, unsalted
from persistence.part_titles import title_of
from persistence.row_makers import PlainRow
from persistence.sealed_parts import Part
from states.frozen import frozen
from states.text import Text

HOT: Final = ("mails", "outbox", "timers")
"""Mails first: whether a level was sent is asked of them."""

TIMER_STATE: Final = ("closed_at", "outcome")
SEATED: Final = "commission_member"
"""The role that a seat on a call's commission gives."""
ACTION_STATE: Final = ("status", "attempts", "claimed_by", "done_at")


@frozen
class HotRows:
    """What was met of a case's hot rows: those matched or sealed anew, and the keys of mails.

    `scored` are the numbers of cases that wait for no member's points.
    """

    of_case: CaseSeals
    scored: Collection[str] = ()
    mail_keys: set[str] = field(default_factory=set)
    plans: set[str] = field(default_factory=set)
    resealed: Counter[str] = field(default_factory=Counter)

    def compare(self, part: Part, row: PlainRow, content: bytes) -> Text | None:
        """What is wrong with a row, which is hashed as `content`; its state stands behind its key
        and its case.
        """
        if part.name == "timers":
            return self._timer(content, row)
        width, of_case = len(part.columns), self.of_case
        key = row[width]
        if part.name == "mails":
            self.mail_keys.add(key)
            digests_by_key = of_case.mails
        else:
            digests_by_key = of_case.outbox
            if wrong := action_discrepancy(*row[width + 2 :]):
                return _about(of_case.number, f"{key}: {wrong.en}", f"{key}: {wrong.sr}")
        newest = self._newest(part.name, key)
        if newest is None:
            is_sealed = _taken(digests_by_key.get(row[width - 1]), content)
        else:
            is_sealed = is_digest(content, newest.digest, newest.salt)
        return None if is_sealed else changed(of_case, part.name, key)

    def _newest(self, part: str, key: str) -> Newest | None:
        """What the chain of seals has of a row; most rows are sealed by their entry alone."""
        newest = self.of_case.newest.pop((part, key), None)
        if newest is not None:
            self.resealed[part] += 1
        return newest

    def _timer(self, content: bytes, row: PlainRow) -> Text | None:
        plan, of_case = unsalted(content), self.of_case
        self.plans.add(plan)
        newest = self._newest("timers", str(row[7]))
        if newest is not None:
            is_sealed = is_digest(content, newest.digest, newest.salt)
            since = -1 if newest.is_of_upgrade else newest.length
        else:
            since = of_case.timers.get(plan, -1)
            is_sealed = since >= 0
        timer = TimerRow(row[0], row[1], row[2], row[3], row[5], row[6], row[9], row[10])
        if not is_sealed:
            return changed(of_case, "timers", f"{timer.due} {timer.level}")
        is_scored = of_case.number in self.scored
        if wrong := timer_discrepancy(of_case, timer, since, self.mail_keys, is_scored):
            name = f"{timer.due} {timer.level}"
            return _about(of_case.number, f"timer {name} {wrong.en}", f"окидач {name} {wrong.sr}")
        return None

    def missing(self) -> Iterator[Text]:
        """Rows that the entries sealed and that are gone, but for those that were sealed anew."""
        unmet = {
            "timers": len(self.of_case.timers.keys() - self.plans),
            "mails": _number(self.of_case.mails),
            "outbox": _number(self.of_case.outbox),
        }
        for part, number in unmet.items():
            if number > self.resealed[part]:
                yield gone(self.of_case, part, "")


class TimerRow(NamedTuple):
    """A timer as it stands."""

    visit: int
    due: object
    level: str
    recipient: str
    name: str
    at: int
    closed_at: int | None
    outcome: str | None


def timer_discrepancy(
    of_case: CaseSeals, timer: TimerRow, since: int, mail_keys: set[str], is_scored: bool = False
) -> Text | None:
    """What does not hold of a timer's state, which no seal covers; entry `since` planned it.

    Sent: its mail is there, or that of its list, which its call has; who has given all points to
    the list's cases is sent none. Told: the list's mail of an earlier day is there. Taken or moved:
    the case has an entry of that instant. Passed over: it lay behind as one was written. Open: no
    entry since has closed the timers of the case.
    """
    if timer.outcome == "sent":
        level = f"{timer.due}/{timer.level}"
        own = f"{of_case.number}/{timer.visit}/{level}/{timer.name}/{timer.recipient}"
        is_done = is_scored and timer.recipient == SEATED
        is_of_list = f"call-{of_case.call_id}/{level}" in of_case.list_levels
        if not (is_done or is_of_list) and not any(
            f"{key}/".startswith(f"{own}/") for key in mail_keys
        ):
            return Text(
                "is marked as sent, and there is no mail", "означен је као послат, а писма нема"
            )
    elif timer.outcome == "told" and not _has_earlier_notice(of_case, timer):
        return Text(
            "is marked as told of before, and there is no earlier mail",
            "означен је као раније јављен, а ранијег писма нема",
        )
    elif timer.outcome == "taken" and (timer.closed_at, timer.name) not in of_case.steps:
        return Text(
            "is marked as taken, and the history has no such step",
            "означен је као извршен, а историја нема тај корак",
        )
    elif timer.outcome == "passed_over" and not _lay_behind(of_case, timer):
        return Text(
            "is marked as passed over, and lay behind at no step",
            "означен је као прескочен, а није прошао ни пре једног корака",
        )
    elif timer.outcome == "moved" and of_case.moves.get(timer.closed_at or 0, -2) <= since:
        return Text(
            "was closed, and no step closed it", "затворен је, а ниједан корак га није затворио"
        )
    elif timer.outcome is None and (timer.visit != of_case.visit or timer.closed_at is not None):
        return Text("is open, and its visit is over", "отворен је, а боравак је завршен")
    return None


def action_discrepancy(
    status: str, attempts: int, claimed_by: str | None, done_at: int | None
) -> Text | None:
    """What does not hold of an action's state, which no seal covers."""
    if status == "done" and (done_at is None or attempts < 1):
        return Text(
            "is marked as done, and nobody did it", "означено је као обављено, а нико није обавио"
        )
    if status != "done" and done_at is not None:
        return Text("was done, and waits again", "обављено је, а поново чека")
    if status in ("claimed", "handed_over") and claimed_by is None:
        return Text("is in nobody's hands", "није ни у чијим рукама")
    return None


def _number(digests_by_key: Written) -> int:
    return sum(len(digests) for by_salt in digests_by_key.values() for digests in by_salt.values())


def _taken(by_salt: Mapping[str, list[str]] | None, content: bytes) -> bool:
    """Whether a row is among those that entries of an instant wrote; it is taken out of them."""
    for salt, digests in by_salt.items() if by_salt else ():
        if digests and (of_row := _digest_as(digests[0], content, salt)) in digests:
            digests.remove(of_row)
            return True
    return False


def _digest_as(sealed_text: str, content: bytes, salt: str) -> str:
    """The digest of a row, as long as one that was sealed; "" where the salt is none."""
    try:
        return digest(content, salt, len(sealed_text) // 2)
    except ValueError:
        return ""


def changed(of_case: CaseSeals, part: str, key: str) -> Text:
    """That a row of a case is not as it was written, or was never written by this program."""
    title, name = title_of(part), f" ({key})" if key else ""
    return _about(
        of_case.number,
        f"{title.en}{name}: not as it was written; changed or added with another tool",
        f"{title.sr}{name}: није како је уписано; измењено или додато другим алатом",
    )


def gone(of_case: CaseSeals, part: str, key: str) -> Text:
    """That a row of a case is missing."""
    title, name = title_of(part), f" ({key})" if key else ""
    return _about(
        of_case.number,
        f"{title.en}{name}: missing; removed or changed with another tool",
        f"{title.sr}{name}: недостаје; уклоњено или измењено другим алатом",
    )


def _about(number: str, en: str, sr: str) -> Text:
    return Text(f"{number}: {en}", f"{number}: {sr}")


def _lay_behind(of_case: CaseSeals, timer: TimerRow) -> bool:
    return timer.closed_at in of_case.moves and timer.at <= timer.closed_at


def _has_earlier_notice(of_case: CaseSeals, timer: TimerRow) -> bool:
    """Whether the same level of the call's list left for an earlier day."""
    call, own = f"call-{of_case.call_id}/", f"call-{of_case.call_id}/{timer.due}/"
    return any(
        key.startswith(call) and key.endswith(f"/{timer.level}") and key < own
        for key in of_case.list_levels
    )
