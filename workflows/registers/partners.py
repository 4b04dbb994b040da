"""The register of partners: entered, corrected, renamed, merged where one stands twice.

No call and no case is changed by it: each keeps the name that it was written with, and what is told
about a partner holds for all names that are one with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import ValidationError as PydanticError

from persistence import changes, partners
from persistence.changes import Change, Values
from persistence.partners import Contact, Partner
from states.strict_forms import Country, ErasmusCode
from states.strict_yaml import adapter
from states.text import Text
from states.validation_error import ValidationError, errors_of
from states.validation_messages import message_of
from states.vocabulary import SPOKEN
from workflows.registers.addresses import address_named
from workflows.registers.keeping import RegisterAct

KEEPERS: Final = frozenset({"mobility_coordinator", "academic_coordinator", "head_of_ico"})
"""Who keeps the register of partners."""

LONGEST: Final = {"name": 300, "address": 300, "contact": 300, "duty": 200}
RENAMED: Final = "partner_renamed"


def add_partner(act: RegisterAct, data: Mapping[str, str]) -> int:
    """Enters a partner: `name`, `email`, `country`, `erasmus_code`, `address`, `contact`,
    `language`, `numbers_courses`. Returns its number.

    Raises ValidationError with its field, NotTheirs for who does not keep the register.
    """
    act.check_may(KEEPERS)
    values = _values(data)
    _check_new(act, str(values["name"]))
    partner_id = partners.add(act.connection, values)
    _note(act, partner_id, "partner_added", after=values)
    return partner_id


def change_partner(act: RegisterAct, partner_id: int, data: Mapping[str, str]) -> int:
    """Corrects what is known of a partner; a new name takes the place of the one there.

    The earlier name stays where calls and cases have it, as one with the new. Returns the number
    under which the partner stands from now on. Raises as `add_partner`.
    """
    partner = _partner(act, partner_id)
    values = _values(data)
    before = _known(partner)
    changed_values = {name: value for name, value in values.items() if before[name] != value}
    if not changed_values:
        return partner_id
    if "name" not in changed_values:
        partners.change(act.connection, partner_id, changed_values)
        _note(
            act,
            partner_id,
            "partner_changed",
            {name: before[name] for name in changed_values},
            changed_values,
        )
        return partner_id
    return _rename(act, partner, values, changed_values)


def _rename(
    act: RegisterAct, partner: Partner, values: dict[str, object], changed_values: dict[str, object]
) -> int:
    """The partner under its new name, with which the earlier one is one."""
    _check_new(act, str(values["name"]))
    before = _known(partner)
    new_id = partners.add(act.connection, values)
    for contact in partners.contacts_of(act.connection, partner.id):
        partners.add_contact(act.connection, new_id, contact.name, contact.email, contact.duty)
    partners.merge(act.connection, partner.id, new_id)
    for number in (partner.id, new_id):
        _note(act, number, RENAMED, {name: before[name] for name in changed_values}, changed_values)
    return new_id


def merge_partners(act: RegisterAct, partner_id: int, into: int) -> None:
    """Says that two partners are one, which is told and reached as the second.

    Raises ValidationError where they are one already or the second is none; NotTheirs.
    """
    partner, kept_partner = _partner(act, partner_id), partners.find(act.connection, into)
    if (
        kept_partner is None
        or kept_partner.id == partner.id
        or kept_partner.merged_into is not None
    ):
        sentence = Text("choose another partner of the register", "изаберите другог партнера")
        raise ValidationError(sentence, ("into",))
    partners.merge(act.connection, partner.id, kept_partner.id)
    _note(act, partner.id, "partners_merged", {"name": partner.name}, {"name": kept_partner.name})
    _note(
        act, kept_partner.id, "partners_merged", {"name": partner.name}, {"name": kept_partner.name}
    )


def part_partners(act: RegisterAct, partner_id: int) -> None:
    """Takes back that a partner is one with another: it stands for itself again."""
    act.check_may(KEEPERS)
    partner = partners.find(act.connection, partner_id)
    if partner is None or partner.merged_into is None:
        raise ValidationError(Text("these two are not one", "ова два партнера нису један"))
    kept_partner = partners.find(act.connection, partner.merged_into)
    partners.merge(act.connection, partner.id, None)
    after = {"name": partner.name}
    _note(
        act,
        partner.id,
        "partners_parted",
        {"name": kept_partner.name if kept_partner else None},
        after,
    )


def add_contact(act: RegisterAct, partner_id: int, data: Mapping[str, str]) -> None:
    """Enters somebody at a partner: `name`, `email`, `duty`. Raises as `add_partner`."""
    partner = _partner(act, partner_id)
    name, email = _line(data, "name", is_required=True), _email(data)
    duty = _line(data, "duty")
    partners.add_contact(act.connection, partner.id, str(name), email, duty)
    after = {"name": name, "email": email, "duty": duty}
    _note(act, partner.id, "contact_added", after=after)


def remove_contact(act: RegisterAct, partner_id: int, contact_id: int) -> Contact | None:
    """Takes somebody out of a partner's contacts; None where nobody was there."""
    partner = _partner(act, partner_id)
    contact = partners.remove_contact(act.connection, partner.id, contact_id)
    if contact is not None:
        before = {"name": contact.name, "email": contact.email, "duty": contact.duty}
        _note(act, partner.id, "contact_removed", before)
    return contact


def _partner(act: RegisterAct, partner_id: int) -> Partner:
    """A partner that stands for itself; ValidationError for none, NotTheirs for others."""
    act.check_may(KEEPERS)
    partner = partners.find(act.connection, partner_id)
    if partner is None or partner.merged_into is not None:
        sentence = Text(
            "this partner is one with another by now: open that one",
            "овај партнер је у међувремену спојен с другим: отворите тог другог",
        )
        raise ValidationError(sentence)
    return partner


def _check_new(act: RegisterAct, name: str) -> None:
    if partners.named(act.connection, name) is not None:
        sentence = Text(f"{name} stands in the register already", f"{name} већ постоји у регистру")
        raise ValidationError(sentence, ("name",))


def partner_errors(data: Mapping[str, str]) -> dict[str, Text]:
    """All that is wrong with what is told of a partner, by field."""
    return errors_of(_CHECKS, data)


def _values(data: Mapping[str, str]) -> dict[str, object]:
    """What is told of a partner, checked; ValidationError with its field."""
    return {name: check(data) for name, check in _CHECKS.items()}


def _language(data: Mapping[str, str]) -> str | None:
    language = data.get("language") or None
    if language is not None and language not in SPOKEN:
        raise ValidationError(Text("choose a language", "изаберите језик"), ("language",))
    return language


def _judged(data: Mapping[str, str], field: str, form: Any, spelling: Callable[[str], str]) -> str:
    """A word that has its own form, as an Erasmus code has; empty where it may be left out."""
    typed_text = spelling(" ".join((data.get(field) or "").split()))
    if not typed_text and field == "erasmus_code":
        return ""
    try:
        value: str = adapter(form).validate_python(typed_text)
    except PydanticError as error:
        raise ValidationError(message_of(error.errors()[0]), (field,)) from None
    return value


def _line(data: Mapping[str, str], field: str, is_required: bool = False) -> str | None:
    line = " ".join((data.get(field) or "").split())
    if len(line) > LONGEST[field]:
        most = LONGEST[field]
        raise ValidationError(Text(f"at most {most} letters", f"највише {most} знакова"), (field,))
    if is_required and not line:
        raise ValidationError(Text("this is needed", "ово је обавезно"), (field,))
    return line or None


def _email(data: Mapping[str, str]) -> str:
    try:
        return address_named(data.get("email") or "")
    except ValidationError as error:
        raise ValidationError(error.message, ("email",)) from None


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, str]], object]]] = {
    "name": lambda data: _line(data, "name", is_required=True),
    "email": _email,
    "country": lambda data: _judged(data, "country", Country, str.upper),
    "erasmus_code": lambda data: _judged(data, "erasmus_code", ErasmusCode, str) or None,
    "address": lambda data: _line(data, "address"),
    "contact": lambda data: _line(data, "contact"),
    "language": _language,
    "numbers_courses": lambda data: data.get("numbers_courses") != "no",
}
"""What is told of a partner, by field, each checked by itself."""


def _known(partner: Partner) -> dict[str, object]:
    """A partner as the log of changes has it."""
    return {
        "name": partner.name,
        "email": partner.email,
        "country": partner.country,
        "erasmus_code": partner.erasmus_code,
        "address": partner.address,
        "contact": partner.contact,
        "language": partner.language,
        "numbers_courses": partner.numbers_courses,
    }


def _note(
    act: RegisterAct,
    partner_id: int,
    name: str,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    change = Change("partner", str(partner_id), name, act.keeper.name, before, after)
    changes.note(act.connection, change, act.now)
