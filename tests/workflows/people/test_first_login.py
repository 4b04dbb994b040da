"""The first login of an office: a link for its Head, shown once, while nobody works there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from persistence import accounts
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.setup import setup_counts
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import at
from workflows.people.first_login import first_link, new_first_link
from workflows.people.own_account import account_of_link
from workflows.registers.keeping import OPERATOR, RegisterAct
from workflows.running.bootstrap import App

NOW = at("2026-03-02 09:00")
HEAD = "Ivana Marić <ivana@bmu.example>"


def _link(app: App, head: str = HEAD) -> str:
    with write_transaction(app.engine) as connection:
        return first_link(RegisterAct(connection, app.office, "bmu", OPERATOR, NOW), head)


def test_the_head_is_entered_and_the_link_is_theirs_until_it_ends(app: App) -> None:
    address = _link(app)
    secret = address.removeprefix(f"{app.office.settings.base_url}/welcome/")
    with reading(app.engine) as connection:
        account = account_of_link(connection, secret, NOW)
        later = account_of_link(connection, secret, NOW + timedelta(days=365))
        stands = setup_counts(connection, "bmu", NOW.date())
        report = audit(connection, app.office.data, app.office.calendar)
    assert account is not None and later is None
    assert (account.member.name, account.member.email) == ("Ivana Marić", "ivana@bmu.example")
    assert (stands.people, stands.with_password, stands.roles) == (1, 0, {"head_of_ico"})
    assert report.discrepancies == ()


def test_there_is_no_second_first_login(app: App) -> None:
    _link(app)
    with pytest.raises(ValidationError, match="work here already"):
        _link(app)


@pytest.mark.parametrize("head", ["", "Ivana", "Ivana <>", "<ivana@bmu.example>", "I <x>"])
def test_a_head_has_a_name_and_an_address(app: App, head: str) -> None:
    with pytest.raises(ValidationError):
        _link(app, head)


def test_who_lost_the_link_gets_another_until_somebody_has_a_password(app: App) -> None:
    _link(app)
    with write_transaction(app.engine) as connection:
        act = RegisterAct(connection, app.office, "bmu", OPERATOR, NOW)
        again = new_first_link(act)
        assert again is not None
        account = account_of_link(connection, again.removeprefix("welcome/"), NOW)
        assert account is not None and account.member.name == "Ivana Marić"
        accounts.set_password(connection, account.member.id, "a hash")
        assert new_first_link(act) is None
