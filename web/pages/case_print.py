"""A case on paper, whole; and its short addresses, by the number or the end of it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence.cases import numbers_ending
from persistence.database import reading
from web.pages.access import case_of
from web.rendering import page
from web.request_context import CurrentContext
from web.views.case_print import printed_case

router = APIRouter()


@router.get("/cases/{number}/print", name="case_print")
def print_case(context: CurrentContext, number: str) -> Response:
    """All that is known of a case on one page without forms, to be printed."""
    with reading(context.engine) as connection:
        case_and_dossier = case_of(connection, context, number)
        case = printed_case(context.viewer(connection), case_and_dossier)
    return page(context, "case/print.html", it=case)


@router.get("/c/{number}", name="case_by_number")
def short(context: CurrentContext, number: str) -> Response:
    """A case by its number, or by its serial alone where only one year's can be meant.

    Of several the search shows each; raises HTTPException 404 where there is none.
    """
    if not number.isdecimal():
        with reading(context.engine) as connection:
            case, _ = case_of(connection, context, number)
        return RedirectResponse(f"/cases/{case.number}", 303)
    serial = f"{int(number):04d}"
    with reading(context.engine) as connection:
        numbers = numbers_ending(connection, context.user.institutions, serial, context.today.year)
    if not numbers:
        raise HTTPException(404)
    if len(numbers) > 1:
        return RedirectResponse(f"/work?tab=all&q={serial}", 303)
    return RedirectResponse(f"/cases/{numbers[0]}", 303)
