"""The facts that a person may record in a case, and the form of each."""

from __future__ import annotations

from dataclasses import replace

from office.wiring import Office
from rules.guards.application_documents import LANGUAGE_LEVELS
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.facts import CANDIDATE, fact_title
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.forms.inputs import FormContext, Input, Options, inputs_of
from web.forms.prefill import prefilled
from web.messages.fields import FACT_HINTS
from web.views.recognition_hints import Hint, recognition_hints
from web.views.rejected_submission import RejectedSubmission
from web.views.rules import RuleLink, rule_link
from web.views.viewer import Viewer


@frozen
class Fact:
    """A fact that may be recorded; `mine` where the person's role may."""

    name: str
    title: Text
    hint: Text | None
    roles: tuple[Text, ...]
    rule: RuleLink
    mine: bool


@frozen
class FactForm:
    """The form of a fact: its inputs, and the hints that stand above them."""

    inputs: tuple[Input, ...]
    hints: tuple[Hint, ...]


def facts_of(viewer: Viewer, definition: ProcessDefinition, case: Case) -> list[Fact]:
    """The facts of a case's process, in the definition's order."""
    roles = viewer.person.roles_at(case.institution)
    return [
        Fact(
            name,
            fact_title(name),
            FACT_HINTS.get(name),
            tuple(ROLES[role] for role in allowed.roles),
            rule_link(viewer.office, case.institution, allowed.rule),
            bool(roles & set(allowed.roles)),
        )
        for name, allowed in definition.facts.items()
    ]


def fact_form_of(
    viewer: Viewer,
    fact: str,
    loaded: tuple[Case, Dossier],
    rejected: RejectedSubmission | None = None,
) -> FactForm:
    """The form of a fact as it was typed, or else with what the dossier knows."""
    hints = recognition_hints(viewer, *loaded, fact)
    return FactForm(inputs_for(viewer, fact, loaded, rejected), hints)


def candidate_choices(office: Office, institution: str) -> dict[str, Options]:
    """What can be chosen in the data of a candidate.

    The faculties are those of the office's own institution.
    """
    settings = office.settings
    choices: dict[str, Options] = {
        "en": tuple((level, Text(level, level)) for level in LANGUAGE_LEVELS)
    }
    if settings.home.by_faculty and institution == settings.institution.key:
        choices["faculty"] = tuple(
            (faculty.key, faculty.name) for faculty in settings.home.by_faculty
        )
    return choices


def inputs_for(
    viewer: Viewer,
    form: str,
    loaded: tuple[Case, Dossier],
    rejected: RejectedSubmission | None = None,
) -> tuple[Input, ...]:
    """The inputs of a form as it was typed, or else with what the dossier knows.

    Earlier decisions are filled in only where the institution proposes them (BEE-L5).
    """
    case, dossier = loaded
    definition = viewer.office.definition(case.definition)
    choices = candidate_choices(viewer.office, case.institution) if form == CANDIDATE else {}
    form_context = FormContext(form, dossier, definition.kind, choices)
    if rejected is not None:
        return inputs_of(form_context, rejected.data, rejected.errors)
    if not viewer.office.regulation_of(definition).proposes_precedents(viewer.today):
        dossier = replace(dossier, precedents=())
    return inputs_of(form_context, prefilled(form, dossier, viewer.today), {})
