"""Comments with @names, and following a case: who is mailed of what."""

from __future__ import annotations

import pytest

from persistence.database import write_transaction
from persistence.tables import mails
from states.validation_error import ValidationError
from tests.workflows.cases.sharing import acting, add_coordinator, dismiss, log
from tests.workflows.office_fixtures import STAY, Work, work
from workflows.cases.comments import comment, follow, unfollow
from workflows.running.colleague_news import write_colleague_news

__all__ = ["work"]

JELENA = "mobility_coordinator"


@pytest.fixture
def case_id(work: Work) -> int:
    add_coordinator(work)
    case = work.open()
    work.bring("nominated", case)
    return case


def say(work: Work, case_id: int, text: str, login: str = JELENA, key: str | None = None) -> None:
    role = JELENA if login == "zoran" else login
    with acting(work, login, role, form_key=key) as colleague:
        comment(colleague, case_id, text)


def addresses(work: Work, mail: str) -> list[str]:
    return [row.to_address for row in work.rows(mails, mail=mail)]


def turn(work: Work) -> None:
    with write_transaction(work.engine) as connection:
        write_colleague_news(connection, work.office, work.clock())


@pytest.mark.parametrize(
    "text",
    [
        "@zoran please call Graz",
        "Please call Graz (@Zoran Đukić)!",
        "@Зоран Ђукић, молим Вас",
        "please, @ZORAN.",
    ],
)
def test_a_colleague_named_with_an_at_is_mailed_with_the_comment(
    work: Work, case_id: int, text: str
) -> None:
    say(work, case_id, text)
    (mail,) = work.rows(mails, mail="mentioned")
    assert mail.to_address == "zoran@bmu.example"
    assert " ".join(text.split()) in " ".join(work.read(mail).split())
    assert log(work, case_id)[-1].entry.data == {"text": text, "mentioned": ["zoran"]}


def test_an_address_names_nobody_and_one_is_not_mailed_of_oneself(work: Work, case_id: int) -> None:
    say(work, case_id, "wrote to zoran@bmu.example; I, @mobility_coordinator, wait")
    assert addresses(work, "mentioned") == []


def test_a_name_that_is_nobodys_is_told_at_the_field_and_nothing_is_kept(
    work: Work, case_id: int
) -> None:
    with pytest.raises(ValidationError) as wrong:
        say(work, case_id, "@marko please, and @zoran")
    assert wrong.value.fields == ("text",)
    assert "called @marko" in wrong.value.message.en
    assert "@zoran (Zoran Đukić)" in wrong.value.message.en
    assert (log(work, case_id), addresses(work, "mentioned")) == ([], [])


def test_a_name_that_two_have_is_asked_for_whole(work: Work, case_id: int) -> None:
    for login, name in (("m.ras", "Marko Ras"), ("m.tot", "Marko Tot")):
        add_coordinator(work, login, name)
    with pytest.raises(ValidationError) as wrong:
        say(work, case_id, "@Đukić, and @Marko?")
    assert "called @Marko." in wrong.value.message.en
    say(work, case_id, "@Marko Ras and @Tot, and @Đukić")
    assert sorted(addresses(work, "mentioned")) == [
        "m.ras@bmu.example", "m.tot@bmu.example", "zoran@bmu.example"
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001])
def test_an_empty_or_endless_comment_is_not_taken(work: Work, case_id: int, text: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        say(work, case_id, text)
    assert wrong.value.fields == ("text",)


def test_a_comment_sent_twice_stands_once(work: Work, case_id: int) -> None:
    for _ in range(2):
        say(work, case_id, "@zoran twice", key="the-same-form")
    assert len(log(work, case_id)) == 1
    assert addresses(work, "mentioned") == ["zoran@bmu.example"]


def test_a_follower_is_mailed_each_step_and_comment_of_others_once(
    work: Work, case_id: int
) -> None:
    with acting(work, "zoran", JELENA) as zoran:
        follow(zoran, case_id, by_mail=True)
    turn(work)
    assert addresses(work, "followed_case") == []
    say(work, case_id, "Graz will answer on Friday")
    say(work, case_id, "noted", login="zoran")
    work.do(case_id, "host_accepts", STAY, person="Jelena Marić")
    turn(work)
    turn(work)
    (mail,) = work.rows(mails, mail="followed_case")
    assert mail.to_address == "zoran@bmu.example"
    words = work.read(mail)
    assert "Прихватање од стране домаћина (Jelena Marić)" in words
    assert "Graz will answer on Friday" in words
    assert "noted" not in words


def test_who_follows_without_mails_gets_none_and_who_stops_neither(
    work: Work, case_id: int
) -> None:
    with acting(work, "zoran", JELENA) as zoran:
        follow(zoran, case_id, by_mail=False)
    with acting(work, "head_of_ico") as head:
        follow(head, case_id, by_mail=True)
    with acting(work, "head_of_ico") as head:
        assert unfollow(head, case_id)
        assert not unfollow(head, case_id)
    say(work, case_id, "news")
    turn(work)
    assert addresses(work, "followed_case") == []


def test_nobody_who_left_is_mailed(work: Work, case_id: int) -> None:
    with acting(work, "zoran", JELENA) as zoran:
        follow(zoran, case_id, by_mail=True)
    dismiss(work, "zoran")
    say(work, case_id, "news")
    turn(work)
    assert addresses(work, "followed_case") == []
