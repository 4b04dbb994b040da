"""Entering the people of the office: what is checked before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from persistence import staff
from states.text import Text, in_cyrillic
from states.validation_error import ValidationError
from workflows.registers.keeping import RegisterAct

SALUTATIONS: Final = ("f", "m")
LONGEST_TITLE: Final = 60
LONGEST_NAME: Final = 300


def record_address(act: RegisterAct, data: Mapping[str, str]) -> None:
    """Records how letters address a member of staff: `login`, `salutation`, `academic_title`,
    `name_in_other_script`.

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
    address_fields = {
        "salutation": salutation,
        "academic_title": title,
        "name_in_other_script": other_script(data, member.name),
    }
    staff.address(act.connection, member.login, address_fields)
    before = {name: getattr(member, name) for name in address_fields}
    act.note(member.login, "addressed", before, address_fields)


def other_script(data: Mapping[str, str], name: str) -> str | None:
    """A name in the other script, where it is told; ValidationError where it is in the same one."""
    typed_name = " ".join((data.get("name_in_other_script") or "").split())
    if not typed_name:
        return None
    if in_cyrillic(typed_name) is in_cyrillic(name) or len(typed_name) > LONGEST_NAME:
        sentence = Text(
            "write the same name in the other script",
            "упишите исто име другим писмом",
        )
        raise ValidationError(sentence, ("name_in_other_script",))
    return typed_name


def title_named(typed_title: str) -> str | None:
    """The title before a name as people write it; ValidationError where it is too long for one."""
    title = " ".join(typed_title.split())
    if len(title) > LONGEST_TITLE:
        sentence = Text(
            f"a title has at most {LONGEST_TITLE} letters",
            f"звање има највише {LONGEST_TITLE} знакова",
        )
        raise ValidationError(sentence, ("academic_title",))
    return title or None
