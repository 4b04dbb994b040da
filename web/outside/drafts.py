"""What somebody outside typed and keeps for later: read from a form, and put into it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import FormData

from persistence.drafts import Fields
from web.forms.field_specs import field_specs
from web.forms.parsing import parse_form
from web.outside.typed import Typed
from workflows.outside.open_call import APPLICATION
from workflows.outside.own_case import OwnCase
from workflows.outside.submitting import Submittable, submittables

BESIDE: Final = frozenset({"mark", "seen", "confirmed"})
"""What a form has beside what people type; who means it, says so as they hand it in."""


def typed_fields(form: FormData) -> Fields:
    """What was typed into a form, and no file."""
    return tuple(
        (name, value)
        for name, value in form.multi_items()
        if isinstance(value, str) and value and name not in BESIDE
    )


def as_typed(submittable: Submittable, fields: Fields) -> dict[str, object]:
    """What was kept, as the data of the form."""
    specs = [spec for spec in field_specs(submittable.form) if spec.name in submittable.fields]
    return parse_form(specs, FormData(list(fields)))


def typed_application(
    own: OwnCase, typed_submission: Typed | None, drafts: Mapping[str, Fields]
) -> Mapping[str, object] | None:
    """The application as it was typed so far: just now, or kept for later; else None."""
    for submittable in submittables(own):
        if submittable.form == APPLICATION:
            if typed_submission is not None and (typed_submission.kind, typed_submission.name) == (
                submittable.kind,
                submittable.name,
            ):
                return typed_submission.data
            draft = drafts.get(f"{submittable.kind}/{submittable.name}")
            return as_typed(submittable, draft) if draft else None
    return None
