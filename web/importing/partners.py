"""Partners from a spreadsheet: one a row, known by its name and by its Erasmus code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from persistence import partners
from persistence.partners import Partner
from rules.wording import format_text
from states.frozen import frozen
from states.text import Text, alike
from states.vocabulary import SPOKEN
from web.importing.columns import ImportColumn
from web.importing.corrections import CORRECTED, corrections, difference_in_words
from web.importing.kinds import Entered, Entry, ImportKind, ImportPlace, Judgement, at_first
from web.messages.import_columns import PARTNER_COLUMNS as WORDS
from web.register_act import register_act
from workflows.registers.partners import add_partner, change_partner, partner_errors

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
    register = _Register.of(connection)
    return [_judged(register, _columns(place), entry) for entry in entries]


@frozen
class _Register:
    """The partners that stand already, by name and by Erasmus code."""

    names: Mapping[str, Partner]
    codes: Mapping[str, Partner]

    @classmethod
    def of(cls, connection: Connection) -> _Register:
        listed_partners = partners.every(connection)
        return cls(
            {alike(partner.name): partner for partner in listed_partners},
            {_code(p.erasmus_code): p for p in listed_partners if p.erasmus_code},
        )

    def find(self, values: Mapping[str, str]) -> Partner | None:
        """The one that a row means."""
        return self.names.get(alike(values.get("name", ""))) or self.codes.get(
            _code(values.get("erasmus_code", ""))
        )


def _judged(register: _Register, columns: Sequence[ImportColumn], entry: Entry) -> Judgement:
    values, partner = entry.values, register.find(entry.values)
    if partner is None:
        problems = at_first(entry, partner_errors(_data(values)))
        return Judgement(problems, about=None if problems else NEW)
    stands = _as_row(partner)
    changed_values = {} if partner.merged_into else corrections(stands, values)
    if changed_values:
        corrected_data = _data({"name": partner.name, **stands, **changed_values})
        problems = at_first(entry, partner_errors(corrected_data))
        about, address = (
            difference_in_words(columns, stands, changed_values),
            f"/reference/partners/{partner.id}",
        )
        return Judgement(problems, about=about, address=address, corrects=True)
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
    partner = _Register.of(connection).find(entry.values)
    if partner is not None:
        stands = _as_row(partner)
        changed_values = corrections(stands, entry.values)
        change_partner(act, partner.id, _data({"name": partner.name, **stands, **changed_values}))
        return Entered(CORRECTED, f"/reference/partners/{partner.id}")
    partner_id = add_partner(act, _data(entry.values))
    return Entered(Text("see it", "погледај"), f"/reference/partners/{partner_id}")


def _as_row(partner: Partner) -> dict[str, str]:
    """A partner as a row has it, but for the name: another one is given on the partner's page."""
    return {
        "email": partner.email,
        "country": partner.country,
        "erasmus_code": partner.erasmus_code or "",
        "address": partner.address or "",
        "contact": partner.contact or "",
        "language": partner.language or "",
        "numbers_courses": str(partner.numbers_courses).lower(),
    }


def _data(values: Mapping[str, str]) -> dict[str, str]:
    """A row as the form of a new partner has it."""
    numbers = "no" if values.get("numbers_courses") == "false" else "yes"
    code = values.get("erasmus_code", "").upper()
    return {**values, "numbers_courses": numbers, "erasmus_code": code}


def _code(typed_code: str) -> str:
    """An Erasmus code as it is compared: in capitals, without blanks."""
    return "".join(typed_code.upper().split())


PARTNERS: Final = ImportKind(
    "partners",
    Text("Partners from a spreadsheet", "Партнери из табеле"),
    Text(
        "Each row enters an institution. One whose name or Erasmus code stands in the register "
        "already is not entered again; what its row has otherwise is shown, and corrected only "
        "where you tick it.",
        "Сваки ред уписује једну установу. Она чији назив или Еразмус код већ постоји у регистру "
        "не уписује се поново; оно што је у реду другачије се приказује и исправља само ако ред "
        "означите.",
    ),
    "keep_partners",
    (("name",), ("erasmus_code",)),
    _columns,
    _judge,
    _enter,
)
