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
    (member,) = office("staff", "list", "--json").json
    assert (member["role"], member["name"]) == ("mobility_coordinator", "Jelena Marković")
    assert (member["login"], member["email"]) == ("jelena", "jelena@bmu.example")
    assert "Jelena Marković" in office("worklist", "--json").json[0]["people"]


def test_a_substitute_acts_on_the_days_given_and_the_history_says_for_whom(
    office: Ask, case: str
) -> None:
    days = ("--from", "2020-01-01", "--to", "2098-12-31")
    substitution = ("staff", "stand-in", "head_of_ico", "--for", "mobility_coordinator", *days)
    assert office(*substitution).status == 0
    answer = office(
        "case", "advance", case, "withdraw", "--as", "head_of_ico", "--name", "Ivana Đorđević",
        "--for", "mobility_coordinator", "--with", "{reason: ill}",
    )  # fmt: skip
    assert answer.status == 0
    last = office("case", "history", case, "--json").json[-1]
    assert (last["role"], last["deputy_for"]) == ("head_of_ico", "mobility_coordinator")


def test_a_substitution_is_ended_before_its_last_day(office: Ask, case: str) -> None:
    days = ("--from", "2020-01-01", "--to", "2098-12-31")
    office("staff", "stand-in", "head_of_ico", "--for", "mobility_coordinator", *days)
    pair = ("head_of_ico", "--for", "mobility_coordinator")
    answer = office("staff", "end-stand-in", *pair, "--to", "2020-01-31", "--json")
    assert answer.json == {"who": pair[0], "for": pair[2], "to": "2020-01-31"}
    again = office("staff", "end-stand-in", *pair)
    assert again.status == 2
    assert "Head of ICO does not stand in for Mobility Coordinator on" in again.err
    refusal = office(
        "case", "advance", case, "withdraw", "--as", "head_of_ico", "--name", "Ivana Đorđević",
        "--for", "mobility_coordinator", "--with", "{reason: ill}", "--json",
    )  # fmt: skip
    assert refusal.status == 1
    (reason,) = refusal.json["reasons"]
    assert "No substitution for the role Mobility Coordinator is in force" in reason["message"]


@pytest.mark.parametrize(
    ("words", "sentence"),
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
        (
            (*JELENA, "--by", "dean_of_students"),
            "nobody is appointed by `dean_of_students`; known are: mobility_coordinator",
        ),
        (
            ("staff", "stand-in", "dean", "--for", "dean", "--from", "2026-03-01", "--to",
             "2026-03-02"),
            "Dean can't stand in for itself",
        ),
    ],
)  # fmt: skip
def test_wrong_staff_is_told(office: Ask, words: tuple[str, ...], sentence: str) -> None:
    answer = office(*words)
    assert answer.status == 2
    assert sentence in answer.err


def test_a_login_belongs_to_one_person(office: Ask) -> None:
    assert office(*JELENA).status == 0
    again = office(*JELENA)
    assert again.status == 2
    assert "somebody logs in as jelena already" in again.err


APPOINTED = (
    "staff", "appoint", "jelena", "--role", "academic_coordinator", "--from", "2020-03-01",
    "--to", "2020-08-31", "--by", "rector", "--by-name", "Mirjana Ilić",
)  # fmt: skip


def roles_on(office: Ask, day: str) -> list[str]:
    return [member["role"] for member in office("staff", "list", "--on", day, "--json").json]


def test_an_appointment_holds_from_its_first_to_its_last_day_and_says_who_appointed(
    office: Ask,
) -> None:
    assert office(*JELENA).status == 0
    appointment = office(*APPOINTED, "--json").json
    assert appointment["appointed_by"] == "rector"
    assert appointment["appointed_by_name"] == "Mirjana Ilić"
    assert (appointment["from"], appointment["to"]) == ("2020-03-01", "2020-08-31")
    assert roles_on(office, "2020-02-28") == []
    assert roles_on(office, "2020-03-01") == ["academic_coordinator"]
    assert roles_on(office, "2020-08-31") == ["academic_coordinator"]
    assert "academic_coordinator" not in roles_on(office, "2020-09-01")
    assert "rector, Mirjana Ilić" in office("staff", "list", "--on", "2020-03-01").out


def test_an_assignment_ends_after_the_day_that_is_given(office: Ask) -> None:
    assert office(*JELENA).status == 0
    assert office(*APPOINTED).status == 0
    end = ("staff", "end", "jelena", "--role", "academic_coordinator", "--to")
    assert office(*end, "2020-05-31", "--json").json["to"] == "2020-05-31"
    assert roles_on(office, "2020-05-31") == ["academic_coordinator"]
    assert roles_on(office, "2020-06-01") == []
    late = office(*end, "2020-06-30")
    assert (late.status, "is not Academic Coordinator on" in late.err) == (2, True)


def test_the_list_says_for_whom_a_role_stands_in_on_that_day(office: Ask) -> None:
    assert office(*JELENA).status == 0
    assert office(*APPOINTED).status == 0
    days = ("--from", "2020-03-10", "--to", "2020-03-12", "--json")
    assert office("staff", "stand-in", "academic_coordinator", "--for", "dean", *days).status == 0
    (member,) = office("staff", "list", "--on", "2020-03-12", "--json").json
    assert member["stands_in_for"] == [{"role": "dean", "from": "2020-03-10", "to": "2020-03-12"}]
    (after,) = office("staff", "list", "--on", "2020-03-13", "--json").json
    assert after["stands_in_for"] == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("--by", "head_of_ico"), "appointed by Rector, Dean, not by Head of ICO (BMU-32)"),
        (("--from", "2020-02-30"), "'2020-02-30' is not a date that exists"),
        (("--to", "2020-02-01"), "the last day, Sat 1 Feb 2020, lies before the first"),
        (("--role", "candidate"), "nobody is employed as `candidate`"),
        (("--by-name", "x" * 301), "a name has at most 300 letters"),
    ],
)
def test_an_appointment_that_can_not_be_is_told(
    office: Ask, change: tuple[str, str], sentence: str
) -> None:
    assert office(*JELENA).status == 0
    answer = office(*APPOINTED, *change)
    assert answer.status == 2
    assert sentence in answer.err


def test_who_does_not_work_here_is_not_appointed_and_nobody_is_twice_in_one_role(
    office: Ask,
) -> None:
    assert "nobody logs in as `jelena`" in office(*APPOINTED).err
    assert office(*JELENA).status == 0
    assert office(*APPOINTED).status == 0
    again = office(*APPOINTED, "--from", "2020-08-31", "--to", "2021-01-01")
    assert "is Academic Coordinator already from Sun 1 Mar 2020 to Mon 31 Aug 2020" in again.err
    assert office(*APPOINTED, "--from", "2020-09-01", "--to", "2021-01-01").status == 0


def test_nothing_is_tried_again_that_was_not_given_up(office: Ask) -> None:
    answer = office("retry", "7")
    assert (answer.status, "has the number 7" in answer.err) == (2, True)


def test_a_letter_given_up_for_want_of_a_holder_is_tried_again_once_there_is_one(
    office: Ask, case: str
) -> None:
    withdrawal = office(
        "case", "advance", case, "withdraw", "--as", "candidate", "--name", "Ana Petrović",
        "--with", "{reason: ill}",
    )  # fmt: skip
    assert withdrawal.status == 0
    dead = office("stuck", "--json").json["actions"]
    letter = next(action for action in dead if "Mobility Coordinator" in action["last_error"])
    before = office("retry", letter["id"], "--json")
    assert (before.status, before.json["tried_again"]) == (1, False)
    assert office(*JELENA).status == 0
    after = office("retry", letter["id"], "--json")
    assert (after.status, after.json) == (
        0,
        {"action": letter["id"], "tried_again": True, "error": None},
    )
    assert letter["id"] not in [
        action["id"] for action in office("stuck", "--json").json["actions"]
    ]


def test_how_letters_address_somebody_is_recorded_of_those_who_work_here(office: Ask) -> None:
    assert office(*JELENA, "--salutation", "f", "--title", "др").status == 0
    answer = office("staff", "address", "jelena", "--salutation", "f", "--title", "проф. др")
    assert (answer.status, "jelena" in answer.out) == (0, True)
    refusal = office("staff", "address", "marko", "--salutation", "m")
    assert (refusal.status, "nobody logs in as marko" in refusal.err) == (2, True)
    assert office("staff", "address", "jelena", "--salutation", "x").status == 2


def test_a_name_in_the_other_script_is_recorded_and_one_in_the_same_is_told(office: Ask) -> None:
    assert office(*JELENA).status == 0
    words = ("staff", "address", "jelena", "--salutation", "f", "--other-script")
    wrong = office(*words, "Jelena Marković")
    assert wrong.status == 2
    assert "write the same name in the other script" in wrong.err
    answer = office(*words, "Јелена Марковић")
    assert answer.status == 0, answer.err
