"""When an awaited step is due, and what is due anew where a case comes back after its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from office.wiring import Office
from rules.due import due_of
from rules.receipts import Receipt
from states.calls import Call, Candidate
from states.definition import Awaited, ProcessDefinition
from states.dossier import Appeal, Application, CallProgress, Case, Dossier, Pause, Stay
from states.loader import HERE, definition_files
from tests.workflows.office_fixtures import at

LONGEST: Final = {
    "mobility": date(2027, 5, 5), "project": date(2027, 9, 27), "partner": date(2027, 5, 28),
}  # fmt: skip
"""The latest day on which anything is due, by what a case is about."""
KEYS: Final = [path.relative_to(HERE).with_suffix("").as_posix() for path in definition_files(HERE)]
LONG_AGO: Final = date(2026, 3, 2)
ENTERED: Final = at("2027-03-29 10:00")
BMU: Final = "bmu/outgoing-studies.2021-06-29"
DOSSIER: Final = Dossier(
    Candidate("Ana Petrović", "ana@students.example"),
    Call("Autumn", date(2026, 2, 16), LONG_AGO, appeal_days=8),
    application=Application(
        hosts=("Graz",), programme="erasmus", first_day=LONG_AGO, last_day=LONG_AGO, semesters=1
    ),
    progress=CallProgress(list_published_on=LONG_AGO, appeal_until=LONG_AGO),
    appeals=(Appeal("list", LONG_AGO, "grounds"),),
    stay=Stay(returned_on=LONG_AGO),
)
"""All that happened in it lies a year back."""


def case_in(definition: ProcessDefinition, state: str, former_states: tuple[str, ...]) -> Case:
    return Case(
        1, "BMU-2026-0001", definition.institution, definition.process, definition.key, state, 9,
        ENTERED, 12, visited=former_states,
    )  # fmt: skip


def due(
    office: Office,
    key: str,
    state: str,
    former_states: tuple[str, ...] = (),
    dossier: Dossier = DOSSIER,
) -> Receipt:
    """The receipt of what the state awaits last."""
    definition = office.definition(key)
    awaited_step = definition.states[state].awaits[-1]
    receipt = due_of(definition, awaited_step, case_in(definition, state, former_states), dossier,
                     office.calendar)  # fmt: skip
    assert receipt is not None
    return receipt


def entries(definition: ProcessDefinition) -> list[tuple[str, Awaited]]:
    return [
        (name, awaited_step)
        for name, state in definition.states.items()
        for awaited_step in state.awaits
    ]


@pytest.mark.parametrize("key", KEYS)
def test_whatever_a_case_comes_back_to_after_its_day_is_due_ahead_save_rights_and_fixed_days(
    office: Office, key: str
) -> None:
    definition = office.definition(key)
    for state, awaited_step in entries(definition):
        back = case_in(definition, state, (state, "elsewhere"))
        receipt = due_of(definition, awaited_step, back, DOSSIER, office.calendar)
        if receipt is None or receipt.unit == "on":
            continue
        is_ahead = receipt.due > ENTERED.date()
        assert is_ahead is not awaited_step.right, (state, awaited_step.name)
        longest = LONGEST[definition.kind.about]
        assert receipt.due <= longest, "35 days for a host, 180 for a funder, 60 for a partner"


@pytest.mark.parametrize("key", KEYS)
def test_who_comes_for_the_first_time_and_late_is_late(office: Office, key: str) -> None:
    definition = office.definition(key)
    for state, awaited_step in entries(definition):
        first = due_of(
            definition, awaited_step, case_in(definition, state, ()), DOSSIER, office.calendar
        )
        if first is not None:
            assert not first.event.en.startswith("the case came back"), (state, awaited_step.name)


def test_the_fresh_limit_is_the_offices_fifteen_days_under_the_rule_of_what_is_awaited(
    office: Office,
) -> None:
    receipt = due(office, BMU, "mobility", ("call", "mobility", "documents_submitted"))
    assert (receipt.rule, receipt.due, receipt.count) == ("BMU-18a", date(2027, 4, 13), 15)
    assert "setting of the office" in receipt.lines("en")[0]
    assert "подешавање канцеларије" in receipt.lines("sr")[0]


def test_no_fresh_limit_is_longer_than_the_rule_gives_in_the_first_place(office: Office) -> None:
    receipt = due(office, BMU, "application", ("call", "application", "not_applied"))
    assert (receipt.rule, receipt.due) == ("BMU-15b", date(2027, 4, 6)), "eight days, not fifteen"
    assert "setting" not in receipt.lines("en")[0]


def test_a_case_taken_up_again_after_its_end_has_come_back_too(office: Office) -> None:
    assert due(office, BMU, "application", ("call", "not_applied")).due == date(2027, 4, 6)
    assert due(office, BMU, "application", ("call",)).due == date(2026, 3, 10)


@pytest.mark.parametrize("key", [key for key in KEYS if "going" in key or "coming" in key])
def test_a_case_opened_once_the_call_had_closed_gets_the_offices_fifteen_days(
    office: Office, key: str
) -> None:
    receipt = due(office, key, "call")
    assert receipt.due == date(2027, 4, 13)
    assert "opened once the call had closed; a setting of the office" in receipt.lines("en")[0]
    still_open = replace(DOSSIER, call=replace(DOSSIER.call, closes=ENTERED.date()))
    assert due(office, key, "call", (), still_open).due == ENTERED.date()


def test_an_application_that_is_missing_on_the_list_gets_the_days_of_a_list(office: Office) -> None:
    progress = replace(DOSSIER.progress, missing=("BMU-2026-0001",))
    receipt = due(office, BMU, "application", ("call",), replace(DOSSIER, progress=progress))
    assert (receipt.rule, receipt.due) == ("BMU-15b", date(2027, 4, 6))
    assert "noted once the list was published" in receipt.lines("en")[0]
    of_another = replace(progress, missing=("BMU-2026-0002",))
    other = due(office, BMU, "application", ("call",), replace(DOSSIER, progress=of_another))
    assert other.due == date(2026, 3, 10)


def test_a_day_that_is_not_over_yet_stays_as_it_was(office: Office) -> None:
    former_states = ("mobility", "documents_submitted")
    on_the_last_day = replace(DOSSIER, stay=Stay(returned_on=date(2027, 2, 27)))
    assert due(office, BMU, "mobility", former_states, on_the_last_day).due == ENTERED.date()
    a_day_sooner = replace(DOSSIER, stay=Stay(returned_on=date(2027, 2, 24)))
    assert due(office, BMU, "mobility", former_states, a_day_sooner).due == date(2027, 4, 13)


def test_a_return_recorded_later_counts_again_from_the_return(office: Office) -> None:
    lately = replace(DOSSIER, stay=Stay(returned_on=date(2027, 3, 26)))
    assert due(office, BMU, "mobility", ("mobility",), lately).due == date(2027, 4, 26)


def test_a_pause_lengthens_the_fresh_limit_and_no_right(office: Office) -> None:
    with_pause = replace(DOSSIER, pauses=(Pause(date(2027, 3, 30), date(2027, 4, 8)),))
    assert due(office, BMU, "mobility", ("mobility",), with_pause).due == date(2027, 4, 23)
    window = due(office, BMU, "ranking_appeal", (), with_pause)
    assert window == due(office, BMU, "ranking_appeal")
