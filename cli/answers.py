"""What a command answers: what was done, or why not, every reason with its rule and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer

from cli import frame
from cli.show import as_json, lines, panel
from cli.troubles import REFUSED

if TYPE_CHECKING:
    from states.decision import Refused
    from states.reasons import Reason

Done = TypeVar("Done")


def answer(told: Any, said: str, json: bool) -> None:
    """What was done: `told` for machines, `said` in a sentence for people."""
    if json:
        as_json(told)
    else:
        lines([said])


def done(outcome: Done | Refused, json: bool, language: str) -> Done:
    """The outcome of a step that was taken; a refused one is shown and ends with status 1."""
    from states.decision import Refused

    if isinstance(outcome, Refused):
        refuse(outcome, json, language)
    return outcome


def refuse(refused: Refused, json: bool, language: str) -> NoReturn:
    """Shows why a step was refused, completely, and ends with exit status 1."""
    if json:
        as_json(
            {
                "refused": True,
                "step": refused.step.in_(language),
                "reasons": [reason_json(reason, language) for reason in refused.reasons],
            }
        )
    else:
        title = f"{frame.REFUSED.in_(language)}: {refused.step.in_(language)}"
        panel(title, reasons_text(refused.reasons, language), "red")
    raise typer.Exit(REFUSED)


def reason_json(reason: Reason, language: str) -> dict[str, str]:
    """A reason as plain values."""
    return {
        "rule": reason.rule,
        "message": reason.message.in_(language),
        "remedy": reason.remedy.in_(language),
    }


def reasons_text(reasons: Sequence[Reason], language: str) -> Any:
    """Reasons as a list: the rule, what is missing, and below it what to do."""
    from rich.text import Text

    said = Text()
    for place, reason in enumerate(reasons):
        said.append("\n" if place else "")
        said.append("✗ ", "red").append(reason.rule, "bold").append("  ")
        said.append(f"{reason.message.in_(language)}\n  → {reason.remedy.in_(language)}")
    return said
