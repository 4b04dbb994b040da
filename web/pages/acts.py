"""The register of acts (деловодник): which number which document bears, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from persistence import act_list
from persistence.act_list import ActFilter, ListedAct
from persistence.counting import MOST_COUNTED
from persistence.database import reading
from web.messages.values import MADE_HERE
from web.rendering import page
from web.request_context import CurrentContext, RequestContext
from web.views.paging import (
    PAGE_SIZE,
    ListAddress,
    Listing,
    Paging,
    Sort,
    page_number,
)
from web.views.remedies import act_title, document_title

router = APIRouter()

ACTS: Final = "/acts"
LONGEST: Final = 60
"""Letters of a number that is looked for."""


@router.get(ACTS, name="acts")
def acts(context: CurrentContext) -> Response:
    """The acts of an institution, the newest first, by year, kind and number."""
    filters = act_filter(context)
    with reading(context.engine) as connection:
        years = act_list.years(connection, filters.institution)
        count = act_list.count(connection, filters, MOST_COUNTED)
        paging = Paging(page_number(context.request.query_params.get("page", "")), count)
        lines = act_list.listed(connection, filters, paging.offset, PAGE_SIZE)
    address = ListAddress(ACTS, _parameters(filters))
    values = {
        "asked": filters,
        "institutions": {key: context.office.regulations[key].name for key in _own(context)},
        "years": years,
        "kinds": MADE_HERE,
        "title_of": partial(document_title, context.office, institutions=[filters.institution]),
        "title_of_act": partial(act_title, context.office, institution=filters.institution),
        "lines": lines,
        "listing": Listing(address, Sort("number", True), paging),
    }
    return page(context, "acts.html", 200, **values)


def act_filter(context: RequestContext) -> ActFilter:
    """What the address asks for; what is written wrongly asks for everything of the first."""
    query = context.request.query_params
    institution, year, kind = (query.get(name, "") for name in ("institution", "year", "kind"))
    is_year = year.isascii() and year.isdecimal() and len(year) == 4
    return ActFilter(
        institution=institution if institution in _own(context) else _own(context)[0],
        year=int(year) if is_year else None,
        kind=kind if kind in MADE_HERE else "",
        number=query.get("number", "").strip()[:LONGEST],
    )


def streamed_acts(context: RequestContext) -> Iterator[ListedAct]:
    """The acts that the address asks for, read as they are written."""
    with reading(context.engine) as connection:
        yield from act_list.every(connection, act_filter(context))


def _own(context: RequestContext) -> tuple[str, ...]:
    return tuple(context.user.institutions)


def _parameters(filters: ActFilter) -> tuple[tuple[str, str], ...]:
    year = str(filters.year) if filters.year is not None else ""
    return (
        ("institution", filters.institution), ("year", year), ("kind", filters.kind),
        ("number", filters.number),
    )  # fmt: skip
