"""Facts that can't stand as they are told: the sentence, its place and the rule it stands under."""

from __future__ import annotations

from typing import Any

from office.wiring import Office
from rules.payload_checks import FieldError, payload_errors
from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.text import Text
from states.validation_error import ValidationError


class UnfitFact(ValidationError):
    """A fact that can't stand as a whole; `faults` say what is wrong with it, each at its place."""

    def __init__(self, said: Text, faults: tuple[FieldError, ...]) -> None:
        super().__init__(said)
        self.faults = faults


def fact_errors(
    office: Office, definition: ProcessDefinition, fact: str, value: Any, dossier: Dossier
) -> tuple[FieldError, ...]:
    """What is wrong with a fact as a whole, before it goes into the dossier."""
    scale = office.regulations[definition.institution].grading_scale
    return payload_errors(fact, value, dossier, scale.shares(), scale.source)


def check_fact(
    office: Office,
    definition: ProcessDefinition,
    fact: str,
    rule: str,
    value: Any,
    dossier: Dossier,
) -> None:
    """Raises UnfitFact with a sentence for each fault; `rule` is the one of the fact."""
    faults = fact_errors(office, definition, fact, value, dossier)
    if not faults:
        return
    graded = office.regulations[definition.institution].grading_scale.rule
    rules = [graded if fault.about == "grades" else rule for fault in faults]
    lines = [
        (
            f"{fault.path}: {fault.message.en} ({cited})",
            f"{fault.path}: {fault.message.sr} ({cited})",
        )
        for fault, cited in zip(faults, rules, strict=True)
    ]
    sentence = Text("; ".join(en for en, _ in lines), "; ".join(sr for _, sr in lines))
    raise UnfitFact(sentence, faults)
