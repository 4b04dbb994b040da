"""A field's code stands with its name, a detailed one with that of the field it belongs to."""

from __future__ import annotations

import pytest

from states.isced_fields import field_title


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
