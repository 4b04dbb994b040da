"""What a command answers: what was done, or why not, every reason with its rule and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn, TypeVar

import typer
from rich.text import Text

from cli import frame
from cli.errors import REFUSED
from cli.panels import panel
from cli.show import Plain, as_json, lines
from states.decision import Refused
from states.reasons import Reason

Done = TypeVar("Done")


def answer(plain: object, sentence: str, json: bool) -> None:
    """What was done: plain values for machines, a sentence for people."""
    if json:
        as_json(plain)
    else:
        lines([sentence])


def done(outcome: Done | Refused, json: bool, lang: str) -> Done:
    """The outcome of a step that was taken; a refused one is shown and ends with status 1."""
    if isinstance(outcome, Refused):
        refuse(outcome, json, lang)
    return outcome


def refuse(refusal: Refused, json: bool, lang: str) -> NoReturn:
    """Shows why a step was refused, completely, and ends with exit status 1."""
    if json:
        as_json(
            {
                "refused": True,
                "step": refusal.step.in_(lang),
                "reasons": [reason_json(reason, lang) for reason in refusal.reasons],
            }
        )
    else:
        title = f"{frame.REFUSED.in_(lang)}: {refusal.step.in_(lang)}"
        panel(title, reasons_text(refusal.reasons, lang), "red")
    raise typer.Exit(REFUSED)


def reason_json(reason: Reason, lang: str) -> Plain:
    """A reason as plain values; `by` are the forms and steps any of which removes it."""
    return {
        "rule": reason.rule,
        "message": reason.message.in_(lang),
        "remedy": reason.remedy.in_(lang),
        "by": list(reason.by),
    }


def reasons_text(reasons: Sequence[Reason], lang: str) -> Text:
    """Reasons as a list: the rule, what is missing, and below it what to do."""
    text = Text()
    for position, reason in enumerate(reasons):
        text.append("\n" if position else "")
        text.append("✗ ", "red").append(reason.rule, "bold").append("  ")
        text.append(f"{reason.message.in_(lang)}\n  → {reason.remedy.in_(lang)}")
    return text
