"""The escalation ledger as its page shows it: its lines, its filter, and the last comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from office.wiring import Office
from persistence.escalation_list import LedgerFilter, ListedLine
from persistence.escalations import Reconciliation
from states.frozen import frozen
from states.text import Text
from states.vocabulary import DESKS, ROLES
from web.messages.escalations import ALARMS, LEVELS, OUTCOMES
from web.views.paging import ListAddress, Listing, Paging, Sort
from web.views.viewer import Viewer

ADDRESS: Final = "/board/escalations"


@frozen
class LevelLine:
    """A level of a step for a role, and what became of it; `step` is None where that is not known
    any more."""

    number: str
    candidate: str
    step: Text | None
    due: date
    level: Text
    role: Text
    at: datetime
    outcome: Text
    alarm: bool
    to_name: str | None
    left_at: datetime | None
    detail: str | None
    mail: str | None


@frozen
class LedgerResult:
    """The last comparison; `alarms` says how many notices are missing or doubled."""

    last: Reconciliation | None
    alarms: Text | None


@frozen
class LedgerPage:
    """A page of the ledger, with what the last comparison found."""

    listing: Listing
    lines: tuple[LevelLine, ...]
    filter: LedgerFilter
    levels: tuple[tuple[str, Text], ...]
    roles: tuple[tuple[str, Text], ...]
    last: Reconciliation | None
    alarms: Text | None


def ledger_page(
    viewer: Viewer,
    ledger_filter: LedgerFilter,
    paging: Paging,
    lines: Sequence[ListedLine],
    result: LedgerResult,
) -> LedgerPage:
    """The ledger for a person, filtered as they asked."""
    levels = [level for ladder in viewer.office.ladders.values() for level in ladder]
    roles = {role for level in levels for role in level.to} - {"owner"}
    return LedgerPage(
        listing=Listing(_address(ledger_filter), Sort("at", descending=True), paging),
        lines=tuple(level_lines(viewer.office, lines)),
        filter=ledger_filter,
        levels=tuple(
            (name, level_title(name)) for name in dict.fromkeys(level.level for level in levels)
        ),
        roles=tuple((role, RECIPIENTS[role]) for role in RECIPIENTS if role in roles | _OWNERS),
        last=result.last,
        alarms=result.alarms,
    )


RECIPIENTS: Final = {**ROLES, **DESKS}
"""Whom notices go to: a host is asked once more for its answer."""
_OWNERS: Final = frozenset(
    {"mobility_coordinator", "academic_coordinator", "commission_member", "student_service",
     "candidate", "rector", "dean", "vice_director", "host"}
)  # fmt: skip
"""Those who own steps, or are asked for what is awaited: reminders and notices of lateness go to
them."""


def alarms_in_words(alarms: int) -> Text | None:
    """How many notices are missing or doubled, in a sentence; None where none is."""
    return ALARMS.counted(alarms) if alarms else None


def level_title(level: str) -> Text:
    """A level in words; one that an office has made has its own name."""
    return LEVELS.get(level, Text(level, level))


def _address(ledger_filter: LedgerFilter) -> ListAddress:
    parameters = (
        ("case", ledger_filter.case),
        ("level", ledger_filter.level),
        ("recipient", ledger_filter.recipient),
        ("alarm", "1" if ledger_filter.alarms_only else ""),
    )
    return ListAddress(ADDRESS, tuple(pair for pair in parameters if pair[1]))


def level_lines(office: Office, lines: Sequence[ListedLine]) -> Iterator[LevelLine]:
    """Lines of the ledger in words."""
    for line in lines:
        mail = f"/letters/{line.mail_id}" if line.mail_id else None
        yield LevelLine(
            line.number, line.candidate, _step_of(office, line), line.due, level_title(line.level),
            RECIPIENTS[line.recipient],
            line.at, OUTCOMES[line.outcome], line.alarm, line.to_name, line.left_at, line.detail,
            mail,
        )  # fmt: skip


def _step_of(office: Office, line: ListedLine) -> Text | None:
    """What was awaited: the step where the case still waits or the state awaits no other, else the
    state in which it was."""
    state = office.shown_definition(line.definition).states.get(line.state or "")
    if state is None:
        return None
    titles = {awaited_step.title for awaited_step in state.awaits}
    return state.title_of(line.awaited) or (titles.pop() if len(titles) == 1 else state.title)
