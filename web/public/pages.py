"""The public pages, served beside the pages of people outside: no link, no login, no person."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence.database import reading
from states.moments import civil_date
from web.public.edition import Edition
from web.public.site import content_of

router = APIRouter()

TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


@router.get("/public", name="public_start")
def public_start() -> Response:
    """The first page stands in a folder of its own, by whose address the others are found."""
    return RedirectResponse("/public/", 308)


@router.get("/public/{address:path}", name="public")
def public(request: Request, address: str) -> Response:
    """What everybody may read at an address of the public pages."""
    outside_state = request.app.state.shared
    with reading(outside_state.app.engine) as connection:
        edition = Edition(connection, outside_state.app.office, civil_date(outside_state.clock()))
        content = content_of(edition, address)
    if content is None:
        raise HTTPException(404)
    kind = address.rpartition(".")[2] if address else "html"
    return Response(content, media_type=TYPES[kind])
