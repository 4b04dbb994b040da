"""An act on the register of people by whoever works at the command line: they keep all of it."""

from __future__ import annotations

from sqlalchemy import Connection

from office.wiring import Office
from workflows.registers.keeping import OPERATOR, RegisterAct
from workflows.running.read_only_office import clock


def operators_act(office: Office, connection: Connection) -> RegisterAct:
    """An act at the office's own institution, now."""
    return RegisterAct(connection, office, office.settings.institution.key, OPERATOR, clock())
