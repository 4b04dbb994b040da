"""The board's lists as spreadsheets have them."""

from __future__ import annotations

from collections.abc import Iterable

from states.text import Text
from web.exports import Column, Export, titled
from web.messages.board import BOARD
from web.messages.exports import HEADINGS
from web.views.board_cases import BoardCase
from web.views.cover import Gap
from web.views.exported_lists import columns
from web.views.steps import StepLine, VisitsPage


def exported_board_cases(cases: Iterable[BoardCase]) -> Export:
    """The cases behind a number of the board."""
    names = (
        "number", "candidate", "host", "state", "since", "step", "owners", "people", "due", "rests",
        "reason",
    )  # fmt: skip
    rows = (
        (
            case.number, case.candidate, case.host, case.state, case.since, case.step,
            titled(case.owners), ", ".join(case.people), case.due, case.rests, titled(case.whys),
        )
        for case in cases
    )  # fmt: skip
    return Export("board-cases", HEADINGS["cases"], columns(*names), rows)


def exported_steps(subject: Text, lines: Iterable[StepLine]) -> Export:
    """How long steps took, each with its limit; `subject` says by what they are told."""
    numbers = ("stays", "limit_days", "median_days", "ninetieth_days", "late_percent")
    rows = (
        (
            line.step, line.place, line.name, line.number.number, line.allowed, line.median,
            line.ninetieth, line.late,
        )
        for line in lines
    )  # fmt: skip
    headings = (*columns("step", "process"), Column(subject, 30), *_columns(*numbers))
    return Export("board-steps", BOARD["slow_steps"], headings, rows)


def exported_stays(page: VisitsPage) -> Export:
    """The stays in a state behind a number of the durations."""
    names = ("entered_on", "left_on", "took_days", "late_days")
    rows = (
        (
            visit.number, visit.due, visit.entered_on, visit.left_on, visit.days, visit.late, role,
            visit.host,
        )
        for visit, role in page.visits
    )  # fmt: skip
    headings = (*columns("number", "due"), *_columns(*names), *columns("owners", "host"))
    return Export("board-stays", page.state, headings, rows)


def exported_gaps(gaps: Iterable[Gap]) -> Export:
    """The weeks ahead in which a step falls due that nobody present may take."""
    rows = (
        (
            gap.first, gap.last, titled(gap.roles), gap.number.number, ", ".join(gap.why),
            titled(Text(f"{role.en}: {people}", f"{role.sr}: {people}")
                   for role, people in gap.mends),
        )
        for gap in gaps
    )  # fmt: skip
    headings = (
        *columns("first_day", "last_day", "owners"), *_columns("steps_due", "away", "what_mends"),
    )  # fmt: skip
    return Export("board-cover", BOARD["gaps"], headings, rows)


def _columns(*names: str) -> tuple[Column, ...]:
    """Columns with the words of their page."""
    return tuple(Column(BOARD[name].capitalised(), 20) for name in names)
