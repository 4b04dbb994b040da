"""The first hour: what an office that begins lacks, in order, and what stands already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from office.settings_changes import NotOurs, own_file
from persistence import changes
from persistence.database import reading, write_transaction
from persistence.setup import setup_counts
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import LEGAL_REPRESENTATIVES, ROLES
from web.forms.typed import TypedForm, typed_fields
from web.messages.setup import (
    EITHER,
    FIELDS,
    HINTS,
    LINES_TO_SERVER,
    NOT_SECURE,
    STEPS,
    TRANSPORTS,
)
from web.register_act import register_act
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.changes import change_lines
from web.views.setup import refusal_of, steps_of, test_lines
from workflows.people.first_mail import last_test, send_test, written_test
from workflows.registers.keeping import RegisterAct
from workflows.registers.office_settings import (
    CONFIG,
    INSTITUTION,
    MAIL,
    MAY_BE_EMPTY,
    change_institution,
    change_mail,
    written_values,
)
from workflows.running.bootstrap import mailer_of

router = APIRouter()

Change = Callable[[RegisterAct, Path, Mapping[str, str]], Path]
CHOICES: Final[Mapping[str, Mapping[str, Text]]] = {
    "head": {"": EITHER, **{role: ROLES[role] for role in sorted(LEGAL_REPRESENTATIVES)}},
    "transport": TRANSPORTS,
    "starttls": LINES_TO_SERVER,
}
"""What is chosen and not written."""


@router.get("/setup", name="setup")
def setup(context: CurrentContext) -> Response:
    """The steps of the first hour."""
    with reading(context.engine) as connection:
        counts = setup_counts(connection, _own_key(context), context.today)
    steps = steps_of(context.app.app, counts, last_test(context.engine), context.today)
    next_step = next((number for number, step in enumerate(steps) if not step.done), None)
    return page(context, "setup.html", steps=steps, following=next_step)


@router.get("/setup/institution", name="setup_institution")
def institution(context: CurrentContext) -> Response:
    """Whose office it is and what its letterhead says."""
    return _settings_page(context, "institution", TypedForm())


@router.post("/setup/institution", name="change_institution")
def set_institution(context: CurrentContext, form: SentForm) -> Response:
    """Writes whose office it is into its settings; they hold at once."""
    values = typed_fields(form, *INSTITUTION)
    origin = context.request.headers.get("origin", "")
    if values["base_url"].startswith("https:") and origin.startswith("http:"):
        # With an address of HTTPS the cookies travel by HTTPS only: nobody could log in here.
        error = ValidationError(NOT_SECURE, ("base_url",))
        return _settings_page(
            context, "institution", TypedForm("institution", values).refused(error, values)
        )
    return _changed(context, "institution", values, change_institution)


@router.get("/setup/mail", name="setup_mail")
def mail(context: CurrentContext) -> Response:
    """How mails leave, and a test of it."""
    return _settings_page(context, "mail", TypedForm())


@router.post("/setup/mail", name="change_mail")
def set_mail(context: CurrentContext, form: SentForm) -> Response:
    """Writes how mails leave into the settings; they hold at once."""
    return _changed(context, "mail", typed_fields(form, *MAIL), change_mail)


@router.post("/setup/mail/test", name="test_mail")
def test_mail(context: CurrentContext, form: SentForm) -> Response:
    """Sends a real mail to who asks, and shows what the server said."""
    with reading(context.engine) as connection:
        act = register_act(context, connection, _own_key(context))
        outgoing = written_test(act, context.user.member)
    send_test(context.engine, act, outgoing, mailer_of(context.office))
    return RedirectResponse("/setup/mail?tested=1#test", 303)


def _changed(
    context: RequestContext, part: str, values: Mapping[str, str], change: Change
) -> Response:
    try:
        with write_transaction(context.engine) as connection:
            act = register_act(context, connection, _own_key(context))
            change(act, context.app.app.settings_file, values)
        context.app.take_new_settings()
    except ValidationError as error:
        return _settings_page(context, part, TypedForm(part, values).refused(error, values))
    return RedirectResponse(f"/setup/{part}?saved=1", 303)


def _settings_page(context: RequestContext, part: str, typed_form: TypedForm) -> Response:
    fields = INSTITUTION if part == "institution" else MAIL
    with reading(context.engine) as connection:
        log = change_lines(changes.of(connection, "settings", CONFIG))
    test = last_test(context.engine)
    return page(
        context, "settings.html", 422 if typed_form.errors else 200, sent=typed_form, log=log,
        part=part, title=STEPS[part], choices=CHOICES, test_lines=test_lines(test),
        tested=test is not None, test_refused=test is not None and refusal_of(test) is not None,
        values=written_values(context.office.settings, fields), elsewhere=_file_elsewhere(context),
        fields=[(name, FIELDS[name], HINTS.get(name, ""), name in MAY_BE_EMPTY) for name in fields],
        saved="saved" in context.request.query_params and not typed_form.errors,
    )  # fmt: skip


def _file_elsewhere(context: RequestContext) -> Path | None:
    """The file of the settings where this page can't write it."""
    path = context.app.app.settings_file
    try:
        own_file(context.office.data, path)
    except NotOurs:
        return path
    return None


def _own_key(context: RequestContext) -> str:
    return context.office.settings.institution.key
