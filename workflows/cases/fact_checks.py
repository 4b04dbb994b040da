"""Facts that can't stand as they are told: the sentence, its place and the rule it stands under."""

from __future__ import annotations

from office.wiring import Office
from rules.payload_checks import FieldError, payload_errors
from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.fact_declaration import Payload
from states.text import Text
from states.validation_error import ValidationError


class UnfitFact(ValidationError):
    """A fact that can't stand as a whole; `errors` say what is wrong with it, each at its place."""

    def __init__(self, message: Text, errors: tuple[FieldError, ...]) -> None:
        super().__init__(message)
        self.errors = errors


def fact_errors(
    office: Office, definition: ProcessDefinition, fact: str, value: Payload, dossier: Dossier
) -> tuple[FieldError, ...]:
    """What is wrong with a fact as a whole, before it goes into the dossier."""
    scale = office.regulations[definition.institution].grading_scale
    return payload_errors(fact, value, dossier, scale.shares(), scale.source)


def check_fact(
    office: Office, definition: ProcessDefinition, fact: str, value: Payload, dossier: Dossier
) -> None:
    """Raises UnfitFact with a sentence for each error, each under its rule."""
    errors = fact_errors(office, definition, fact, value, dossier)
    if not errors:
        return
    rules = {
        "grades": office.regulations[definition.institution].rule_of("grading_tables"),
        "courses": definition.facts[fact].rule,
    }
    en, sr = (
        "; ".join(_line(error, rules[error.about], of) for error in errors) for of in ("en", "sr")
    )
    raise UnfitFact(Text(en, sr), errors)


def _line(error: FieldError, rule: str, language: str) -> str:
    return f"{error.path}: {error.message.in_(language)} ({rule})"
