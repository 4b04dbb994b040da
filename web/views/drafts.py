"""What a person typed into the forms of a case and has not sent, as the page shows it again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from starlette.datastructures import FormData

from persistence.drafts import Draft, drafts_of
from states.definition import ProcessDefinition
from states.dossier import Case
from web.forms.field_specs import field_specs
from web.forms.parsing import parse_form
from web.forms.read_rows import pasted_in
from web.views.rejected_submission import RejectedSubmission
from web.views.viewer import Viewer


def kept_forms(
    viewer: Viewer, definition: ProcessDefinition, case: Case
) -> tuple[RejectedSubmission, ...]:
    """The drafts of the person who looks, each as the form in which it stands."""
    staff_id = viewer.person.member.id
    drafts = drafts_of(viewer.connection, staff_id, case.id, viewer.now)
    return tuple(form for draft in drafts for form in _form_of(definition, draft))


def _form_of(definition: ProcessDefinition, draft: Draft) -> Iterator[RejectedSubmission]:
    kind, _, name = draft.form.partition("/")
    takes = takes_of(definition, kind, name)
    if takes is None:
        return
    form_data = FormData(list(draft.fields))
    data = parse_form(field_specs(takes), form_data)
    form_kind: Literal["step", "fact"] = "step" if kind == "step" else "fact"
    yield RejectedSubmission(
        form_kind, name, data, version=draft.version, kept_at=draft.kept_at,
        pasted=pasted_in(form_data), sent=form_data,
    )  # fmt: skip


def takes_of(definition: ProcessDefinition, kind: str, name: str) -> str | None:
    """The form of a step or a fact; None where the process has none of the name."""
    if kind == "fact":
        return name if name in definition.facts else None
    step = definition.transitions.get(name) if kind == "step" else None
    return step.takes if step is not None and not step.of_call else None
