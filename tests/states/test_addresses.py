"""Mail addresses: what can be one, and that what is taken is carried."""

from __future__ import annotations

import pytest
from pydantic import ValidationError as PydanticError

from states.addresses import read_address
from states.calls import Candidate, Host
from states.strict_forms import Email, Named
from states.strict_yaml import adapter
from states.validation_messages import InvalidValue

IMPOSSIBLE = [
    "", "ana", "ana@", "@x.example", "јелена@bmu.example", "a,b@bmu.example", "<a@bmu.example>",
    "a..b@bmu.example", ".a@bmu.example", "a.@bmu.example", "mailto:a@bmu.example", "a b@x.example",
    "a@x.example, b@x.example", "a@b@x.example", "a@x", "a@-x.example", "a@x..example",
    "a@x.example\n", '"a b"@x.example', "a@[10.0.0.1]", "a" * 65 + "@x.example",
    "a@" + "x" * 64 + ".example",
]  # fmt: skip
POSSIBLE = [
    "ana@students.example", "ana.p+erasmus@cs.bmu.example", "o'neill_1-2@x.example", "a@пример.срб",
    "a" * 64 + "@x.example", "A.B@X.Example",
]  # fmt: skip


@pytest.mark.parametrize("address", IMPOSSIBLE)
def test_what_no_mail_could_reach_is_no_address_of_anybody(address: str) -> None:
    with pytest.raises(InvalidValue, match="is no e-mail address"):
        read_address(address)
    with pytest.raises(PydanticError):
        adapter(Candidate).validate_python({"name": "Jelena", "email": address})
    with pytest.raises(PydanticError):
        adapter(Host).validate_python({"name": "Graz", "email": address})


@pytest.mark.parametrize("address", POSSIBLE)
def test_an_address_is_kept_as_it_is_written(address: str) -> None:
    assert adapter(Email).validate_python(address) == address


def test_a_domain_in_cyrillic_is_carried_in_its_ascii_form() -> None:
    assert read_address("ana@пример.срб").addr_spec == "ana@xn--e1afmkfd.xn--90a3ac"


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0 \u2003"])
def test_blanks_are_no_name(blank: str) -> None:
    with pytest.raises(PydanticError):
        adapter(Named).validate_python(blank)
    with pytest.raises(PydanticError):
        adapter(Candidate).validate_python({"name": blank, "email": "ana@students.example"})
    assert adapter(Named).validate_python("Ана Петровић") == "Ана Петровић"
