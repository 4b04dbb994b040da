"""Earlier decisions and grading tables as `case show` tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli import frame
from cli.show import facts, panel

if TYPE_CHECKING:
    from workflows.registers.recognition_hints import Counsel


def counsel_json(counsel: Counsel, lang: str) -> dict[str, Any]:
    """What is proposed with its source, and which tables convert the grades and why."""
    return {
        "precedents": [
            {
                "course": proposal.course.title,
                "home": one.home.title,
                "case": one.case,
                "decree": one.decree,
                "on": one.recognised_on.isoformat(),
                "proposed": proposal.holds,
                "lacking": list(proposal.lacking),
            }
            for proposal in counsel.proposals
            for one in proposal.precedents
        ],
        "tables": [line.in_(lang) for line in counsel.tables.why] if counsel.tables else [],
    }


def show_counsel(counsel: Counsel, lang: str) -> None:
    """A panel with both, once there is a transcript."""
    from rules.precedents import told

    if counsel.tables is None:
        return
    lines = [line.in_(lang) for proposal in counsel.proposals for line in told(proposal)]
    panel(
        frame.RECOGNITION.in_(lang),
        facts(
            {
                f"{frame.DECIDED.in_(lang)} ({counsel.precedent_rule})": "\n".join(lines)
                or frame.NOTHING.in_(lang),
                f"{frame.TABLES.in_(lang)} ({counsel.grading_rule})": "\n".join(
                    line.in_(lang) for line in counsel.tables.why
                ),
            }
        ),
    )
