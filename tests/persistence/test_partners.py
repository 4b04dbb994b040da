"""What the office knows of a partner: the newest call says it, and what it leaves out stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from persistence import calls
from persistence.database import reading, write_transaction
from states.calls import Host
from states.strict_yaml import adapter
from states.validation_messages import message_of
from tests.workflows.office_fixtures import CALL, Work, any_work, database
from workflows.calls.new_call import open_call, read_call

__all__ = ["any_work", "database"]

GRAZ = {
    **CALL["hosts"][0], "erasmus_code": "A GRAZ01", "address": "Universitätsplatz 3, Graz",
    "contact": "Eva Moser",
}  # fmt: skip


def host_of_new_call(work: Work, title: str, host: dict[str, object]) -> Host:
    """The only host of a call that is opened with it, as it is read again."""
    with write_transaction(work.engine) as connection:
        call = read_call({**CALL, "title": title, "hosts": [host]})
        call_id = open_call(work.act(connection), "bmu", "outgoing-studies", call)
    with reading(work.engine) as connection:
        (read_again,) = calls.load(connection, call_id)[0].hosts
    return read_again


def test_a_partner_keeps_its_code_address_and_contact_when_a_call_leaves_them_out(
    any_work: Work,
) -> None:
    first = host_of_new_call(any_work, "First", GRAZ)
    assert (first.erasmus_code, first.contact) == ("A GRAZ01", "Eva Moser")
    second = host_of_new_call(any_work, "Second", CALL["hosts"][0])
    assert second == replace(first, places=second.places)
    third = host_of_new_call(any_work, "Third", {**CALL["hosts"][0], "contact": "Jakob Lang"})
    assert (third.contact, third.address) == ("Jakob Lang", "Universitätsplatz 3, Graz")


@pytest.mark.parametrize("code", ["GRAZ", "a graz01", "A GRAZ", "AUSTRIA GRAZ01"])
def test_what_is_no_erasmus_code_is_refused_with_an_example(code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        adapter(Host).validate_python({**GRAZ, "erasmus_code": code})
    (problem,) = refusal.value.errors()
    assert "is not an Erasmus code such as A GRAZ01" in message_of(problem).en
    assert "Еразмус код" in message_of(problem).sr
