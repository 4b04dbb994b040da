"""What is begun once, whoever comes second: a program's request under its key, a plan of a span."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from persistence import idempotency, plans, tokens
from persistence.database import write_transaction
from persistence.idempotency import KEPT, Answered, KeyReused
from persistence.tokens import NewToken
from tests.persistence.test_tokens import engage
from tests.workflows.office_fixtures import Work


def test_a_request_is_carried_out_once_a_key_and_answered_alike(any_work: Work) -> None:
    now, answer = any_work.clock(), Answered(200, '{"state": "nominated"}')
    with write_transaction(any_work.engine) as connection:
        secret = tokens.make(connection, NewToken(engage(connection), "api"), now)
        token = tokens.find(connection, ["api"], secret, now)
        assert token is not None
        assert idempotency.begin(connection, token.id, "key", "digest", now) is None
        idempotency.finish(connection, token.id, "key", answer)
    with write_transaction(any_work.engine) as connection:
        assert idempotency.begin(connection, token.id, "key", "digest", now) == answer
        with pytest.raises(KeyReused):
            idempotency.begin(connection, token.id, "key", "another request", now)
        later = now + KEPT + timedelta(seconds=1)
        assert idempotency.begin(connection, token.id, "key", "another request", later) is None


def test_a_plan_is_begun_once_with_its_steps(any_work: Work) -> None:
    any_work.open()
    week = ("bmu", "week", date(2026, 3, 16))
    with write_transaction(any_work.engine) as connection:
        due_steps = [(step, None) for step in plans.due_until(connection, "bmu", date(2026, 3, 22))]
        assert due_steps
        plan = plans.begin(connection, week, due_steps, "Head", any_work.clock())
        assert len(plans.items_of(connection, plan.id)) == len(due_steps)
        assert plans.begin(connection, week, due_steps, "Deputy", any_work.clock()) == plan
        assert len(plans.items_of(connection, plan.id)) == len(due_steps), "not doubled"
