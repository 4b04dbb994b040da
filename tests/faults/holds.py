"""What holds after every fault: history, state and chain agree; each level and each mail once;
whoever was told something was told the truth; nothing is stuck unseen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

from sqlalchemy import func, select

from notifications.message import message_id
from persistence import closures, escalations, given_up_actions
from persistence.action_lists import unattended
from persistence.database import reading
from persistence.integrity import audit
from persistence.tables import act_register, cases, history, mails, timers
from persistence.tables import outbox as actions
from rules.escalations import LedgerLine
from tests.faults.ground import Ground, standing
from tests.workflows.office_fixtures import Work
from workflows.running.bootstrap import mailer_of
from workflows.running.reconciling import BATCH, RECENT, compare
from workflows.running.scheduler import look
from workflows.running.signs_of_life import patience_of
from workflows.running.watching import Watch
from workflows.running.worker import Worker

AT_ITS_END = ("done", "dead", "uncertain")
ROUNDS = 12
"""So often the pauses between attempts are waited for: a fault that is over lets all be done."""


def settled(ground: Ground) -> Work:
    """The office once a worker that came after the fault has done all that can be done."""
    ground.stop()
    ground.server.honest = True
    work = standing(ground)
    work = replace(work, mailer=mailer_of(work.office))
    minutes = count(0, 60)
    worker = Worker(work.app, work.performer, None, clock=work.clock)
    worker.watch = Watch(lambda: float(next(minutes)))
    for _ in range(2):  # the second look finds that those who gave no sign are dead
        worker.turn()
        look(work.app, worker.name, work.clock(), worker.watch)
    for _ in range(ROUNDS):
        while look(work.app, worker.name, work.clock(), worker.watch) + worker.turn():
            pass
        if all(row.status in AT_ITS_END for row in work.outbox()):
            break
        work.clock.now += timedelta(hours=2)
    return work


def what_is_wrong(ground: Ground) -> list[str]:
    """Every promise that does not hold, in a sentence; nothing where all do."""
    work = settled(ground)
    return [
        *rows_hold(work),
        *_told(work, ground),
        *_mails(work, ground),
        *_unseen(work),
    ]


def rows_hold(work: Work) -> Iterator[str]:
    """What is wrong with what the office has written down: nothing, where all promises hold."""
    yield from _audit(work)
    yield from _replayed(work)
    yield from _levels(work)
    yield from _register(work)


def must_hold(ground: Ground) -> None:
    """All promises hold after what struck."""
    wrong = what_is_wrong(ground)
    assert not wrong, "\n".join(wrong)


def _audit(work: Work) -> Iterator[str]:
    """What `mobility verify` finds."""
    with reading(work.engine) as connection:
        work.office.close_on(closures.in_force(connection))
        yield from audit(connection, work.office.data, work.office.calendar).discrepancies


def _replayed(work: Work) -> Iterator[str]:
    """Each history, told again from its first entry, gives the state that is stored."""
    entries = defaultdict(list)
    for entry in work.rows(history):
        entries[entry.case_id].append(entry)
    for case in work.rows(cases):
        case_entries = sorted(entries[case.id], key=lambda entry: entry.seq)
        if [entry.seq for entry in case_entries] != list(range(1, case.history_length + 1)):
            yield f"{case.number}: {case.history_length} entries counted, {len(case_entries)} there"
        state, visit = None, 1
        for entry in case_entries:
            if entry.source is not None and state not in (None, entry.source):
                yield f"{case.number}: {entry.name} left {entry.source}, it stood at {state}"
            if entry.target is not None:
                visit += entry.kind == "step"
                state = entry.target
        if state is not None and (state, visit) != (case.state, case.visit):
            yield f"{case.number}: {case.state} ({case.visit}), its history: {state} ({visit})"


def _told(work: Work, ground: Ground) -> Iterator[str]:
    """What was said to be done stands in the history, once; what was said not to be, does not."""
    entry_counts = Counter(entry.person for entry in work.rows(history))
    for token, _ in ground.told("taken"):
        if entry_counts[token] != 1:
            yield f"{token} was told that it is done: {entry_counts[token]} entries say so"
    for answer in ("failed", "refused"):
        for token, why in ground.told(answer):
            if entry_counts[token] and "unknown whether" not in why:
                yield f"{token} was told `{why}`, and it was saved"


def _levels(work: Work) -> Iterator[str]:
    """What the ladders ask for, compared with what left, as the office itself does by night.

    Here days pass in seconds: a step may come between the hour of a level and the next look.
    """
    moved_levels = {
        (timer.case_id, timer.visit, timer.due, timer.level, timer.recipient)
        for timer in work.rows(timers, outcome="moved")
    }
    with reading(work.engine) as connection:
        since = work.clock() - RECENT
        batch = escalations.next_cases(connection, 0, since, BATCH)
        ledger: dict[int, list[LedgerLine]] = compare(connection, work.office, batch, work.clock())
    for case_id, lines in ledger.items():
        for line in lines:
            key = (case_id, line.visit, line.due, line.level, line.recipient)
            if line.is_alarm and not (line.outcome == "not_sent" and key in moved_levels):
                yield f"case {case_id}: {line.level} for {line.recipient} is {line.outcome}"


def _mails(work: Work, ground: Ground) -> Iterator[str]:
    """Each intended mail arrived once, or is uncertain, or was given up; and none that nobody
    intended."""
    domain = work.office.settings.sender.rpartition("@")[2]
    status = {row.mail_key: row.status for row in work.outbox(action="mail")}
    arrivals = ground.server.arrived
    ids = {mail.key: message_id(mail.key, domain) for mail in work.rows(mails)}
    for key, id_ in ids.items():
        times, stands = arrivals[id_], status.get(key)
        right = {"done": times == 1, "uncertain": times <= 1, "dead": times == 0}
        if not right.get(stands or "", False):
            yield f"{key} is {stands} and arrived {times} times"
    if strange := set(arrivals) - set(ids.values()):
        yield f"mails that nobody intended: {sorted(strange)}"


def _unseen(work: Work) -> Iterator[str]:
    """What is not at its end is shown: with what was given up, or as unattended."""
    with reading(work.engine) as connection:
        visible_ids = {row.id for row in given_up_actions.given_up(connection, ["bmu"])}
        late = work.clock() + timedelta(days=8)
        visible_ids |= {
            row.id for row in unattended(connection, ["bmu"], late, patience_of(work.office))
        }
        for row in connection.execute(select(actions).where(actions.c.status != "done")):
            if row.id not in visible_ids:
                yield f"{row.label} is {row.status}, and nobody sees it"
    yield from (
        f"{row.label} is still {row.status}"
        for row in work.outbox()
        if row.status not in AT_ITS_END
    )


def _register(work: Work) -> Iterator[str]:
    """Acts are numbered without a gap."""
    query = select(
        act_register.c.institution,
        act_register.c.year,
        func.count(),
        func.max(act_register.c.serial),
    ).group_by(act_register.c.institution, act_register.c.year)
    with reading(work.engine) as connection:
        for institution, year, number, last in connection.execute(query):
            if number != last:
                yield f"{institution} {year}: {number} acts, the last is number {last}"
