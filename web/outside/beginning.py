"""A call as people outside read it, and the page of who is about to apply in it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from starlette.responses import HTMLResponse

from office.wiring import Office
from rules.asked_documents import asked_documents
from rules.remedy_words import REMEDY_WORDS
from states.calls import Call
from states.definition import ProcessDefinition
from states.frozen import frozen
from states.text import Text
from web.forms.candidate_choices import candidate_choices
from web.forms.field_specs import FieldSpec
from web.forms.inputs import FormContext, Input, form_fields, inputs_of
from web.forms.validation import FieldErrors
from web.outside.context import OutsideContext, is_proven, page
from web.outside.grounds import ground_of
from workflows.outside.open_call import Beginning, OpenCall, application_step, is_asked_for

FORM = "new_candidate"
KNOWN = frozenset({"email"})
"""What the link tells already."""


@frozen
class Condition:
    """What one must meet to apply, in words, and the article that asks for it."""

    text: Text
    ground: Text


@frozen
class CallPage:
    """A call as its page shows it, or what is asked for in none (`by_request`).

    `asked` are the documents, each with whether it is asked for within Erasmus+ only; `contested`
    is what a list may be met with: an appeal, or a complaint.
    """

    id: int
    call: Call
    process: Text
    asked: Mapping[str, bool]
    conditions: Sequence[Condition]
    contested: Text | None
    by_request: bool

    @property
    def title(self) -> Text | str:
        """What the page is headed by."""
        return self.process if self.by_request else self.call.title


def call_page(office: Office, open_call: OpenCall) -> CallPage:
    """The page of an open call: everything on it stands in the call or in the regulation."""
    definition, call = open_call.definition, open_call.call
    has_list = any(step.of_call for step in definition.transitions.values())
    words = REMEDY_WORDS[definition.rulebook.contests_lists_by()]
    return CallPage(
        open_call.id,
        call,
        definition.title,
        asked_documents(call, definition),
        _conditions(office, definition),
        words["to_remedy"] if has_list and call.appeal_days else None,
        is_asked_for(definition),
    )


def _conditions(office: Office, definition: ProcessDefinition) -> list[Condition]:
    """The rules that the guards of the application carry out, each once."""
    step = application_step(definition)
    book = office.regulation_of(definition)
    rules = dict.fromkeys(guard.rule for guard in step.guards) if step else {}
    return [
        Condition(
            book.rule(rule).holding_for(definition.kind).text, ground_of(office, definition, rule)
        )
        for rule in rules
        if book.known(rule)
    ]


def form_of(context: OutsideContext, open_call: OpenCall) -> tuple[FormContext, list[FieldSpec]]:
    """The form of the candidate's data in a kind of mobility, without what is known already."""
    choices = candidate_choices(context.office, open_call.definition.institution)
    form_context = FormContext(FORM, None, open_call.definition.kind, choices)
    return form_context, [spec for spec in form_fields(form_context) if spec.name not in KNOWN]


def begin_page(
    context: OutsideContext,
    beginning: Beginning,
    link: str,
    status: int = 200,
    *,
    data_and_errors: tuple[Mapping[str, object], FieldErrors] | None = None,
    error: Text | None = None,
    sentence: Text | None = None,
    received_mark: str = "",
) -> HTMLResponse:
    """The page by which somebody begins to apply; `typed` is what was sent in vain."""
    open_call = beginning.open_call
    form_context, _ = form_of(context, open_call)
    data, errors = data_and_errors or ({"writes_in": context.language}, {})
    inputs: tuple[Input, ...] = tuple(
        field_input
        for field_input in inputs_of(form_context, data, errors)
        if field_input.name not in KNOWN
    )
    return page(
        context,
        "begin.html",
        status,
        it=call_page(context.office, open_call),
        link=link,
        address=beginning.link.address,
        inputs=inputs,
        mark=secrets.token_urlsafe(9),
        proven=is_proven(context, beginning.link),
        error=error,
        sentence=sentence,
        received=received_mark,
    )
