"""The page of one case, as whatever was done there shows it again."""

from __future__ import annotations

from starlette.responses import Response

from persistence.database import reading
from states.text import Text
from web.outside.context import OpensNothing, OutsideContext, is_proven, page
from web.outside.typed import Typed
from web.outside.views import Shown, own_page
from workflows.outside.own_case import OwnCase, open_link
from workflows.outside.submitting import Receipt


def show_own_page(
    context: OutsideContext,
    link: str,
    status: int = 200,
    *,
    typed_submission: Typed | None = None,
    error: Text | None = None,
    receipt: Receipt | None = None,
    received_mark: str = "",
) -> Response:
    """The page of the one case of a link, with what was just said about it; OpensNothing for a link
    that opens none."""
    with reading(context.engine) as connection:
        own = opened_or_nothing(open_link(connection, context.office, link, context.now))
        shown_parts = Shown(is_proven(context, own.link), typed_submission)
        view = own_page(connection, context.office, own, shown_parts, context.now)
    values = {"link": link, "error": error, "receipt": receipt, "received": received_mark}
    return page(context, "case.html", status, it=view, **values)


def opened_or_nothing(own: OwnCase | None) -> OwnCase:
    """The case of a link, or the one page that there is for all links that open none."""
    if own is None:
        raise OpensNothing
    return own
