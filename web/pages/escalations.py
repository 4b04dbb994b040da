"""The escalation ledger: which notice left for which overdue step, to whom, or why none did."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from persistence.counting import MOST_COUNTED
from persistence.database import reading
from persistence.escalation_list import LedgerFilter, count_alarms, count_lines, listed_lines
from persistence.escalations import last_reconciliation
from web.rendering import page
from web.request_context import CurrentContext, RequestContext
from web.views.escalations import LedgerResult, alarms_in_words, ledger_page
from web.views.paging import PAGE_SIZE, Paging, page_number

router = APIRouter()


@router.get("/board/escalations", name="escalations")
def escalations(
    context: CurrentContext,
    case: str = "",
    level: str = "",
    recipient: str = "",
    alarm: str = "",
) -> Response:
    """The ledger as the last comparison left it, the newest first, in pages."""
    filters = ledger_filter(context, case, level, recipient, alarm)
    number = page_number(context.request.query_params.get("page", ""))
    with reading(context.engine) as connection:
        paging = Paging(number, count_lines(connection, filters, MOST_COUNTED))
        lines = listed_lines(connection, filters, paging.offset, PAGE_SIZE)
        result = ledger_of(connection, filters.institutions)
        view = ledger_page(context.viewer(connection), filters, paging, lines, result)
    return page(context, "escalations.html", ledger=view)


def ledger_filter(
    context: RequestContext, case: str, level: str, recipient: str, alarm: str
) -> LedgerFilter:
    """What the address asks of the ledger, at the person's institutions."""
    institutions = tuple(context.user.institutions)
    return LedgerFilter(institutions, case.strip()[:40], level, recipient, alarm == "1")


def ledger_of(connection: Connection, institutions: Sequence[str]) -> LedgerResult:
    """The last comparison, and how many notices are missing or doubled."""
    alarms = count_alarms(connection, institutions)
    return LedgerResult(last_reconciliation(connection), alarms_in_words(alarms))
