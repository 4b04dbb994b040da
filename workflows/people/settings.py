"""What `config.yaml` says of accounts, as the rooms that keep them take it."""

from __future__ import annotations

from datetime import timedelta

from office.wiring import Office
from persistence.login_failures import Lockout
from persistence.sessions import Limits


def session_limits(office: Office) -> Limits:
    """How long a session may idle, and how long it lasts at most."""
    accounts = office.settings.accounts
    return Limits(timedelta(minutes=accounts.idle_minutes), timedelta(hours=accounts.session_hours))


def lockout_of(office: Office) -> Lockout:
    """After how many failed tries a login is locked, and for how long."""
    accounts = office.settings.accounts
    return Lockout(accounts.failed_tries, timedelta(minutes=accounts.lockout_minutes))
