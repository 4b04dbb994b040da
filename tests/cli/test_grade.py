"""`mobility grade`: annex 10's own tables, converted by each rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.asking import Ask

A = (
    "30L 5.6, 30 15.7, 29 0.5, 28 12.3, 27 11.8, 26 9.0, 25 8.2, 24 11.3, 23 2.7, 22 6.0, 21 2.3, "
    "20 5.7, 19 1.9, 18 6.9"
)
B = "1 20, 2 35, 3 25, 4 20"
KNOWN = {
    "30L": "111", "30": "112", "29": "222", "28": "222", "27": "222", "26": "222", "25": "323",
    "24": "333", "23": "333", "22": "434", "21": "444", "20": "444", "19": "444", "18": "444",
}  # fmt: skip
RULES = ("largest_overlap", "best", "worst")


def table(path: Path, text: str) -> Path:
    """A grading table as people write it: `A 20, B 80`."""
    lines = [pair.split() for pair in text.split(", ")]
    path.write_text("".join(f"- {{grade: {g}, percent: {p}}}\n" for g, p in lines))
    return path


@pytest.fixture
def tables(tmp_path: Path) -> tuple[object, ...]:
    host, home = table(tmp_path / "a.yaml", A), table(tmp_path / "b.yaml", B)
    return ("--host-table", host, "--home-table", home)


@pytest.mark.parametrize("rule", range(3))
@pytest.mark.parametrize("grade", KNOWN)
def test_each_grade_of_annex_10_converts_as_it_is_known_to(
    ask: Ask, tables: tuple[object, ...], grade: str, rule: int
) -> None:
    answer = ask("grade", *tables, "--grade", grade, "--rule", RULES[rule], "--json")
    assert answer.status == 0
    assert answer.json["grade"] == KNOWN[grade][rule]
    assert answer.json["rule"] == RULES[rule]
    assert answer.json["receipt"]


def test_without_a_rule_the_largest_overlap_decides_and_is_named(
    ask: Ask, tables: tuple[object, ...]
) -> None:
    answer = ask("grade", *tables, "--grade", "30", "--json")
    assert answer.json["rule"] == "largest_overlap"
    text = ask("grade", *tables, "--grade", "30").out
    assert "30 → 1" in text
    assert "largest overlap" in text


@pytest.mark.parametrize(
    ("host", "grade", "sentence"),
    [
        (A, "31", "grade 31 does not stand in the host's grading table"),
        ("A 20, B 30", "A", "adds up to 50 %"),
        ("A 50, A 50", "A", "names grade A twice"),
        ("A 150, B -50", "A", "percent"),
        ("A many, B 50", "A", "a.yaml:1:"),
    ],
)
def test_bad_tables_and_grades_get_a_sentence_and_status_2(
    ask: Ask, tmp_path: Path, host: str, grade: str, sentence: str
) -> None:
    home = table(tmp_path / "b.yaml", B)
    host_table = table(tmp_path / "a.yaml", host)
    answer = ask("grade", "--host-table", host_table, "--home-table", home, "--grade", grade)
    assert answer.status == 2
    assert sentence in answer.err


def test_a_table_that_is_not_there_is_told_by_its_name(ask: Ask, tmp_path: Path) -> None:
    home, lost_table = table(tmp_path / "b.yaml", B), tmp_path / "gone.yaml"
    answer = ask("grade", "--host-table", lost_table, "--home-table", home, "--grade", "A")
    assert answer.status == 2
    assert "gone.yaml" in answer.err


def test_a_rule_that_does_not_exist_is_a_slip_of_the_pen(
    ask: Ask, tables: tuple[object, ...]
) -> None:
    answer = ask("grade", *tables, "--grade", "30", "--rule", "kindest")
    assert answer.status == 2
    assert "kindest" in answer.err
