"""Tokens: a secret opens for one person and one purpose, until it ends, and stands nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select, update

from persistence import staff, tokens
from persistence.database import write_transaction
from persistence.staff import Member
from persistence.tables import staff as staff_table
from persistence.tables import tokens as token_rows
from persistence.tokens import NewToken
from tests.workflows.office_fixtures import Work

VERA = Member(0, "vera", "Vera Simić", "vera@bmu.example", "en")


def engage(connection: Connection) -> int:
    return staff.add(connection, VERA, [])


def test_a_token_opens_for_its_person_and_its_purpose_and_notes_its_last_use(
    any_work: Work,
) -> None:
    now = any_work.clock()
    with write_transaction(any_work.engine) as connection:
        vera = engage(connection)
        of_program = NewToken(vera, "api", title="The library", roles=("mobility_coordinator",))
        secret = tokens.make(connection, of_program, now)
        token = tokens.use(connection, ["api"], secret, now)
        assert token is not None
        assert (token.staff_id, token.title, token.roles) == (
            vera, "The library", ("mobility_coordinator",),
        )  # fmt: skip
        assert tokens.use(connection, ["calendar"], secret, now) is None
        (own_token,) = tokens.of_staff(connection, vera, ["api"])
        assert own_token.last_used_at == now


def test_only_a_hash_of_the_secret_is_kept(any_work: Work) -> None:
    with write_transaction(any_work.engine) as connection:
        token = tokens.make(connection, NewToken(engage(connection), "calendar"), any_work.clock())
        row = connection.execute(select(token_rows)).one()
    secret = token.partition(".")[2]
    assert len(secret) > 40
    assert secret not in str(row)


def test_what_opens_once_opens_once(any_work: Work) -> None:
    now = any_work.clock()
    with write_transaction(any_work.engine) as connection:
        secret = tokens.make(connection, NewToken(engage(connection), "invitation"), now)
        assert tokens.find(connection, ["invitation"], secret, now) is not None
        assert tokens.spend(connection, ["invitation", "reset"], secret, now) is not None
        assert tokens.spend(connection, ["invitation", "reset"], secret, now) is None
        assert tokens.find(connection, ["invitation"], secret, now) is None


def test_an_ended_a_revoked_and_an_unused_account_s_token_open_nothing(any_work: Work) -> None:
    now = any_work.clock()
    with write_transaction(any_work.engine) as connection:
        vera = engage(connection)
        ending = NewToken(vera, "reset", ends_at=now + timedelta(days=1))
        secret = tokens.make(connection, ending, now)
        assert tokens.find(connection, ["reset"], secret, now + timedelta(hours=23)) is not None
        assert tokens.find(connection, ["reset"], secret, now + timedelta(days=1)) is None
        connection.execute(update(staff_table).values(active=False))
        assert tokens.find(connection, ["reset"], secret, now) is None
        connection.execute(update(staff_table).values(active=True))
        assert tokens.revoke_all(connection, vera, ["reset"], now, "Dušan Perić") == 1
        assert tokens.find(connection, ["reset"], secret, now) is None
        (own_token,) = tokens.of_staff(connection, vera, ["reset"])
        assert own_token.revoked_by == "Dušan Perić"
        assert not tokens.revoke(connection, own_token.id, now, None), "it has ended already"


@pytest.mark.parametrize(
    "secret", ["", ".", "1", "1.", "1.x", "²." + "x" * 43, f"{10**40}.x", "-1.x", "1.\ud800"]
)
def test_what_is_no_token_opens_nothing(work: Work, secret: str) -> None:
    with write_transaction(work.engine) as connection:
        tokens.make(connection, NewToken(engage(connection), "api"), work.clock())
        assert tokens.find(connection, ["api"], secret, work.clock()) is None


def test_a_token_announced_opens_nothing_before_its_secret_is_drawn_and_only_with_the_last_one(
    any_work: Work,
) -> None:
    now = any_work.clock()
    with write_transaction(any_work.engine) as connection:
        number = tokens.announce(connection, NewToken(engage(connection), "invitation"), now)
        assert tokens.find(connection, ["invitation"], f"{number}.", now) is None
        first, second = (tokens.draw(connection, number) for _ in range(2))
        assert tokens.find(connection, ["invitation"], first, now) is None
        assert tokens.find(connection, ["invitation"], second, now) is not None
