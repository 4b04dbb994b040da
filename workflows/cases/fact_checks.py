"""Facts that can't stand as they are told: the sentence, its place and the rule it stands under."""

from __future__ import annotations

from typing import Any

from office.wiring import Office
from rules.handed_in import Fault, faults_of
from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.text import Text
from states.wrong_input import WrongInput


def faults_in(
    office: Office, definition: ProcessDefinition, fact: str, value: Any, dossier: Dossier
) -> tuple[Fault, ...]:
    """What is wrong with a fact as a whole, before it goes into the dossier."""
    scale = office.regulations[definition.institution].grading_scale
    return faults_of(fact, value, dossier, scale.shares(), scale.source)


def refuse_faults(
    office: Office,
    definition: ProcessDefinition,
    fact: str,
    rule: str,
    value: Any,
    dossier: Dossier,
) -> None:
    """Raises WrongInput with a sentence for each fault; `rule` is the one of the fact."""
    found = faults_in(office, definition, fact, value, dossier)
    if not found:
        return
    graded = office.regulations[definition.institution].grading_scale.rule
    rules = [graded if one.about == "grades" else rule for one in found]
    told = zip(found, rules, strict=True)
    lines = [
        (f"{one.path}: {one.said.en} ({cited})", f"{one.path}: {one.said.sr} ({cited})")
        for one, cited in told
    ]
    raise WrongInput(Text("; ".join(en for en, _ in lines), "; ".join(sr for _, sr in lines)))
