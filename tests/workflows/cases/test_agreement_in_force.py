"""The agreement in force is the last version that was concluded; all others are proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from persistence.agreement_history import agreement_story
from persistence.database import reading, write_transaction
from persistence.migrating import MIGRATIONS, bring_up_to_date
from states.decision import Refused
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import AGREEMENT, COURSES, Work, at, work

__all__ = ["work"]

PARTIES = ["student", "academic_coordinator", "rector", "host"]
OTHER = {"code": "INF.9", "title": "Course 9", "ects": 12}
PROPOSED: Mapping[str, Any] = {**AGREEMENT, "courses": [COURSES[0], OTHER]}
CHANGED: Mapping[str, Any] = {"courses": [COURSES[1], OTHER]}


@pytest.fixture
def abroad(work: Work) -> int:
    """A case on mobility, whose agreement was concluded as version 1."""
    case_id = work.open()
    work.bring("mobility", case_id)
    work.clock.now = at("2026-11-02 09:00")
    return case_id


def titles(work: Work, case_id: int) -> list[str | None]:
    """The courses of the agreement in force."""
    agreement = work.dossier(case_id).agreed
    return [course.title for course in agreement.courses] if agreement else []


def change(work: Work, case_id: int, **details: Any) -> object:
    return work.do(case_id, "change_agreement", details, "academic_coordinator")


def versions(work: Work, case_id: int) -> list[tuple[int, bool, date | None]]:
    """Each version: its number, whether it is in force, and since when."""
    case = work.case(case_id)
    definition = work.office.definition(case.definition)
    with reading(work.engine) as connection:
        return [
            (story.version.number, story.in_force, story.version.concluded_on)
            for story in agreement_story(connection, definition, case_id)
        ]


def wrong_fields(work: Work, case_id: int, **details: Any) -> Sequence[str]:
    with pytest.raises(ValidationError) as wrong:
        change(work, case_id, **details)
    assert wrong.value.message.en != wrong.value.message.sr
    return wrong.value.fields


def test_nothing_is_in_force_before_it_is_concluded(work: Work) -> None:
    case_id = work.open()
    work.bring("host_acceptance", case_id)
    work.record(case_id, "agreement", AGREEMENT)
    assert work.dossier(case_id).agreement is not None
    assert work.dossier(case_id).agreed is None


def test_a_version_that_somebody_merely_recorded_changes_nothing(work: Work, abroad: int) -> None:
    work.record(abroad, "agreement", PROPOSED, "candidate")
    assert titles(work, abroad) == ["Course 1", "Course 2"]
    assert versions(work, abroad) == [(1, True, date(2026, 6, 2)), (2, False, None)]


def test_a_change_with_the_consent_of_all_is_in_force(work: Work, abroad: int) -> None:
    change(work, abroad, **CHANGED, signed_by=PARTIES)
    assert titles(work, abroad) == ["Course 2", "Course 9"]
    since = [(1, False, date(2026, 6, 2)), (2, True, date(2026, 11, 2))]
    assert versions(work, abroad) == since


def test_a_change_that_one_has_not_signed_leaves_the_agreement_as_it_is(
    work: Work, abroad: int
) -> None:
    refusal = change(work, abroad, **CHANGED, signed_by=PARTIES[:3])
    assert isinstance(refusal, Refused) and refusal.rules == {"BMU-8e"}
    assert titles(work, abroad) == ["Course 1", "Course 2"]
    assert versions(work, abroad) == [(1, True, date(2026, 6, 2))]


def test_a_change_takes_over_from_the_agreement_in_force_and_not_from_a_proposal(
    work: Work, abroad: int
) -> None:
    work.record(abroad, "agreement", {**PROPOSED, "language": "de", "semesters": 2})
    change(work, abroad, **CHANGED, signed_by=PARTIES)
    agreement = work.dossier(abroad).agreed
    assert agreement is not None
    assert (agreement.language, agreement.semesters) == ("en", 1)


def test_a_change_without_terms_concludes_the_newest_proposal(work: Work, abroad: int) -> None:
    work.record(abroad, "agreement", PROPOSED)
    host = {"document": "learning_agreement", "party": "host", "on": "2026-11-02"}
    work.record(abroad, "signature", host)
    change(work, abroad, signed_by=PARTIES[:3])
    assert titles(work, abroad) == ["Course 1", "Course 9"]
    assert [number for number, in_force, _ in versions(work, abroad) if in_force] == [2]
    assert {signature.party for signature in work.dossier(abroad).signatures} == set(PARTIES)


def test_a_change_that_says_what_the_proposal_says_makes_no_third_version(
    work: Work, abroad: int
) -> None:
    work.record(abroad, "agreement", PROPOSED)
    change(work, abroad, courses=PROPOSED["courses"], signed_by=PARTIES)
    assert versions(work, abroad)[1:] == [(2, True, date(2026, 11, 2))]


def test_a_change_of_nothing_is_wrong_where_nothing_is_proposed(work: Work, abroad: int) -> None:
    assert wrong_fields(work, abroad, signed_by=PARTIES) == ("courses",)
    assert wrong_fields(work, abroad, courses=COURSES, signed_by=PARTIES) == ("courses",)
    assert versions(work, abroad) == [(1, True, date(2026, 6, 2))]


def test_when_each_version_was_concluded_is_found_in_the_history(work: Work, abroad: int) -> None:
    change(work, abroad, **CHANGED, signed_by=PARTIES)
    work.clock.pass_by(days=1)
    work.record(abroad, "agreement", PROPOSED)
    before = versions(work, abroad)
    with write_transaction(work.engine) as connection:
        command.downgrade(_scripts(connection), "0024")
    bring_up_to_date(work.engine)
    assert versions(work, abroad) == before
    assert titles(work, abroad) == ["Course 2", "Course 9"]


def _scripts(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
