"""The first login of an office in which nobody works yet: a link that is shown once.

Who makes the office hands it to the Head of ICO, who says who they are, chooses a password and
enters the others. As long as nobody has a password, each start of the office shows another link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from actions.mail_contexts import page_url
from persistence import first_login, setup, staff, tokens
from persistence.staff import Assignment, Member
from persistence.tokens import NewToken
from states.text import Text
from states.validation_error import ValidationError
from workflows.people.accounts import enter, new_login, new_member
from workflows.registers.keeping import KEEPER, RegisterAct

LOGIN: Final = "head"
_WRITTEN: Final = re.compile(r"\s*([^<>]+?)\s*<\s*([^<>\s]+)\s*>\s*")


def first_link(act: RegisterAct, person_text: str) -> str:
    """Enters the Head of ICO, `Name Surname <address>`, and returns the address of their link.

    Raises ValidationError for what is no name with an address, and where somebody works here.
    """
    match = _WRITTEN.fullmatch(person_text)
    if match is None:
        raise ValidationError(
            Text("write the Head as: Name Surname <address>", "упишите: Име Презиме <адреса>")
        )
    member = new_member(LOGIN, {"name": match[1], "email": match[2], "writes_in": "en"})
    _enter_head(act, member, None)
    return page_url(act.office, f"welcome/{_invitation(act, LOGIN)}")


def new_first_link(act: RegisterAct) -> str | None:
    """The path of a page by which somebody logs in first; None once anybody has a password.

    Where the Head was entered already, their password is chosen there; else who they are, too.
    """
    counts = setup.setup_counts(act.connection, act.institution, act.today)
    if counts.with_password:
        return None
    if counts.people == 0:
        return f"first/{first_login.draw(act.office.data, _ends_at(act))}"
    register = staff.appointments_at(act.connection, act.institution)
    heads = [
        entry for entry in register if entry.given.role == KEEPER and entry.holds_on(act.today)
    ]
    return f"welcome/{_invitation(act, heads[0].member.login)}" if heads else None


def begin_office(act: RegisterAct, data: Mapping[str, str], password: str) -> Member:
    """Who has the first link enters themselves as the Head of ICO: `login`, `name`, `email`,
    `writes_in`; `password` is a hash.

    Raises ValidationError with its field, and where somebody works here already.
    """
    member = new_member(new_login(act, data.get("login", "")), data)
    _enter_head(act, member, password)
    first_login.end(act.office.data)
    return member


def _enter_head(act: RegisterAct, member: Member, password: str | None) -> None:
    if setup.setup_counts(act.connection, act.institution, act.today).people:
        raise ValidationError(
            Text(
                "people work here already: the Head invites others on the page People",
                "овде већ неко ради: руководилац позива остале на страници Људи",
            )
        )
    role = Assignment(act.institution, KEEPER, act.today, entered_by=act.keeper.entered_by)
    enter(act, member, [role], password)


def _invitation(act: RegisterAct, login: str) -> str:
    member = staff.by_logins(act.connection, [login])[0]
    new = NewToken(member.id, "invitation", _ends_at(act), made_by=act.keeper.name)
    return tokens.make(act.connection, new, act.now)


def _ends_at(act: RegisterAct) -> datetime:
    return act.now + timedelta(days=act.office.settings.accounts.invitation_days)
