"""Accounts of the office's people: opened, invited, corrected, closed and opened again.

Nobody but the person ever knows the password: who is invited, or whose password is to be a new one,
gets a link by mail that opens once. Its secret is drawn as the mail leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final, Literal

from persistence import accounts, login_failures, sessions, staff, tokens
from persistence.accounts import Account
from persistence.staff import Assignment, Member
from persistence.tokens import NewToken
from states.text import LANGUAGES, Text
from states.validation_error import SeveralErrors, ValidationError, check_all, errors_of
from workflows.people.account_mails import enqueue_address_changed, enqueue_link
from workflows.people.appointments import appoint, appointment_errors
from workflows.people.staff import SALUTATIONS, other_script, title_named
from workflows.registers.addresses import address_named
from workflows.registers.keeping import RegisterAct

LinkPurpose = Literal["invitation", "reset"]
LOGIN: Final = re.compile(r"[a-z][a-z0-9._-]{1,39}", re.ASCII)
NO_LOGIN: Final = Text(
    "a login has 2 to 40 small letters a to z, digits, dots and dashes, and begins with a letter "
    "(for instance: v.simic)",
    "корисничко име има од 2 до 40 малих слова абецеде од a до z без дијакритика, цифара, тачака "
    "и цртица, а почиње словом (на пример: v.simic)",
)
LONGEST_NAME: Final = 300
ALL_PURPOSES: Final[tuple[tokens.Purpose, ...]] = ("invitation", "reset", "calendar", "api")
LINKS: Final[tuple[tokens.Purpose, ...]] = ("invitation", "reset")


def open_account(act: RegisterAct, data: Mapping[str, str]) -> Member:
    """Enters a new member of staff with a first role, and invites them by mail.

    `login`, `name`, `email`, `writes_in`, `salutation`, `academic_title`, and what `appoint` asks
    for the role. Raises ValidationError with its field, NotTheirs as `appoint`.
    """
    errors = person_errors(data)
    if errors:
        raise SeveralErrors({**errors, **appointment_errors(act, data)})
    login = new_login(act, data.get("login", ""))
    member = new_member(login, data)
    enter(act, member, (), None)
    appoint(act, {**data, "login": login})
    send_link(act, login)
    return member


def new_member(login: str, data: Mapping[str, str]) -> Member:
    """Somebody by what is written of them; raises ValidationError with its field."""
    return Member(0, login, **_details(data))  # type: ignore[arg-type]


def enter(
    act: RegisterAct, member: Member, assignments: Sequence[Assignment], password: str | None
) -> None:
    """Writes a new member of staff down; `password` is a hash, None for who is invited.

    Raises NotTheirs for who keeps no role of the register.
    """
    act.check_keeps_any()
    staff.add(act.connection, member, assignments, password)
    after = {**_values(member), "roles": [assignment.role for assignment in assignments]}
    act.note(member.login, "account_opened", after=after)


def send_link(act: RegisterAct, login: str) -> None:
    """Mails somebody a link by which they choose a password: an invitation, or a new password.

    Earlier links open no more. Raises ValidationError where the account is not in use, NotTheirs
    for who does not keep it.
    """
    account = act.kept_account(login)
    if not account.active:
        raise _not_in_use(account)
    purpose: LinkPurpose = "reset" if account.password else "invitation"
    member, settings = account.member, act.office.settings.accounts
    lasts = (
        timedelta(days=settings.invitation_days)
        if purpose == "invitation"
        else timedelta(hours=settings.reset_hours)
    )
    ends_at = act.now + lasts
    tokens.revoke_all(act.connection, member.id, LINKS, act.now, act.keeper.name)
    new = NewToken(member.id, purpose, ends_at, made_by=act.keeper.name)
    token_id = tokens.announce(act.connection, new, act.now)
    enqueue_link(act, member, purpose, token_id, ends_at)
    name = "invited" if purpose == "invitation" else "reset_sent"
    act.note(login, name, after={"email": member.email, "until": ends_at})


def change_details(act: RegisterAct, login: str, data: Mapping[str, str]) -> None:
    """Corrects what is known of somebody: name, address, language, how letters address them.

    A link that was mailed to an address that is wrong opens no more, and the old address is told of
    the new one. Raises ValidationError with
    its field, NotTheirs for who does not keep the account.
    """
    account = act.kept_account(login)
    before, after = _values(account.member), _details(data)
    if all(before[name] == value for name, value in after.items()):
        return
    if before["email"] != after["email"]:
        tokens.revoke_all(act.connection, account.member.id, LINKS, act.now, act.keeper.name)
        enqueue_address_changed(act, account.member, str(after["email"]))
    accounts.change(act.connection, account.member.id, after)
    changed_fields = [name for name, value in after.items() if before[name] != value]
    act.note(
        login, "details_changed",
        {name: before[name] for name in changed_fields},
        {name: after[name] for name in changed_fields},
    )  # fmt: skip


def deactivate(act: RegisterAct, login: str) -> None:
    """The account is in use no longer: sessions end, links and tokens open nothing.

    Roles stay as they are written; while the account is not in use, nobody holds them by it.
    Raises ValidationError for one's own account and one that is not in use, NotTheirs for who does
    not keep it.
    """
    account = act.kept_account(login)
    check_deactivates(act, account)
    accounts.set_active(act.connection, account.member.id, False)
    tokens.revoke_all(act.connection, account.member.id, ALL_PURPOSES, act.now, act.keeper.name)
    sessions.end_others(act.connection, account.member.id, None, act.now, act.keeper.name)
    act.note(login, "deactivated", {"active": True}, {"active": False})


def check_deactivates(act: RegisterAct, account: Account) -> None:
    """Raises ValidationError for the keeper's own account, and one that is not in use."""
    if account.member.login == act.keeper.login:
        sentence = Text(
            "nobody deactivates their own account: ask somebody else who keeps the register",
            "нико не искључује сопствени налог: замолите другога ко води запослене",
        )
        raise ValidationError(sentence, ("login",))
    if not account.active:
        raise _not_in_use(account)


def reactivate(act: RegisterAct, login: str) -> None:
    """The account is in use again, with the password and the roles that it had."""
    account = act.kept_account(login)
    if account.active:
        name = account.member.name
        sentence = Text(f"{name}'s account is in use", f"налог је у употреби: {name}")
        raise ValidationError(sentence, ("login",))
    accounts.set_active(act.connection, account.member.id, True)
    act.note(login, "reactivated", {"active": False}, {"active": True})


def unlock(act: RegisterAct, login: str) -> None:
    """Failed tries count no more: the person may log in at once."""
    account = act.kept_account(login)
    if login_failures.lift(act.connection, account.member.login):
        act.note(login, "unlocked")


def end_session(act: RegisterAct, login: str, session_id: int) -> None:
    """Ends a session of somebody whom the keeper keeps, or an own one."""
    is_own = login == act.keeper.login
    account = act.own_or_kept(login)
    staff_id = account.member.id
    if sessions.end(act.connection, session_id, staff_id, act.now, act.keeper.name) and not is_own:
        act.note(login, "session_ended")


def new_login(act: RegisterAct, typed_login: str) -> str:
    """A login as people write it; ValidationError where it can't be one, or somebody has it."""
    login = _as_login(typed_login)
    if not LOGIN.fullmatch(login) or login in act.office.regulations:
        raise ValidationError(NO_LOGIN, ("login",))
    if accounts.account_of(act.connection, login) is not None:
        sentence = Text(
            f"somebody logs in as {login} already", f"корисничко име {login} је заузето"
        )
        raise ValidationError(sentence, ("login",))
    return login


def _as_login(typed_login: str) -> str:
    """A login without what people type around it and without capital letters."""
    return typed_login.strip().lower()


def person_errors(data: Mapping[str, str]) -> dict[str, Text]:
    """All that is wrong with what is written of somebody and of their login, by field."""
    errors = errors_of(_CHECKS, data)
    if not LOGIN.fullmatch(_as_login(data.get("login", ""))):
        errors["login"] = NO_LOGIN
    return errors


def _details(data: Mapping[str, str]) -> dict[str, object]:
    """What is known of a person, checked; ValidationError with all that is wrong by field."""
    check_all(_CHECKS, data)
    return {name: check(data) for name, check in _CHECKS.items()}


def _salutation(data: Mapping[str, str]) -> str | None:
    salutation = data.get("salutation") or None
    if salutation not in (None, *SALUTATIONS):
        sentence = Text("the form of address is f or m", "обраћање је f или m")
        raise ValidationError(sentence, ("salutation",))
    return salutation


def _writes_in(data: Mapping[str, str]) -> str:
    writes_in = data.get("writes_in") or ""
    if writes_in not in LANGUAGES:
        raise ValidationError(Text("choose a language", "изаберите језик"), ("writes_in",))
    return writes_in


def _name(typed_name: str) -> str:
    name = " ".join(typed_name.split())
    if not name:
        raise ValidationError(
            Text("write the name and surname", "упишите име и презиме"), ("name",)
        )
    if len(name) > LONGEST_NAME:
        sentence = Text(
            f"a name has at most {LONGEST_NAME} letters",
            f"име има највише {LONGEST_NAME} знакова",
        )
        raise ValidationError(sentence, ("name",))
    return name


def _address(typed_address: str) -> str:
    try:
        return address_named(typed_address)
    except ValidationError as error:
        raise ValidationError(error.message, ("email",)) from None


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, str]], object]]] = {
    "name": lambda data: _name(data.get("name", "")),
    "email": lambda data: _address(data.get("email", "")),
    "writes_in": _writes_in,
    "salutation": _salutation,
    "academic_title": lambda data: title_named(data.get("academic_title") or ""),
    "name_in_other_script": lambda data: other_script(data, _name(data.get("name", ""))),
}
"""What is known of a person, by field, each checked by itself."""


def _values(member: Member) -> dict[str, object]:
    """A person as the log of changes has them."""
    return {
        "name": member.name,
        "email": member.email,
        "writes_in": member.writes_in,
        "salutation": member.salutation,
        "academic_title": member.academic_title,
        "name_in_other_script": member.name_in_other_script,
    }


def _not_in_use(account: Account) -> ValidationError:
    name = account.member.name
    sentence = Text(f"{name}'s account is not in use", f"налог није у употреби: {name}")
    return ValidationError(sentence, ("login",))
