"""One more empty row of a form's list, for the page to put below the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.responses import Response

from web.forms.inputs import FormContext, empty_row
from web.rendering import page
from web.request_context import RequestContext


@dataclass(frozen=True)
class RowPlace:
    """Where a row is put: its number in the list, and what the ids of its inputs begin with."""

    key: int = 0
    at: str = ""


PlaceOfRow = Annotated[RowPlace, Depends()]


def row_page(
    context: RequestContext, form_context: FormContext, listing: str, place: RowPlace
) -> Response:
    """The row; raises HTTPException 404 where there is no such form, or no such list in it."""
    try:
        inputs = empty_row(form_context, listing, str(place.key))
    except KeyError:
        inputs = None
    if inputs is None:
        raise HTTPException(404)
    return page(context, "row.html", row=inputs, key=place.key, at=place.at)
