"""`mobility due`: time limits as the law counts them, with their receipts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.asking import Ask

KNOWN = [
    ("2026-04-03", "--days", 8, "2026-04-14"),
    ("2026-12-24", "--days", 8, "2027-01-04"),
    ("2026-02-12", "--working-days", 5, "2026-02-23"),
    ("2026-12-30", "--working-days", 5, "2027-01-08"),
]


@pytest.mark.parametrize(("start", "unit", "count", "ends"), KNOWN)
def test_worked_examples_end_where_they_are_known_to_end(
    ask: Ask, start: str, unit: str, count: int, ends: str
) -> None:
    answer = ask("due", "--from", start, unit, count, "--json")
    assert answer.status == 0
    assert set(answer.json) == {"due", "receipt"}
    assert answer.json["due"] == ends


def test_the_receipt_names_the_holidays_that_moved_the_day(ask: Ask) -> None:
    receipt = "\n".join(ask("due", "--from", "2026-04-03", "--days", 8, "--json").json["receipt"])
    assert "Sat 11 Apr 2026: public holiday, Holy Saturday" in receipt
    assert "moved to Tue 14 Apr 2026" in receipt


def test_the_same_receipt_is_readable_without_colour_and_in_serbian(ask: Ask) -> None:
    english = ask("due", "--from", "2026-04-03", "--days", 8)
    assert "Tue 14 Apr 2026 = 8 days after Fri 3 Apr 2026" in english.out
    assert "\x1b" not in english.out
    latin = ask("due", "--from", "2026-04-03", "--days", 8, "--lang", "sr-Latn", "--json")
    assert latin.json["receipt"][0].startswith("uto 14.4.2026. = 8 dana")


def test_the_offices_own_closures_are_not_worked(ask: Ask, tmp_path: Path) -> None:
    settings = Path("config.yaml").read_text(encoding="utf-8")
    closures = "closures: [{from: 2026-06-08, to: 2026-06-12, reason: {en: Move, sr: Сеоба}}]"
    config = tmp_path / "config.yaml"
    config.write_text(settings.replace("closures: []", closures), encoding="utf-8")
    answer = ask("due", "--from", "2026-06-05", "--working-days", 1, "--config", config, "--json")
    assert answer.json["due"] == "2026-06-15"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--from", "2026-02-30", "--days", 8), "'2026-02-30' is not a date that exists"),
        (("--from", "tomorrow", "--days", 8), "is not a date that exists"),
        (("--from", "2026-04-03", "--days", -3), "not -3"),
        (("--from", "2026-04-03", "--working-days", 99999), "not 99999"),
        (("--from", "2026-04-03"), "either --days or --working-days"),
        (("--from", "2026-04-03", "--days", 1, "--working-days", 1), "either --days or"),
        (("--from", "1800-04-03", "--days", 8), "no public holidays are known for the year 1800"),
        (("--from", "9999-12-30", "--days", 8), "date"),
        (("--from", "2026-04-03", "--days", "many"), "'--days'"),
        (("--days", 8), "--from"),
    ],
)
def test_bad_input_gets_a_sentence_and_status_2(
    ask: Ask, words: tuple[object, ...], sentence: str
) -> None:
    answer = ask("due", *words)
    assert answer.status == 2
    assert sentence in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""
