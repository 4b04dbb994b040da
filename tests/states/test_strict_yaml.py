"""Strict YAML: words stay words, and every problem has its place."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ConfigDict

from states.strict_yaml import InvalidFile, load_yaml, load_yaml_file, read_yaml


@dataclass(frozen=True, slots=True)
class Room:
    """What the files of these tests hold."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    name: str
    beds: int = 1
    free_from: date | None = None


def problems_in(text: str) -> list[str]:
    with pytest.raises(InvalidFile) as error:
        load_yaml(Room, text, "room.yaml")
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "No", "NO", "y", "n", "0x1F", "1_000"])
def test_a_word_stays_a_word(word: str) -> None:
    assert read_yaml(f"name: {word}", "room.yaml").data == {"name": word}


def test_json_writes_a_letter_as_two_escapes() -> None:
    assert read_yaml(r'{"name": "\ud842\udfb7"}', "--with").data == {"name": "\U00020bb7"}
    assert read_yaml(r'{"name": "\\\uD83C\uDF93"}', "--with").data == {"name": "\\\U0001f393"}
    assert read_yaml(r'{"name": "\\ud842\\udfb7"}', "--with").data == {"name": r"\ud842\udfb7"}


@pytest.mark.parametrize("half", [r"\ud842", r"\udfb7", r"\udfb7\ud842", r"\ud842 \udfb7"])
def test_half_a_letter_is_told_of_with_its_place(half: str) -> None:
    (problem,) = problems_in('{"name": "' + half + '"}')
    assert problem.startswith("room.yaml:1:")
    assert "invalid Unicode character escape code" in problem


def test_a_date_and_an_hour_stay_as_they_are_written() -> None:
    data = read_yaml("{day: 2026-02-30, hour: 12:30, code: 007}", "room.yaml").data
    assert data == {"day": "2026-02-30", "hour": "12:30", "code": "007"}


def test_numbers_truth_and_nothing_are_what_they_look_like() -> None:
    data = read_yaml("{a: 12, b: -3, c: 1.5, d: true, e: false, f: null, g: , h: ~}", "r").data
    assert data == {
        "a": 12, "b": -3, "c": 1.5, "d": True, "e": False, "f": None, "g": None, "h": None,
    }  # fmt: skip


def test_what_is_quoted_is_text() -> None:
    data = read_yaml("{a: '12', b: \"true\", c: ''}", "room.yaml").data
    assert data == {"a": "12", "b": "true", "c": ""}


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.integers(-999, 999)))
def test_plain_data_is_read_back_as_it_was_written(numbers: dict[str, int]) -> None:
    text = "\n".join(f"{key}: {value}" for key, value in numbers.items()) or "{}"
    assert read_yaml(text, "r.yaml").data == numbers


def test_a_key_given_twice_is_a_problem_at_its_second_place() -> None:
    assert problems_in("name: Blue\nbeds: 2\nname: Red\n") == [
        "room.yaml:3:1: name: this key stands here a second time"
    ]


def test_a_key_that_is_not_known_is_a_problem() -> None:
    assert problems_in("name: Blue\nbets: 2\n") == ["room.yaml:2:1: bets: is not a known key here"]


@pytest.mark.parametrize(
    "tagged_value",
    [
        "!!python/object:os.system Blue",
        "!room 'Blue'",
        "!room {a: 1}",
        "!!set [Blue]",
        "!!binary aa",
        "!!int 3",
    ],
)
def test_a_tag_is_a_problem_on_whatever_it_stands(tagged_value: str) -> None:
    problems = problems_in(f"name: {tagged_value}\n")
    assert any(line.startswith("room.yaml:1:1: name: a tag (!") for line in problems)


def test_an_alias_is_followed_but_may_not_contain_itself() -> None:
    assert read_yaml("a: &x [1, 2]\nb: *x\n", "r").data == {"a": [1, 2], "b": [1, 2]}
    problems = problems_in("name: &x [*x]\n")
    assert "room.yaml:1:7: name[1]: an alias may not contain itself" in problems


def test_a_merge_key_is_no_magic() -> None:
    assert read_yaml("a: &x {b: 1}\nc:\n  <<: *x\n", "r").data["c"] == {"<<": {"b": 1}}


def test_a_key_that_is_no_word_is_a_problem() -> None:
    assert "room.yaml:1:1: a key must be a plain word" in problems_in("[a, b]: 1\n")


def test_a_date_that_does_not_exist_is_named() -> None:
    assert problems_in("name: Blue\nfree_from: 2026-02-30\n") == [
        "room.yaml:2:1: free_from: '2026-02-30' is not a date that exists (write YYYY-MM-DD)"
    ]


def test_all_problems_of_a_file_come_at_once_in_the_order_of_their_lines() -> None:
    problems = problems_in("beds: many\nbeds: 2\nfree_from: soon\nbets: 1\n")
    assert [line.split(": ")[0] for line in problems] == [
        "room.yaml:1:1", "room.yaml:1:1", "room.yaml:2:1", "room.yaml:3:1", "room.yaml:4:1",
    ]  # fmt: skip
    assert any(line.endswith("name: is missing") for line in problems)


def test_the_same_problems_come_in_the_same_order_each_time() -> None:
    text = "bets: 1\n"
    assert problems_in(text) == problems_in(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name: [Blue\n", "room.yaml:2:1: "),
        ("name: Blue: Red\n", "room.yaml:1:11: mapping values are not allowed in this context"),
        ("\tname: Blue\n", "room.yaml:1:1: "),
        ("a: \x00\n", "room.yaml:1:1: "),
        ("", "room.yaml:1:1: "),
    ],
)
def test_what_is_not_yaml_has_a_place_too(text: str, problem: str) -> None:
    assert problems_in(text)[0].startswith(problem)


def test_a_file_that_cannot_be_read_is_flawed_and_says_why(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="can't be read: No such file"):
        load_yaml_file(Room, tmp_path / "room.yaml")
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("name: Plava šuma".encode("iso-8859-2"))
    with pytest.raises(InvalidFile, match="it is not written in UTF-8"):
        load_yaml_file(Room, latin)


LAUGHS = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("bomb", "message"),
    [
        (LAUGHS, "stands for more than"),
        (LAUGHS + "half: [", "stands for more than"),
        ("[" * 1_000_000, "too deep"),
        ("{a: " * 300_000, "too deep"),
        ("- " * 500_000, "too deep"),
        ("a: x\n" * 500_000, "letters: at most"),
    ],
    ids=["aliases", "half of it", "brackets", "braces", "dashes", "letters"],
)
def test_a_bomb_costs_nothing_whole_or_half(bomb: str, message: str) -> None:
    start = time.process_time()
    with pytest.raises(InvalidFile, match=message):
        read_yaml(bomb, "bomb.yaml")
    assert time.process_time() - start < 0.5
