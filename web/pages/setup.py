"""The first hour: what an office that begins lacks, in order, and what stands already."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from office.config_file import settings_file
from persistence.database import reading
from persistence.setup import setup_counts
from web.rendering import page
from web.request_context import CurrentContext
from web.views.setup import steps_of

router = APIRouter()


@router.get("/setup", name="setup")
def setup(context: CurrentContext) -> Response:
    """The steps of the first hour."""
    office = context.office
    with reading(context.engine) as connection:
        stands = setup_counts(connection, office.settings.institution.key, context.today)
    path = settings_file(office.data)
    steps = steps_of(office.settings, path, stands, context.today.year)
    return page(context, "setup.html", steps=steps, path=path)
