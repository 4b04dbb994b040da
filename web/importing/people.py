"""People from a spreadsheet: an account with a role a row, or one more role for who is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import accounts, staff
from persistence.accounts import Account
from persistence.staff import Appointed, Member
from rules.appointments import APPOINTERS
from rules.wording import format_text
from states.addresses import address_key
from states.frozen import frozen
from states.text import Text
from states.vocabulary import OFFICE_ROLES, ROLES
from web.forms.inputs import Options
from web.importing.columns import ImportColumn
from web.importing.corrections import CORRECTED, corrections, difference_in_words
from web.importing.kinds import (
    Entered,
    Entry,
    ImportKind,
    ImportPlace,
    Judgement,
    at_first,
    full_name,
)
from web.messages.import_columns import PEOPLE_COLUMNS as WORDS
from web.messages.values import LANGUAGES_OF_MAILS, SALUTATIONS
from web.register_act import register_act
from workflows.people.accounts import change_details, open_account, person_errors
from workflows.people.appointments import appoint, appointment_errors
from workflows.registers.keeping import RegisterAct, keeps, representatives_of

Data = dict[str, str]
CORRECTED_BY_ROWS: Final = (
    "name", "writes_in", "salutation", "academic_title", "name_in_other_script",
)  # fmt: skip
HOLDS: Final = Text("holds the role already", "већ има ту улогу")
GETS: Final = Text("known here; gets the role", "већ има налог; добија улогу")


@frozen
class _Register:
    """Who is known here already, and who holds which role at the institution."""

    act: RegisterAct
    by_login: Mapping[str, Account]
    by_address: Mapping[str, Account]
    appointed: Sequence[Appointed]
    columns: Sequence[ImportColumn]


def _columns(place: ImportPlace) -> tuple[ImportColumn, ...]:
    office = place.context.office
    roles: Options = tuple((role, ROLES[role]) for role in OFFICE_ROLES)
    languages = tuple((code, LANGUAGES_OF_MAILS[code]) for code in office.settings.languages)

    def column(name: str, **more: object) -> ImportColumn:
        titles, hint, example = WORDS[name]
        return ImportColumn(name, titles, hint, example=example, **more)  # type: ignore[arg-type]

    return (
        column("name", required=True),
        column("surname", in_template=False),
        column("email", required=True, longest=200),
        column("login", longest=40),
        column("role", kind="choice", required=True, options=roles),
        column("from", kind="date"),
        column("to", kind="date"),
        column("by", kind="choice", options=tuple(APPOINTERS.items())),
        column("by_name"),
        column("writes_in", kind="choice", options=languages),
        column("salutation", kind="choice", options=tuple(SALUTATIONS.items())),
        column("academic_title", longest=60),
        column("name_in_other_script"),
    )


def _judge(connection: Connection, place: ImportPlace, entries: Sequence[Entry]) -> list[Judgement]:
    register = _register(
        register_act(place.context, connection, place.institution), _columns(place)
    )
    return [_judged(register, entry) for entry in entries]


def _register(act: RegisterAct, columns: Sequence[ImportColumn] = ()) -> _Register:
    connection = act.connection
    listed_accounts = [a for active in (True, False) for a in accounts.accounts(connection, active)]
    return _Register(
        act,
        {account.member.login: account for account in listed_accounts},
        {address_key(account.member.email): account for account in reversed(listed_accounts)},
        staff.appointments_at(connection, act.institution),
        columns,
    )


def _judged(register: _Register, entry: Entry) -> Judgement:
    data = _data(register.act, entry.values)
    account = register.by_address.get(address_key(data["email"]))
    problems = _of_role(register.act, data)
    if account is None:
        problems |= person_errors(data)
        account_of_login = register.by_login.get(data["login"])
        if account_of_login is not None:
            problems["login"] = format_text(
                "{login} is how {name} logs in", "{login} је корисничко име другог лица: {name}",
                login=data["login"], name=account_of_login.member.name,
            )  # fmt: skip
        about = Text("new account; invited by mail", "нов налог; позив се шаље поштом")
        return Judgement(at_first(entry, problems), about=None if problems else about)
    return _of_known(register, entry, account, problems)


def _of_role(act: RegisterAct, data: Mapping[str, str]) -> dict[str, Text]:
    """What is wrong with the role that a row gives."""
    problems = appointment_errors(act, data)
    appointers = _appointers(act.office, act.institution, data["role"])
    if "by" in problems and not data["by"] and appointers:
        appointer_titles = [APPOINTERS[role] for role in appointers]
        en, sr = (
            " or ".join(t.en for t in appointer_titles),
            " или ".join(t.sr for t in appointer_titles),
        )
        problems["by"] = Text(f"say who appointed: {en}", f"наведите ко је именовао: {sr}")
    return problems


def _of_known(
    register: _Register, entry: Entry, account: Account, problems: Mapping[str, Text]
) -> Judgement:
    """A row about somebody who has an account."""
    member, values = account.member, entry.values
    wrong = dict(problems)
    address = f"/people/{member.login}"
    if not account.active:
        wrong["email"] = format_text(
            "{name}'s account is not in use: put it in use again on the person's page",
            "налог није у употреби ({name}): поново га укључите на страници те особе",
            name=member.name,
        )
    elif values.get("login", member.login).lower() != member.login:
        wrong["email"] = format_text(
            "this is the address of {name}, who logs in as {login}",
            "ово је адреса лица {name}, са корисничким именом {login}",
            name=member.name, login=member.login,
        )  # fmt: skip
    if wrong:
        return Judgement(at_first(entry, wrong), address=address)
    holds = _holds(register, member.login, _data(register.act, values))
    about = HOLDS if holds else GETS
    stands = _as_row(member)
    if changed_values := _corrected(register, member, values):
        wrong_cells = at_first(entry, person_errors({**_kept(member), **changed_values}))
        differs = difference_in_words(register.columns, stands, changed_values)
        about = differs if holds else Text(f"{GETS.en}; {differs.en}", f"{GETS.sr}; {differs.sr}")
        return Judgement(wrong_cells, about=about, address=address, corrects=True)
    return Judgement({}, there=holds, about=about, address=address)


def _named(values: Mapping[str, str]) -> Mapping[str, str]:
    return {**values, "name": full_name(values)}


def _corrected(register: _Register, member: Member, values: Mapping[str, str]) -> Mapping[str, str]:
    """What a row corrects of somebody whose account the person keeps."""
    act, own = (
        register.act,
        [
            appointment
            for appointment in register.appointed
            if appointment.member.login == member.login
        ],
    )
    if not keeps(act.office, act.institution, act.roles, own):
        return {}
    return corrections(_as_row(member), _named(values))


def _as_row(member: Member) -> dict[str, str]:
    """Somebody as a row has them, but for the address that they are known by."""
    return {name: str(getattr(member, name) or "") for name in CORRECTED_BY_ROWS}


def _kept(member: Member) -> dict[str, str]:
    """Somebody as the form of their details has them."""
    return {"email": member.email, "login": member.login, **_as_row(member)}


def _holds(register: _Register, login: str, data: Mapping[str, str]) -> bool:
    """Whether the person has the role on one of the days."""
    first = date.fromisoformat(data["from"])
    last = date.fromisoformat(data["to"]) if data["to"] else date.max
    return any(
        (item.member.login, item.given.role) == (login, data["role"])
        and item.given.first_day <= last
        and first <= (item.given.last_day or date.max)
        for item in register.appointed
    )


def _enter(connection: Connection, place: ImportPlace, entry: Entry) -> Entered:
    act = register_act(place.context, connection, place.institution)
    data = _data(act, entry.values)
    known_login = _member_at(connection, data["email"])
    if known_login is not None:
        return _known_entered(act, known_login, entry, data)
    login = open_account(act, data).login
    return Entered(Text("account opened, invited", "налог отворен, позив послат"),
                   f"/people/{login}")  # fmt: skip


def _known_entered(act: RegisterAct, login: str, entry: Entry, data: Data) -> Entered:
    """The role for somebody who has an account, and what the row corrects of them."""
    register, address = _register(act), f"/people/{login}"
    member, about = register.by_login[login].member, CORRECTED
    if changed_values := _corrected(register, member, entry.values):
        change_details(act, login, {**_kept(member), **changed_values})
    if not _holds(register, login, data):
        appoint(act, {**data, "login": login})
        about = Text("appointed to the role", "именовање уписано")
    return Entered(about, address)


def _member_at(connection: Connection, address: str) -> str | None:
    """The login of the member of staff who has an address."""
    key = address_key(address)
    active_accounts = accounts.accounts(connection, True)
    logins = (a.member.login for a in active_accounts if address_key(a.member.email) == key)
    return next(logins, None)


def _data(act: RegisterAct, values: Mapping[str, str]) -> Data:
    """A row as the form of a new account has it: what may be left out is filled in."""
    email = values.get("email", "")
    before_at = email.partition("@")[0].lower()
    role = values.get("role", "")
    return {
        **dict.fromkeys(WORDS, ""),
        **values,
        "name": full_name(values),
        "login": values.get("login", before_at).lower(),
        "writes_in": values.get("writes_in", act.office.settings.languages[0]),
        "from": values.get("from", act.today.isoformat()),
        "by": values.get("by", _only_appointer(act.office, act.institution, role)),
    }


def _only_appointer(office: Office, institution: str, role: str) -> str:
    """Who appoints to a role, where only one may; empty where it must be said."""
    appointers = _appointers(office, institution, role)
    return appointers[0] if len(appointers) == 1 else ""


def _appointers(office: Office, institution: str, role: str) -> tuple[str, ...]:
    """Who may appoint to a role at an institution."""
    table = office.regulations[institution].appointments
    if role not in table:
        return ()
    return table[role].for_representatives(representatives_of(office, institution))


PEOPLE: Final = ImportKind(
    "people",
    Text("People from a spreadsheet", "Запослени из табеле"),
    Text(
        "Each row opens an account with a role and sends the invitation, or gives one more role to "
        "somebody who has an account already. What a row has otherwise of them is shown, and "
        "corrected only where you tick it.",
        "Сваки ред отвара налог са улогом и шаље позив, или даје још једну улогу лицу које већ "
        "има налог. Оно што је у реду другачије се приказује и исправља само ако ред означите.",
    ),
    "keep_people",
    (("email", "role"),),
    _columns,
    _judge,
    _enter,
)
