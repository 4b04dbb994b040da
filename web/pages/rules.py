"""The rules: every clause of the person's institutions, told with its article and its numbers."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from web.rendering import page
from web.request_context import CurrentContext

router = APIRouter()


@router.get("/rules", name="rules")
def rules(context: CurrentContext, of: str = "") -> Response:
    """The regulation of an institution; where none is asked for, of the person's first."""
    institutions = context.user.institutions
    institution = of if of in institutions else institutions[0]
    regulations = context.office.regulations
    names = [(key, regulations[key].name) for key in institutions if key in regulations]
    values = {
        "regulation": regulations[institution],
        "institution_names": names,
        "institution": institution,
    }
    return page(context, "rules.html", 200, **values)
