"""A field's code is one of the list, and stands with its name, a detailed one with that of the
field it belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from states.frozen import replace
from states.isced_fields import field_title, fields_within, isced_codes
from states.payloads import read_payload, read_record
from states.strict_yaml import load_yaml_file
from states.text import Text
from states.validation_error import ValidationError


@pytest.mark.parametrize(
    ("code", "en", "sr"),
    [
        ("06", "06 Information and communication technologies",
         "06 Информационе и комуникационе технологије"),
        ("0413", "0413 Business and administration", "0413 Пословање и администрација"),
        ("042", "042 Law", "042 Право"),
        ("0588", "0588 Natural sciences, mathematics and statistics",
         "0588 Природне науке, математика и статистика"),
        ("99", "99", "99"),
    ],
)  # fmt: skip
def test_a_code_is_said_with_its_name(code: str, en: str, sr: str) -> None:
    assert (field_title(code).en, field_title(code).sr) == (en, sr)


def test_the_list_has_the_fields_of_unesco_and_each_that_has_a_name() -> None:
    codes = isced_codes()
    of_length = {length: {code for code in codes if len(code) == length} for length in (2, 3, 4)}
    assert {length: len(fields) for length, fields in of_length.items()} == {2: 11, 3: 57, 4: 149}
    file = Path(__file__).parents[2] / "states" / "isced_fields.yaml"
    assert set(load_yaml_file(dict[str, Text], file)[0]) <= codes


@pytest.mark.parametrize(
    ("code", "above", "below"),
    [
        ("0615", "061", "0610, 0611, 0612, 0613, 0619"),
        ("0600", "06", "061, 068"),
        ("104", "104", "1041"),
        ("99", "", "00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10"),
        ("613", "", "00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10"),
    ],
)
def test_of_a_code_that_is_none_what_there_is_near_it_is_said(
    code: str, above: str, below: str
) -> None:
    assert fields_within(code) == (above, below.split(", "))


def test_a_code_that_is_none_is_no_field_and_a_record_of_before_is_read_all_the_same() -> None:
    transcript = {"courses": [], "field": "0615"}
    with pytest.raises(ValidationError) as refusal:
        read_payload("transcript", transcript)
    assert "`0615` is no field of ISCED-F 2013; in 061 there are: 0610" in str(refusal.value)
    assert refusal.value.fields == ("field",)
    assert read_record("transcript", transcript) == replace(
        read_payload("transcript", {"courses": []}), field="0615"
    )
