"""What is written into a register of the person's institution: in one transaction, or explained."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import RedirectResponse, Response

from persistence.database import write_transaction
from states.validation_error import ValidationError
from web.register_act import register_act
from web.request_context import RequestContext
from workflows.registers.keeping import RegisterAct

Write = Callable[[RegisterAct], str]
"""Writes, and returns the address at which that is seen."""
Explain = Callable[[ValidationError], Response]
"""The page that says why it can't be."""


def written_or_explained(context: RequestContext, write: Write, explain: Explain) -> Response:
    """Goes to where what was written is seen; or says why it can't be."""
    try:
        with write_transaction(context.engine) as connection:
            address = write(register_act(context, connection, context.user.institutions[0]))
    except ValidationError as error:
        return explain(error)
    return RedirectResponse(address, 303)
