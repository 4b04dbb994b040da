"""The settings that the office changes on a page: institution and letterhead, and how mails leave.

They stand in the office's config.yaml. A value is checked at its field; a file that would not load
is not written. The password of the mail server stands in a file of its own (`office.passwords`); it
is never shown again, nor is it in the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic import ValidationError as PydanticError

from office.mail_settings import Mail
from office.passwords import keep_password
from office.settings import Institution, Settings, Url
from office.settings_changes import NotOurs, Value, write_settings
from persistence import changes
from persistence.changes import Change
from states.strict_yaml import InvalidFile, adapter
from states.text import Text
from states.validation_error import ValidationError
from states.validation_messages import message_of
from states.vocabulary import LEGAL_REPRESENTATIVES
from workflows.registers.keeping import KEEPER, RegisterAct

SETTERS: Final = frozenset({KEEPER, "general_secretary"})
"""Who sets the office up, beside the command line."""

INSTITUTION: Final[Mapping[str, tuple[str, ...]]] = {
    "office_en": ("institution", "office", "en"),
    "office_sr": ("institution", "office", "sr"),
    "address_en": ("institution", "address", "en"),
    "address_sr": ("institution", "address", "sr"),
    "place_en": ("institution", "place", "en"),
    "place_sr": ("institution", "place", "sr"),
    "email": ("institution", "email"),
    "phone": ("institution", "phone"),
    "web": ("institution", "web"),
    "erasmus_code": ("institution", "erasmus_code"),
    "faculties": ("institution", "faculties"),
    "head": ("home", "head"),
    "base_url": ("base_url",),
}
MAIL: Final[Mapping[str, tuple[str, ...]]] = {
    name: ("mail", name)
    for name in ("transport", "sender", "host", "port", "starttls", "user", "password")
}
"""The fields of each form, and where each stands in config.yaml."""

MAY_BE_EMPTY: Final = frozenset(
    {"phone", "web", "erasmus_code", "faculties", "head", "sender", "user", "password"}
)
CONFIG: Final = "config.yaml"
"""The key under which changes of the settings stand in the log."""

_URL: Final = TypeAdapter[str](Url)
_NOT_TEXT: Final = frozenset({"erasmus_code", "head", "sender", "user"})
"""Where nothing is written, nothing stands there: no empty text."""


def change_institution(act: RegisterAct, path: Path, typed_values: Mapping[str, str]) -> Path:
    """Writes whose office it is and what its letterhead says; returns the file.

    `path` is the file that the settings are read from. Raises ValidationError with its field.
    """
    values: dict[str, Value] = {
        name: _value(name, typed_values.get(name, "")) for name in INSTITUTION
    }
    values["faculties"] = typed_values.get("faculties", "").replace(",", " ").split()
    if values["head"] not in (None, *LEGAL_REPRESENTATIVES):
        raise ValidationError(
            Text("choose one of these", "изаберите једно од понуђеног"), ("head",)
        )
    form = _nested(INSTITUTION, values)["institution"]
    whole = {"key": act.institution, **form}
    _check(adapter(Institution), whole, ("institution",), INSTITUTION)
    _check(_URL, values["base_url"], ("base_url",), INSTITUTION)
    settings, fields = act.office.settings, dict(INSTITUTION)
    if settings.mail.sender == settings.institution.email:
        # The sender that is the office's own address stays so.
        fields, values = {**fields, "sender": MAIL["sender"]}, {**values, "sender": None}
    return _write(act, path, fields, values)


def change_mail(act: RegisterAct, path: Path, typed_values: Mapping[str, str]) -> Path:
    """Writes how mails leave; an empty password leaves the one that stands. Returns the file.

    `path` is the file that the settings are read from. Raises ValidationError with its field.
    """
    values: dict[str, Value] = {name: _value(name, typed_values.get(name, "")) for name in MAIL}
    values["port"] = _port(typed_values.get("port", ""))
    values["starttls"] = typed_values.get("starttls") == "true"
    password = str(values.pop("password") or "")
    if values["user"] and not values["starttls"]:
        sentence = Text(
            "a login is sent over an encrypted line only: choose it, or leave the login empty",
            "пријава се шаље само шифрованом везом: изаберите је или не уписујте пријаву",
        )
        raise ValidationError(sentence, ("starttls",))
    _check(adapter(Mail), values, ("mail",), MAIL)
    check_sets_up(act)
    if password:
        _keep(act.office.data, password)
    fields = {name: place for name, place in MAIL.items() if name != "password"}
    return _write(act, path, fields, values)


def _keep(data: Path, password: str) -> None:
    """The password into its own file, before the settings that are read anew for it."""
    try:
        keep_password(data, "mail", password)
    except OSError as error:
        sentence = Text(
            f"the password can't be written: {error.strerror}",
            f"лозинка не може да се упише: {error.strerror}",
        )
        raise ValidationError(sentence, ("password",)) from None


def written_values(settings: Settings, fields: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The fields as they stand now, as a form shows them; never the password."""
    return {
        name: _as_written(reduce(getattr, place, settings))
        for name, place in fields.items()
        if name != "password"
    }


def _as_written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def check_sets_up(act: RegisterAct) -> None:
    """Raises NotTheirs for who does not set the office up."""
    act.check_may(SETTERS)


def _value(name: str, typed_text: str) -> Value:
    text = " ".join(typed_text.split())
    if not text and name not in MAY_BE_EMPTY:
        raise ValidationError(Text("this is needed", "ово је потребно уписати"), (name,))
    return None if not text and name in _NOT_TEXT else text


def _port(typed_port: str) -> int:
    if not (typed_port.isascii() and typed_port.isdigit() and 0 < int(typed_port[:6]) <= 65_535):
        sentence = Text("a port is a number from 1 to 65535", "порт је број од 1 до 65535")
        raise ValidationError(sentence, ("port",))
    return int(typed_port)


def _nested(
    fields: Mapping[str, tuple[str, ...]], values: Mapping[str, Value]
) -> dict[str, dict[str, object]]:
    settings_tree: dict[str, dict[str, object]] = {}
    for name, place in fields.items():
        if len(place) > 1:
            at = settings_tree
            for key in place[:-1]:
                at = at.setdefault(key, {})  # type: ignore[assignment]
            at[place[-1]] = values[name]  # type: ignore[assignment]
    return settings_tree


def _check(
    form: TypeAdapter[Any],
    value: object,
    at: tuple[str, ...],
    fields: Mapping[str, tuple[str, ...]],
) -> None:
    """Raises ValidationError at the field whose value its form does not take."""
    try:
        form.validate_python(value)
    except PydanticError as error:
        first = error.errors()[0]
        place = (*at, *map(str, first["loc"]))
        name = next((name for name, of in fields.items() if place[: len(of)] == of), "")
        raise ValidationError(message_of(first), (name,)) from None


def _write(
    act: RegisterAct, path: Path, fields: Mapping[str, tuple[str, ...]], values: Mapping[str, Value]
) -> Path:
    """Noted first and written last, so that what is written stands in the log."""
    check_sets_up(act)
    before = written_values(act.office.settings, fields)
    after = {name: _as_written(value) for name, value in values.items() if name != "password"}
    changed_fields = [name for name, value in after.items() if before[name] != value]
    change = Change(
        "settings", CONFIG, "settings_changed", act.keeper.name,
        {name: before[name] for name in changed_fields},
        {name: after[name] for name in changed_fields},
    )  # fmt: skip
    changes.note(act.connection, change, act.now)
    try:
        return write_settings(
            act.office.data, path, {fields[name]: v for name, v in values.items()}
        )
    except NotOurs:
        sentence = Text(
            f"the settings are read from {path}, which is not the office's own: change them there",
            f"подешавања се читају из датотеке {path}, која није у фасцикли канцеларије: мењају се "
            "тамо",
        )
        raise ValidationError(sentence) from None
    except (OSError, InvalidFile) as error:
        raise ValidationError(
            Text(
                f"the settings can't be written: {error}", f"подешавања се не могу уписати: {error}"
            )
        ) from None
