"""`mobility staff`: an office gets its people, and a substitute acts on the days given."""

from __future__ import annotations

import pytest

from tests.cli.asking import Ask

JELENA = (
    "staff", "add", "jelena", "--name", "Jelena Marković", "--email", "jelena@bmu.example",
    "--role", "mobility_coordinator", "--password", "a long secret",
)  # fmt: skip


def test_who_is_entered_holds_the_role_and_is_named_in_the_work_list(
    office: Ask, case: str
) -> None:
    assert office(*JELENA).status == 0
    assert office("staff", "list", "--json").json == [
        {
            "role": "mobility_coordinator",
            "login": "jelena",
            "name": "Jelena Marković",
            "email": "jelena@bmu.example",
        }
    ]
    assert "Jelena Marković" in office("worklist", "--json").json[0]["people"]


def test_a_substitute_acts_on_the_days_given_and_the_history_says_for_whom(
    office: Ask, case: str
) -> None:
    days = ("--from", "2020-01-01", "--to", "2098-12-31")
    given = ("staff", "stand-in", "head_of_ico", "--for", "mobility_coordinator", *days)
    assert office(*given).status == 0
    done = office(
        "case", "advance", case, "withdraw", "--as", "head_of_ico", "--name", "Ivana Đorđević",
        "--for", "mobility_coordinator", "--with", "{reason: ill}",
    )  # fmt: skip
    assert done.status == 0
    last = office("case", "history", case, "--json").json[-1]
    assert (last["role"], last["acting_for"]) == ("head_of_ico", "mobility_coordinator")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*JELENA[:7], "--role", "candidate", *JELENA[9:]), "nobody is employed as `candidate`"),
        (
            ("staff", "stand-in", "rector", "--for", "dean", "--from", "2026-02-30", "--to",
             "2026-03-01"),
            "is not a date that exists",
        ),
        (
            ("staff", "stand-in", "rector", "--for", "dean", "--from", "2026-03-02", "--to",
             "2026-03-01"),
            "lies before the first",
        ),
        (
            (*JELENA[:6], "jelena at bmu", *JELENA[7:]),
            "'jelena at bmu' is not a mail address (write name@university.example)",
        ),
        ((*JELENA[:6], "a@bmu.example, b@bmu.example", *JELENA[7:]), "is not a mail address"),
    ],
)  # fmt: skip
def test_wrong_staff_is_told(office: Ask, words: tuple[str, ...], said: str) -> None:
    answer = office(*words)
    assert answer.status == 2
    assert said in answer.err


def test_a_login_belongs_to_one_person(office: Ask) -> None:
    assert office(*JELENA).status == 0
    again = office(*JELENA)
    assert again.status == 2
    assert "somebody logs in as jelena already" in again.err
