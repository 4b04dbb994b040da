"""Entering the people of the office: what is checked before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from persistence import staff
from states.text import Text
from states.validation_error import ValidationError
from workflows.registers.keeping import RegisterAct

SALUTATIONS: Final = ("f", "m")
LONGEST_TITLE: Final = 60


def record_address(act: RegisterAct, data: Mapping[str, str]) -> None:
    """Records how letters address a member of staff: `login`, `salutation`, `academic_title`.

    What is left out is no more recorded. Raises ValidationError with its field; NotTheirs for who
    keeps no role of the register.
    """
    act.check_keeps_any()
    salutation = data.get("salutation") or None
    title = title_named(data.get("academic_title") or "")
    if salutation not in (None, *SALUTATIONS):
        sentence = Text("the form of address is f or m", "обраћање је f или m")
        raise ValidationError(sentence, ("salutation",))
    member = act.account(data["login"]).member
    staff.address(act.connection, member.login, salutation, title)
    before = {"salutation": member.salutation, "academic_title": member.academic_title}
    act.note(member.login, "addressed", before, {"salutation": salutation, "academic_title": title})


def title_named(written: str) -> str | None:
    """The title before a name as people write it; ValidationError where it is too long for one."""
    title = " ".join(written.split())
    if len(title) > LONGEST_TITLE:
        sentence = Text(
            f"a title has at most {LONGEST_TITLE} letters",
            f"звање има највише {LONGEST_TITLE} знакова",
        )
        raise ValidationError(sentence, ("academic_title",))
    return title or None
