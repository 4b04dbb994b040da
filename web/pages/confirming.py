"""Confirming what can't be taken back: shown first with all that follows, done on a second act.

The page that asks carries everything that was sent, the version that was seen among it, and a mark
of what it shows. What has changed meanwhile is shown anew, and nothing is done. It takes no script.

    outcome = do_if_confirmed(connection, reach, act, confirmed_mark(form))
    if not outcome.done:
        return confirm_page(context, form, Confirmation(…, mark=outcome.foreseen.mark))
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from starlette.datastructures import FormData
from starlette.responses import Response

from web.rendering import page
from web.request_context import RequestContext
from web.views.confirmation import Confirmation

MARK: Final = "mark"
BACK: Final = "back"
"""The button that leads back to the form, with all that was typed in it."""

NOT_CARRIED: Final = frozenset({"token", MARK, BACK})
"""Fields of a form that its confirmation has of its own."""


def confirmed_mark(form: FormData) -> str:
    """The mark of what the person has seen and confirms; empty where nothing was shown yet."""
    return str(form.get(MARK) or "")


def goes_back(form: FormData) -> bool:
    """Whether the person goes back to the form, so that nothing is done."""
    return BACK in form


def _sent_fields(form: FormData) -> tuple[tuple[str, str], ...]:
    """All that was sent, for the confirmation to carry on; a file is not among it."""
    return tuple(
        (name, value)
        for name, value in form.multi_items()
        if name not in NOT_CARRIED and isinstance(value, str)
    )


def confirm_page(context: RequestContext, form: FormData, confirmation: Confirmation) -> Response:
    """The page that asks; it says where what was confirmed is not what would follow now."""
    shown_confirmation = replace(
        confirmation,
        fields=_sent_fields(form),
        changed=confirmed_mark(form) not in ("", confirmation.mark),
    )
    return page(
        context, "confirm.html", 409 if shown_confirmation.changed else 200, it=shown_confirmation
    )
