"""What was in force on a day: the version of that day, as its text read then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from office.config_file import REGULATIONS
from office.rulebooks import Rulebook, read_rulebooks
from persistence.database import write_transaction
from persistence.law import law_on
from persistence.regulations import keep
from tests.workflows.office_fixtures import Work

MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)
OCTOBER = datetime(2027, 10, 1, 9, tzinfo=UTC)
(FIRST,) = read_rulebooks(REGULATIONS)["bmu"]
CORRECTED = replace(FIRST, text="corrected", digest="c" * 64)
AMENDED = Rulebook(
    replace(FIRST.regulation, in_force=date(2027, 10, 1)), FIRST.path, "amended", "a" * 64
)


def digest_on(connection: Connection, day: date) -> list[str]:
    """The first letter of the digest of each text in force on a day, or `F` for the first."""
    texts = law_on(connection, day)
    return ["F" if text.digest == FIRST.digest else text.digest[0] for text in texts]


def test_a_corrected_text_serves_from_its_day_and_an_amended_version_from_its_own(
    any_work: Work,
) -> None:
    days = {
        date(2021, 6, 28): [],
        date(2021, 6, 29): ["F"],
        date(2026, 5, 31): ["F"],
        date(2026, 6, 1): ["c"],
        date(2027, 9, 30): ["c"],
        date(2027, 10, 1): ["a"],
    }
    with write_transaction(any_work.engine) as connection:
        keep(connection, FIRST, MARCH)
        keep(connection, CORRECTED, JUNE)
        keep(connection, AMENDED, OCTOBER)
        assert {day: digest_on(connection, day) for day in days} == days


def test_a_text_that_is_kept_last_is_not_kept_again(any_work: Work) -> None:
    with write_transaction(any_work.engine) as connection:
        keep(connection, FIRST, MARCH)
        keep(connection, FIRST, JUNE)
        (text,) = law_on(connection, date(2026, 6, 1))
    assert (text.name, text.text, text.served_to) == ("bmu", FIRST.text, None)
