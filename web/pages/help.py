"""The handbook, to be read beside one's work."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from web.rendering import page
from web.request_context import CurrentContext
from web.views.help import handbook

router = APIRouter()


@router.get("/help", name="help")
def help_page(context: CurrentContext) -> Response:
    """How a clerk works."""
    return page(context, "help.html", book=handbook(context.language))
