"""Files of rates are read strictly: all that is wrong is told, with file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.config_file import RATES
from office.wiring import open_office
from rules.rates import load_rates, rates_for, read_rates
from states.strict_yaml import InvalidFile

SHIPPED = (RATES / "erasmus-example.yaml").read_text(encoding="utf-8")


def written(folder: Path, text: str, name: str = "erasmus-example") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_file_says_that_it_is_an_example_and_where_amounts_come_from() -> None:
    (rates,) = read_rates(RATES)
    assert rates.example
    assert "example" in rates.source.en
    assert rates.group_of("AT") == "1"
    assert rates.group_of("NO") == "1"  # a word, and not False
    assert rates.group_of("XX") is None


def test_rates_are_found_by_programme_and_by_the_year_of_the_call() -> None:
    rates = read_rates(RATES)
    assert rates_for(rates, "erasmus", 2024) is rates[0]
    assert rates_for(rates, "erasmus", 2028) is rates[0]
    assert rates_for(rates, "erasmus", 2023) is None
    assert rates_for(rates, "erasmus", 2029) is None
    assert rates_for(rates, "bilateral", 2026) is None


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("name: erasmus-example", "name: other", "must be the file's own name, erasmus-example"),
        ("programme: erasmus", "programme: erasmos", "'erasmos' is none of erasmus, bilateral"),
        ("month_days: 30", "month_days: 31", "month_days"),
        ("currency: EUR", "currency: euro", "currency"),
        ('  "2": [CY,', '  "2": [AT, CY,', "AT is in group 1 already"),
        ('groups: {"1": 670, "2": 670, "3": 600}', 'groups: {"1": 670, "2": 670}',
         "group 3 must stand here and among the groups of countries"),
        ("[outgoing-traineeship]", "[outgoing-studies]", "outgoing-studies has a rate already"),
        ("from_km: 500,", "from_km: 499,", "must come after 499 km"),
        ("amount: 28,", "amount: 28.123,", "amount"),
        ("per: month\n    groups: {\"1\": 820, \"2\": 820, \"3\": 750}",
         "per: month\n    groups: {\"1\": 820, \"2\": 820, \"3\": 750}\n"
         "    then: {after_days: 14, percent: 70}",
         "only a rate by the day can be less after some days"),
        ("example: true", "exampel: true", "exampel"),
    ],
)  # fmt: skip
def test_a_wrong_file_does_not_load(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in SHIPPED
    path = written(tmp_path, SHIPPED.replace(old, new, 1))
    with pytest.raises(InvalidFile) as wrong:
        load_rates(path)
    (problem, *_) = wrong.value.problems
    assert sentence in str(wrong.value)
    assert str(problem).startswith(f"{path}:{problem.line}:{problem.column}: ")


def test_two_files_do_not_hold_for_the_same_calls(tmp_path: Path) -> None:
    written(tmp_path, SHIPPED)
    again = SHIPPED.replace("name: erasmus-example", "name: erasmus-again")
    written(tmp_path, again.replace("[2024, 2025, 2026, 2027, 2028]", "[2028]"), "erasmus-again")
    with pytest.raises(
        InvalidFile, match=r"calls of 2028 have rates in erasmus-again\.yaml already"
    ):
        read_rates(tmp_path)


def test_an_offices_own_folder_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    assert open_office(tmp_path).rates[0].example
    (tmp_path / "rates").mkdir()
    own = SHIPPED.replace("name: erasmus-example", "name: own")
    written(tmp_path / "rates", own.replace("example: true", "example: false"), "own")
    assert [(rates.name, rates.example) for rates in open_office(tmp_path).rates] == [
        ("own", False)
    ]
