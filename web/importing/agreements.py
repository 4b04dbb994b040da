"""Agreements with partners that both have signed, from a spreadsheet: a row for each of an
agreement's places a year, and one agreement for all rows that name the same partner and days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, get_args

from sqlalchemy import Connection

from notifications.words import LEVELS
from persistence import partners
from persistence.partner_agreements import AgreementRow
from persistence.partners import Partner
from rules.wording import format_text
from states.calls import Level
from states.decision import Refused
from states.facts import FACTS
from states.frozen import frozen
from states.partner_agreements import BEING_MADE, AgreedPlaces
from states.payloads import read_payload
from states.text import Text, alike
from states.validation_error import ValidationError
from web.importing.columns import ImportColumn
from web.importing.kinds import (
    CellProblems,
    Entered,
    Entry,
    ImportKind,
    ImportPlace,
    Judgement,
    ReadRow,
    at_first,
)
from web.messages.agreement_columns import AGREEMENT_COLUMNS as WORDS
from workflows.cases.new_case import openers_of
from workflows.cases.partner_agreements import agreement_processes, agreement_rows
from workflows.cases.signed_agreements import SignedAgreement, record_signed

NEW: Final = Text("new agreement", "нови споразум")
PLACES: Final = "agreed_places"
TERMS: Final = ("partner", "from", "to")
OF_PLACES: Final = ("direction", "mobility", "yearly_places", "field", "level", "hours")
NO_PARTNER: Final = Text(
    "is no partner of the register: enter it there first",
    "није у регистру партнера: прво га тамо упишите",
)
BACKWARDS: Final = Text("lies before the first day", "је пре првог дана")
AHEAD: Final = Text("lies in the future", "је у будућности")
ANOTHER_DAY: Final = Text(
    "is another day than in the first row of this agreement",
    "није исти дан као у првом реду овог споразума",
)


def _columns(place: ImportPlace) -> tuple[ImportColumn, ...]:
    def column(name: str, **more: object) -> ImportColumn:
        titles, hint, example = WORDS[name]
        return ImportColumn(name, titles, hint, example=example, **more)  # type: ignore[arg-type]

    choices = FACTS[PLACES].choices
    levels = tuple((level, LEVELS[level]) for level in get_args(Level))
    return (
        column("partner", required=True),
        column("email", longest=200),
        column("from", kind="date", required=True),
        column("to", kind="date", required=True),
        column("signed_on", kind="date", required=True),
        column(
            "direction", kind="choice", required=True, options=tuple(choices["direction"].items())
        ),
        column(
            "mobility", kind="choice", required=True, options=tuple(choices["mobility"].items())
        ),
        column("yearly_places", kind="whole", required=True),
        column("field", longest=4),
        column("level", kind="choice", options=levels),
        column("hours", kind="number"),
    )


@frozen
class _Register:
    """The partners by name, and what is agreed on with them at the institution."""

    partners: Mapping[str, Partner]
    agreements: Sequence[AgreementRow]

    @classmethod
    def of(cls, connection: Connection, place: ImportPlace) -> _Register:
        context = place.context
        return cls(
            {alike(partner.name): partner for partner in partners.every(connection)},
            agreement_rows(connection, context.office, [place.institution], context.today),
        )

    def partner(self, entry: Entry) -> Partner | None:
        """The one that an entry names."""
        return self.partners.get(alike(entry.values.get("partner", "")))

    def agreed_already(self, entry: Entry) -> AgreementRow | None:
        """The agreement with that partner for these days, which both have signed."""
        partner = self.partner(entry)
        days = entry.values.get("from"), entry.values.get("to")
        return next(
            (
                row
                for row in self._with(partner)
                if row.concluded and (str(row.first_day), str(row.last_day)) == days
            ),
            None,
        )

    def being_made(self, entry: Entry) -> AgreementRow | None:
        """An agreement with that partner which they have not signed yet."""
        partner = self.partner(entry)
        return next((row for row in self._with(partner) if row.state in BEING_MADE), None)

    def _with(self, partner: Partner | None) -> Iterator[AgreementRow]:
        return (row for row in self.agreements if partner and row.partner_id == partner.kept_id)


def _judge(connection: Connection, place: ImportPlace, entries: Sequence[Entry]) -> list[Judgement]:
    register = _Register.of(connection, place)
    return [_judged(register, place, entry) for entry in entries]


def _judged(register: _Register, place: ImportPlace, entry: Entry) -> Judgement:
    earlier_agreement = register.agreed_already(entry)
    if earlier_agreement is not None:
        about = format_text(
            "is agreed on already: {number}", "већ постоји: {number}",
            number=earlier_agreement.number,
        )  # fmt: skip
        return Judgement({}, there=True, about=about, address=f"/cases/{earlier_agreement.number}")
    problems = {**_wrong_terms(register, place.context.today, entry), **_wrong_places(entry)}
    return Judgement(problems, about=None if problems else NEW)


def _wrong_terms(register: _Register, today: date, entry: Entry) -> CellProblems:
    problems: dict[str, Text] = {}
    if register.partner(entry) is None:
        problems["partner"] = NO_PARTNER
    elif draft := register.being_made(entry):
        problems["partner"] = format_text(
            "an agreement with this partner is being made already: {number}",
            "споразум са овим партнером већ је у припреми: {number}",
            number=draft.number,
        )
    days = [_day(entry.first, name) for name in ("from", "to", "signed_on")]
    first_day, last_day, signed_on = days
    if first_day and last_day and last_day < first_day:
        problems["to"] = BACKWARDS
    if signed_on and signed_on > today:
        problems["signed_on"] = AHEAD
    other_days = {
        (row.place, "signed_on"): ANOTHER_DAY.capitalised()
        for row in entry.rows[1:]
        if _day(row, "signed_on") not in (None, signed_on)
    }
    return {**at_first(entry, problems), **other_days}


def _wrong_places(entry: Entry) -> CellProblems:
    problems: dict[tuple[int, str], Text] = {}
    for row in entry.rows:
        try:
            _places(row)
        except ValidationError as error:
            columns = [name for name in error.fields if name in OF_PLACES] or ["yearly_places"]
            problems |= {(row.place, name): error.message.capitalised() for name in columns}
    return problems


def _places(row: ReadRow) -> AgreedPlaces | None:
    """The places of a row, None where it names none; raises ValidationError as their form does."""
    values = {name: row.values[name] for name in OF_PLACES if row.values.get(name)}
    if not values or any(name in row.problems for name in OF_PLACES):
        return None
    places = read_payload(PLACES, values)
    assert isinstance(places, AgreedPlaces)
    return places


def _day(row: ReadRow, name: str) -> date | None:
    if name in row.problems or not row.values.get(name):
        return None
    return date.fromisoformat(row.values[name])


def _enter(connection: Connection, place: ImportPlace, entry: Entry) -> Entered:
    context, institution = place.context, place.institution
    partner = _Register.of(connection, place).partner(entry)
    assert partner is not None, "judged under the same lock"
    days = {name: date.fromisoformat(entry.values[name]) for name in ("from", "to", "signed_on")}
    agreement = SignedAgreement(
        partner.name,
        entry.values.get("email") or partner.email,
        days["from"],
        days["to"],
        days["signed_on"],
        tuple(places for row in entry.rows if (places := _places(row)) is not None),
    )
    (process,) = agreement_processes(context.office, institution, context.today)
    definition = context.office.in_force(institution, process, context.today)
    actor = context.user.actor(institution, openers_of(definition))
    outcome = record_signed(context.act(connection, actor), institution, agreement)
    if isinstance(outcome, Refused):
        en, sr = (
            " ".join(reason.message.in_(language) for reason in outcome.reasons)
            for language in ("en", "sr")
        )
        raise ValidationError(Text(en, sr))
    return Entered(Text("see it", "погледај"), f"/cases/{outcome.number}")


AGREEMENTS: Final = ImportKind(
    "agreements",
    Text("Agreements from a spreadsheet", "Споразуми из табеле"),
    Text(
        "Each row holds places a year of an agreement that both institutions have signed; rows "
        "with the same partner and the same days are one agreement. Each becomes a case of its "
        "own, as signed. One that is agreed on for these days already is not entered again.",
        "Сваки ред садржи места годишње из споразума који су обе установе потписале; редови са "
        "истим партнером и истим данима чине један споразум. Сваки постаје посебан предмет, као "
        "потписан. Споразум који за те дане већ постоји не уписује се поново.",
    ),
    "take_over",
    (),
    _columns,
    _judge,
    _enter,
    grouped_by=TERMS,
)
