"""An action whose outcome its living worker could not note does not stay with it for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from notifications.mail import WrittenMail
from persistence import claiming, given_up_actions, outbox
from persistence.connections import connect, sqlite_url
from persistence.database import write_transaction
from persistence.mails import OutgoingMail
from persistence.migrating import bring_up_to_date
from persistence.saving import enqueue

NINE = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
LATER = NINE + timedelta(seconds=90)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """An office with one mail in its outbox, claimed by the worker `anna` at nine."""
    engine = connect(sqlite_url(tmp_path))
    bring_up_to_date(engine)
    with write_transaction(engine) as transaction:
        mail = OutgoingMail("k/1", "a mail", "briefing", "head_of_ico", "H", "h@bmu.example", "en",
                       WrittenMail("S", None, "text", "html"))  # fmt: skip
        enqueue(transaction, [(None, None, [mail], ())], NINE)
        assert len(claiming.claim(transaction, NINE, "anna", 10)) == 1
        yield transaction


def test_what_a_worker_could_not_settle_is_its_own_to_try_again(connection: Connection) -> None:
    claiming.renew(connection, "anna", LATER)
    assert claiming.claim(connection, LATER, "boris", 10) == []
    assert [job.key for job in claiming.claim(connection, LATER, "anna", 10)] == ["k/1"]


def test_a_mail_whose_answer_could_not_be_noted_is_shown_to_people(connection: Connection) -> None:
    (job,) = claiming.claim(connection, NINE, "anna", 10)
    outbox.handing_over(connection, job)
    claiming.renew(connection, "anna", LATER)
    assert claiming.claim(connection, LATER, "boris", 10) == []
    assert given_up_actions.given_up(connection, ["bmu"]) == []
    assert claiming.claim(connection, LATER, "anna", 10) == []
    assert [action.status for action in given_up_actions.given_up(connection, ["bmu"])] == [
        "uncertain"
    ]
