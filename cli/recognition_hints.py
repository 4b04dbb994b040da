"""Earlier decisions and grading tables as `case show` gives them."""

from __future__ import annotations

from cli import frame
from cli.panels import facts, panel
from cli.show import Plain
from rules import precedents
from workflows.registers.recognition_hints import RecognitionHints


def hints_json(hints: RecognitionHints, lang: str) -> Plain:
    """What is proposed with its source, and which tables convert the grades and why."""
    return {
        "precedents": [
            {
                "course": proposal.course.title,
                "home": precedent.home.title,
                "case": precedent.case,
                "decree": precedent.decree,
                "on": precedent.recognised_on.isoformat(),
                "proposed": proposal.holds,
                "lacking": list(proposal.lacking),
            }
            for proposal in hints.proposals
            for precedent in proposal.precedents
        ],
        "tables": [line.in_(lang) for line in hints.tables.why] if hints.tables else [],
    }


def show_hints(hints: RecognitionHints, lang: str) -> None:
    """A panel with both, once there is a transcript."""
    if hints.tables is None:
        return
    decisions = [
        line.in_(lang) for proposal in hints.proposals for line in precedents.describe(proposal)
    ]
    tables = [line.in_(lang) for line in hints.tables.why]
    values = {
        f"{frame.DECIDED.in_(lang)} ({hints.precedent_rule})": "\n".join(decisions)
        or frame.NOTHING.in_(lang),
        f"{frame.TABLES.in_(lang)} ({hints.grading_rule})": "\n".join(tables),
    }
    panel(frame.RECOGNITION.in_(lang), facts(values))
