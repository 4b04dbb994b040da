"""The first login of an office in which nobody works yet: a link that is shown once.

Who makes the office hands it to the Head of ICO, who chooses a password and enters the others.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from actions.mail_contexts import page_url
from persistence import setup, staff, tokens
from persistence.staff import Assignment
from persistence.tokens import NewToken
from states.text import Text
from states.validation_error import ValidationError
from workflows.people.accounts import enter, new_member
from workflows.registers.keeping import KEEPER, RegisterAct

LOGIN: Final = "head"
_WRITTEN: Final = re.compile(r"\s*([^<>]+?)\s*<\s*([^<>\s]+)\s*>\s*")


def first_link(act: RegisterAct, written: str) -> str:
    """Enters the Head of ICO, `Name Surname <address>`, and returns the address of their link.

    Raises ValidationError for what is no name with an address, and where somebody works here.
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise ValidationError(
            Text("write the Head as: Name Surname <address>", "упишите: Име Презиме <адреса>")
        )
    if setup.setup_counts(act.connection, act.institution, act.today).people:
        raise ValidationError(
            Text(
                "people work here already: the Head invites others on the page People",
                "овде већ неко ради: руководилац позива остале на страници Људи",
            )
        )
    member = new_member(LOGIN, {"name": match[1], "email": match[2], "writes_in": "en"})
    role = Assignment(act.institution, KEEPER, act.today, entered_by=act.keeper.entered_by)
    enter(act, member, [role], None)
    entered = staff.by_logins(act.connection, [LOGIN])[0]
    ends_at = act.now + timedelta(days=act.office.settings.accounts.invitation_days)
    new = NewToken(entered.id, "invitation", ends_at, made_by=act.keeper.name)
    return page_url(act.office, f"welcome/{tokens.make(act.connection, new, act.now)}")
