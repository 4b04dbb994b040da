"""Documents to download, and mails to read."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from actions.documents.case_forms import make_form
from actions.documents.form_models import forms_of
from persistence import call_pages, files, pages
from persistence.database import reading
from persistence.mails import stored_mail
from persistence.pages import Paper
from states.text import Language
from web.pages.cases import case_of
from web.rendering import page
from web.visit import Entered, Forbidden, Visit
from workflows.cases.uploads import ENDINGS

router = APIRouter()


@router.get("/papers/{paper_id}", name="paper")
def paper(visit: Entered, paper_id: int) -> Response:
    """A stored file, always as a download and under a name of the office's own making."""
    with reading(visit.app.engine) as connection:
        found = pages.paper(connection, paper_id)
        if found is None or found.file is None:
            raise HTTPException(404)
        number = _seen(connection, visit, found)
    media_type = found.media_type if found.media_type in ENDINGS else "application/octet-stream"
    name = found.file_name or f"{number}-{found.kind}.{ENDINGS.get(str(media_type), 'bin')}"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(files.read(visit.app.office.data, found.file), 200, headers, media_type)


@router.get("/cases/{number}/forms/{name}", name="form")
def form(visit: Entered, number: str, name: str, lang: Language = "en") -> Response:
    """A form of a case as a PDF to download: filled in as far as the case knows, and not kept."""
    with reading(visit.app.engine) as connection:
        case, dossier = case_of(connection, visit, number)
        if name not in forms_of(case.process):
            raise HTTPException(404)
        made = make_form(connection, visit.app.office, case, dossier, name, lang, visit.now)
    called = f"{case.number}-{name.replace('_', '-')}.{lang}.pdf"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(called)}"}
    return Response(made, 200, headers, "application/pdf")


@router.get("/letters/{mail_id}", name="letter")
def letter(visit: Entered, mail_id: int) -> Response:
    """A mail as its reader has it."""
    with reading(visit.app.engine) as connection:
        found = stored_mail(connection, mail_id)
        if found is None or found.case_id is None:
            raise HTTPException(404)
        number = pages.number_of(connection, found.case_id)
        case_of(connection, visit, number)
    return page(visit, "letter.html", letter=found, number=number)


def _seen(connection: Connection, visit: Visit, found: Paper) -> str:
    """The case or call of a document, which the person must be able to see."""
    if found.case_id is not None:
        number = pages.number_of(connection, found.case_id)
        case_of(connection, visit, number)
        return number
    institutions = visit.somebody.institutions
    if found.call_id is None or not call_pages.call_line(connection, found.call_id, institutions):
        raise Forbidden
    return f"call-{found.call_id}"
