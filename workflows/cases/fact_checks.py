"""Facts that can't stand as they are told: the sentence, its place and the rule it stands under."""

from __future__ import annotations

from typing import Any

from office.wiring import Office
from rules.payload_checks import FieldError, payload_errors
from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.text import Text
from states.validation_error import ValidationError


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
    """Raises ValidationError with a sentence for each fault; `rule` is the one of the fact."""
    found = fact_errors(office, definition, fact, value, dossier)
    if not found:
        return
    graded = office.regulations[definition.institution].grading_scale.rule
    rules = [graded if one.about == "grades" else rule for one in found]
    told = zip(found, rules, strict=True)
    lines = [
        (f"{one.path}: {one.message.en} ({cited})", f"{one.path}: {one.message.sr} ({cited})")
        for one, cited in told
    ]
    raise ValidationError(Text("; ".join(en for en, _ in lines), "; ".join(sr for _, sr in lines)))
