"""Who asks, as a keeper of the register of an institution's people."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from web.request_context import RequestContext
from workflows.registers.keeping import Keeper, RegisterAct


def keeper_at(context: RequestContext, institution: str) -> Keeper:
    """The person with the roles that count at the institution today.

    Raises HTTPException 404 where there are none, or no such institution is kept here.
    """
    roles = context.user.roles_at(institution)
    if not roles or institution not in context.office.regulations:
        raise HTTPException(404)
    member = context.user.member
    return Keeper(member.name, roles, member.login)


def register_act(context: RequestContext, connection: Connection, institution: str) -> RegisterAct:
    """An act of who asks, on the register of an institution, at the instant of the request."""
    keeper = keeper_at(context, institution)
    return RegisterAct(connection, context.office, institution, keeper, context.now)
