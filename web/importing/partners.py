"""Partners from a spreadsheet: one a row, known by its name and by its Erasmus code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from persistence import partners
from persistence.partners import Partner
from rules.wording import format_text
from states.text import Text, alike
from states.vocabulary import SPOKEN
from web.importing.columns import ImportColumn
from web.importing.kinds import Entered, Entry, ImportKind, ImportPlace, Judgement, at_first
from web.messages.import_columns import PARTNER_COLUMNS as WORDS
from web.register_act import register_act
from workflows.registers.partners import add_partner, partner_errors

NEW: Final = Text("new partner", "нови партнер")


def _columns(place: ImportPlace) -> tuple[ImportColumn, ...]:
    def column(name: str, **more: object) -> ImportColumn:
        titles, hint, example = WORDS[name]
        return ImportColumn(name, titles, hint, example=example, **more)  # type: ignore[arg-type]

    return (
        column("name", required=True),
        column("email", required=True, longest=200),
        column("country", kind="country", required=True),
        column("erasmus_code", longest=20),
        column("address"),
        column("contact"),
        column("language", kind="choice", options=tuple(SPOKEN.items())),
        column("numbers_courses", kind="yesno"),
    )


def _judge(connection: Connection, place: ImportPlace, entries: Sequence[Entry]) -> list[Judgement]:
    everybody = partners.every(connection)
    names = {alike(partner.name): partner for partner in everybody}
    codes = {_code(p.erasmus_code): p for p in everybody if p.erasmus_code}
    return [_judged(names, codes, entry) for entry in entries]


def _judged(names: Mapping[str, Partner], codes: Mapping[str, Partner], entry: Entry) -> Judgement:
    values = entry.values
    partner = names.get(alike(values.get("name", ""))) or codes.get(
        _code(values.get("erasmus_code", ""))
    )
    if partner is None:
        problems = at_first(entry, partner_errors(_data(values)))
        return Judgement(problems, about=None if problems else NEW)
    about = Text("stands in the register already", "већ постоји у регистру")
    if alike(partner.name) != alike(values.get("name", "")):
        about = format_text(
            "stands in the register already, as {name}", "већ постоји у регистру, као {name}",
            name=partner.name,
        )  # fmt: skip
    address = f"/reference/partners/{partner.merged_into or partner.id}"
    return Judgement({}, there=True, about=about, address=address)


def _enter(connection: Connection, place: ImportPlace, entry: Entry) -> Entered:
    act = register_act(place.context, connection, place.institution)
    partner_id = add_partner(act, _data(entry.values))
    return Entered(Text("see it", "погледај"), f"/reference/partners/{partner_id}")


def _data(values: Mapping[str, str]) -> dict[str, str]:
    """A row as the form of a new partner has it."""
    numbers = "no" if values.get("numbers_courses") == "false" else "yes"
    code = values.get("erasmus_code", "").upper()
    return {**values, "numbers_courses": numbers, "erasmus_code": code}


def _code(written: str) -> str:
    """An Erasmus code as it is compared: in capitals, without blanks."""
    return "".join(written.upper().split())


PARTNERS: Final = ImportKind(
    "partners",
    Text("Partners from a spreadsheet", "Партнери из табеле"),
    Text(
        "Each row enters an institution. One whose name or Erasmus code stands in the register "
        "already is not entered again, and nothing of it is changed.",
        "Сваки ред уписује једну установу. Она чији назив или Еразмус код већ постоји у регистру "
        "не уписује се поново и ништа се на њој не мења.",
    ),
    "keep_partners",
    (("name",), ("erasmus_code",)),
    _columns,
    _judge,
    _enter,
)
