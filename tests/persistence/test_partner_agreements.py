"""Agreements with partners as they are read from their cases, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from persistence import calls as call_rows
from persistence import partners
from persistence.database import reading, write_transaction
from persistence.partner_agreements import agreements_of, concluded_with
from persistence.partner_use import agreed_places, places_by_call
from states.calls import Candidate, Host
from states.decision import Actor, Refused
from states.dossier import Case
from states.partner_agreements import AgreedPlaces, ConcludedAgreement
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import Work, any_work, database
from workflows.cases.requests import open_request
from workflows.cases.signed_agreements import SignedAgreement, record_signed

__all__ = ["any_work", "database"]

KEEPER: Final = Actor("mobility_coordinator")
PROCESS: Final = "inter-institutional-agreement"
GRAZ: Final = "University of Graz"
FIRST, LAST, SIGNED = date(2024, 10, 1), date(2027, 9, 30), date(2024, 9, 2)
PLACES: Final = AgreedPlaces("outgoing", "studies", 3, "0613", "undergraduate")


def recorded(work: Work, **changes: Any) -> Case:
    """An agreement with the university in Graz, of which `changes` say what is otherwise."""
    words: dict[str, Any] = {
        "partner": GRAZ, "email": "incoming@graz.example", "first_day": FIRST, "last_day": LAST,
        "signed_on": SIGNED, "places": (PLACES,),
    }  # fmt: skip
    with write_transaction(work.engine) as connection:
        act = work.act(connection, KEEPER)
        case = record_signed(act, "bmu", SignedAgreement(**{**words, **changes}))
    assert not isinstance(case, Refused), case
    return case


def concluded(work: Work, name: str) -> tuple[ConcludedAgreement, ...]:
    """What was concluded with a partner of a name."""
    with reading(work.engine) as connection:
        return concluded_with(connection, "bmu", [PROCESS], [name])[name]


def test_an_agreement_that_stands_on_paper_is_a_case_signed_by_both_numbered_for_itself(
    any_work: Work,
) -> None:
    case = recorded(any_work)
    assert case.number == "BMU-IA-2026-0001"
    assert concluded(any_work, GRAZ) == (
        ConcludedAgreement(case.number, SIGNED, FIRST, LAST, frozenset({"outgoing"})),
    )
    with reading(any_work.engine) as connection:
        (row,) = agreements_of(connection, {"bmu": [PROCESS]})
        (places,) = agreed_places(connection, [case.id])
        assert agreements_of(connection, {"bee": [PROCESS]}) == []
    assert (row.partner, row.state, row.holds_to) == (GRAZ, "signed", LAST)
    assert places[1:] == ("outgoing", "studies", 3, "0613", "undergraduate")
    assert concluded(any_work, "University of Nowhere") == ()


def test_who_has_another_name_in_the_register_has_the_agreement_too(any_work: Work) -> None:
    recorded(any_work)
    with write_transaction(any_work.engine) as connection:
        other = call_rows.partner(connection, Host("Universität Graz", "graz@graz.example"))
        first = partners.named(connection, GRAZ)
        assert first is not None
        partners.merge(connection, other, first.id)
    assert concluded(any_work, "Universität Graz") == concluded(any_work, GRAZ) != ()


def test_it_ends_early_where_that_is_recorded(any_work: Work) -> None:
    case = recorded(any_work)
    any_work.record(case.id, "agreement_end", {"ends_on": "2026-05-31", "reason": "Notice given"})
    (agreement,) = concluded(any_work, GRAZ)
    assert agreement.last_day == date(2026, 5, 31)
    assert agreement.holds_on(date(2026, 5, 31)) and not agreement.holds_on(date(2026, 6, 1))


def test_a_draft_is_no_agreement_and_a_second_one_with_the_partner_is_not_begun(
    any_work: Work,
) -> None:
    with write_transaction(any_work.engine) as connection:
        act = any_work.act(connection, KEEPER)
        draft = open_request(act, "bmu", PROCESS, Candidate(GRAZ, "incoming@graz.example"))
    assert concluded(any_work, GRAZ) == ()
    with (
        pytest.raises(ValidationError, match=f"is being made already: {draft.number}"),
        write_transaction(any_work.engine) as connection,
    ):
        act = any_work.act(connection, Actor("head_of_ico"))
        open_request(act, "bmu", PROCESS, Candidate(GRAZ, "incoming@graz.example"))


def test_whom_the_register_does_not_know_is_entered_there_first(any_work: Work) -> None:
    with (
        pytest.raises(ValidationError, match="is no partner of the register: enter it") as refusal,
        write_transaction(any_work.engine) as connection,
    ):
        act = any_work.act(connection, KEEPER)
        open_request(act, "bmu", PROCESS, Candidate("Univ. of Graz", "incoming@graz.example"))
    assert refusal.value.fields == ("name",)


def test_the_places_of_a_call_are_counted_with_those_who_hold_one(any_work: Work) -> None:
    with reading(any_work.engine) as connection:
        (before,) = places_by_call(connection, ["bmu"], [GRAZ])
        assert (before.call_id, before.held, before.left) == (any_work.call_id, 0, before.offered)
        assert places_by_call(connection, ["bmu"], ["University of Nowhere"]) == []


def test_a_partner_is_named_by_calls_that_who_looks_may_open(any_work: Work) -> None:
    any_work.bring("nominated", any_work.open())
    with reading(any_work.engine) as connection:
        graz = partners.named(connection, GRAZ)
        assert graz is not None
        at_bmu, at_bee = (partners.use_of(connection, [graz], [place]) for place in ("bmu", "bee"))
    assert [call_id for call_id, _ in at_bmu.calls] == [any_work.call_id]
    assert (at_bmu.cases, at_bee.calls, at_bee.cases) == (1, (), 0)


def test_a_partner_has_one_agreement_after_another_at_one_address(any_work: Work) -> None:
    first = recorded(any_work)
    second = recorded(any_work, first_day=date(2027, 7, 1), last_day=date(2032, 6, 30))
    assert second.number != first.number
    assert [agreement.number for agreement in concluded(any_work, GRAZ)] == [
        first.number,
        second.number,
    ]
    new_address = {"email": "mobility@graz.example", "reason": "They told us"}
    any_work.record(second.id, "candidate", new_address)
    assert any_work.dossier(first.id).candidate.email == "mobility@graz.example"
