"""The texts of mails with a preview: each of the catalogue, in each language, to each reader."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from actions.mail_samples import READERS, sample_mail
from notifications.catalogue import CATALOGUE
from states.text import LANGUAGES, Text
from states.vocabulary import ROLES
from web.messages.values import LANGUAGE_NAMES
from web.rendering import page
from web.request_context import CurrentContext
from web.views.remedies import carried_title, mail_title

router = APIRouter()

HOST_TITLE = Text("Host institution", "Установа домаћин")


@router.get("/reference/mails", name="mail_texts")
def mail_texts(context: CurrentContext) -> Response:
    """Every mail of the catalogue, with what it tells."""
    office, own = context.office, context.user.institutions
    values: dict[str, Any] = {
        "mails": list(CATALOGUE.values()),
        "title_of": partial(mail_title, office, institutions=own),
        "paper_of": partial(carried_title, office, institutions=own),
    }
    return page(context, "reference/mail_texts.html", 200, **values)


@router.get("/reference/mails/{mail}", name="mail_text")
def mail_text(context: CurrentContext, mail: str) -> Response:
    """A mail with sample data, in a language, to a reader."""
    if mail not in CATALOGUE:
        raise HTTPException(404)
    query, of_office = context.request.query_params, CATALOGUE[mail].about == "office"
    language = next((code for code in LANGUAGES if code == query.get("lang")), context.language)
    chosen_reader = "head_of_ico" if of_office else query.get("to", "")
    reader = chosen_reader if chosen_reader in READERS else READERS[0]
    subject, text = sample_mail(context.office, mail, reader, language, context.now)
    values: dict[str, Any] = {
        "mail": CATALOGUE[mail],
        "title": mail_title(context.office, CATALOGUE[mail], context.user.institutions),
        "subject": subject,
        "text": text,
        "shown_in": language,
        "languages": [(code, LANGUAGE_NAMES[code]) for code in context.office.settings.languages],
        "readers": [] if of_office else [(key, ROLES.get(key, HOST_TITLE)) for key in READERS],
        "reader": reader,
    }
    return page(context, "reference/mail_text.html", **values)
