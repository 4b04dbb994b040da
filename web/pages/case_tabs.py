"""The tabs of a case, each at its own address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from persistence.call_overview import LONGEST_NUMBER
from persistence.database import reading
from web.forms.typed import TypedForm
from web.pages.access import case_of
from web.rendering import page
from web.request_context import CurrentContext, RequestContext
from web.views.case import Asked, case_page
from web.views.case_tabs import NOW, TABS

router = APIRouter()

OF_THE_PAGE: Final = frozenset({"form", "saved", "page"})
"""What an address may say beside the values that a form opens with."""


@router.get("/cases/{number}", name="case")
def show(context: CurrentContext, number: str) -> Response:
    """Where a case stands, and what can be done.

    In the address, `saved` is the entry of the history that the person has just made, `form` the
    fact whose form is shown open, for a browser that runs no scripts; anything else is what that
    form holds already.
    """
    return show_tab(context, number, NOW)


def _shows(tab: str) -> Callable[[CurrentContext, str], Response]:
    def show_one(context: CurrentContext, number: str) -> Response:
        return show_tab(context, number, tab)

    return show_one


for _tab in TABS:
    if _tab != NOW:
        router.add_api_route(f"/cases/{{number}}/{_tab}", _shows(_tab), name=f"case_{_tab}")


def show_tab(
    context: RequestContext, number: str, tab: str, person: TypedForm | None = None
) -> Response:
    """A tab of a case as its address asks for it; `person` is what was just said of its person, and
    could not be.
    """
    with reading(context.engine) as connection:
        case_and_dossier = case_of(connection, context, number)
        case = case_page(context.viewer(connection), case_and_dossier, _asked(context, tab))
    status = 422 if person else 200
    return page(context, "case.html", status, it=case, person_form=person or TypedForm())


def _asked(context: RequestContext, tab: str) -> Asked:
    query = context.request.query_params
    fills = {name: value for name, value in query.items() if name not in OF_THE_PAGE}
    saved_number, at = (number_in(query.get(name, "")) for name in ("saved", "page"))
    return Asked(tab, query.get("form", ""), fills, saved_number, page=at)


def number_in(text: str) -> int:
    """A number as an address or a form holds it; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 0
