"""The rules: every clause of the person's institutions, told with its article and its numbers."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from web.rendering import page
from web.visit import Entered

router = APIRouter()


@router.get("/rules", name="rules")
def rules(visit: Entered, of: str = "") -> Response:
    """The regulation of an institution; without a wish, of the person's first."""
    institutions = visit.somebody.institutions
    chosen = of if of in institutions else institutions[0]
    books = visit.app.office.regulations
    others = [(key, books[key].name) for key in institutions if key in books]
    return page(visit, "rules.html", book=books[chosen], others=others, chosen=chosen)
