"""Passwords: long is what counts; what others try first is refused, in both scripts."""

from __future__ import annotations

import unicodedata

import pytest

from rules.passwords import (
    TOO_LONG,
    TOO_OBVIOUS,
    TOO_REGULAR,
    TOO_SHORT,
    normal_form,
    password_problem,
)

OWN = ("Đorđe Marković", "djordje", "djordje.m@bmu.example", "Belgrade Metropolitan University")


@pytest.mark.parametrize(
    "password",
    [
        "tri sveske i jedna olovka",
        "три свеске и једна оловка",
        "correct horse battery staple",
        "kq7#Vt!9zpL2",
        "雨の日には傘を持って歩く人",
        "🌲🌊🔥🦉 tiha reka",
        "erasmus plavi konj trava",
    ],
)
def test_words_that_have_nothing_to_do_with_each_other_are_good_in_any_script(
    password: str,
) -> None:
    assert password_problem(password, OWN) is None


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("", TOO_SHORT),
        ("elevenchars", TOO_SHORT),
        ("x" * 201, TOO_LONG),
        ("aaaaaaaaaaaa", TOO_REGULAR),
        ("            ", TOO_REGULAR),
        ("abcabcabcabc", TOO_REGULAR),
        ("123456789012", TOO_REGULAR),
        ("qwertyuiop12", TOO_REGULAR),
        ("zyxwvutsrqpo", TOO_REGULAR),
        ("Password2026!", TOO_OBVIOUS),
        ("P@ssw0rd!!!!!!", TOO_OBVIOUS),
        ("Lozinka-123456", TOO_OBVIOUS),
        ("Лозинка 2026!", TOO_OBVIOUS),
        ("mobility-demo", TOO_OBVIOUS),
        ("Erasmus Beograd 2026", TOO_OBVIOUS),
        ("đorđemarković1", TOO_OBVIOUS),
        ("Ђорђе Марковић", TOO_OBVIOUS),
        ("MarkovicDjordje77", TOO_OBVIOUS),
        ("Metropolitan2026", TOO_OBVIOUS),
    ],
)
def test_what_somebody_tries_first_is_refused_and_the_sentence_says_why(
    password: str, problem: object
) -> None:
    assert password_problem(password, OWN) is problem


def test_twelve_are_enough_and_two_hundred_are_not_too_many() -> None:
    assert password_problem("žuti kaktusi") is None
    assert password_problem(("žuta reka i kameni most pevaju " * 7)[:200]) is None


def test_a_password_is_the_same_however_a_keyboard_composes_its_letters() -> None:
    password = "žuta čaša u šumi"
    assert normal_form(unicodedata.normalize("NFD", password)) == password
