"""What a process has judged once it need not judge again: offices share it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from office.wiring import REGULATIONS, SHIPPED, open_office
from rules.calendar import Closure
from states.strict_yaml import InvalidFile
from states.text import Text

STUDIES = "bmu/outgoing-studies.2021-06-29"
FIRST_OF_MAY_BRIDGE = Closure(date(2026, 5, 4), date(2026, 5, 4), Text("bridge", "спојени дан"))


def test_offices_share_what_was_judged_and_each_closes_on_its_own_days(tmp_path: Path) -> None:
    """One office closes on a day; the other, with the very same definition, goes on working."""
    office, other = (open_office(tmp_path / name, SHIPPED) for name in ("one", "other"))
    definition = other.definition(STUDIES)
    assert office.definition(STUDIES) is definition
    assert office.regulations["bmu"] is other.regulations["bmu"]

    office.close_on([FIRST_OF_MAY_BRIDGE])
    own_calendar = office.definition(STUDIES).given["calendar"]
    shared_calendar = definition.given["calendar"]
    assert not own_calendar.is_worked(FIRST_OF_MAY_BRIDGE.first_day)
    assert other.definition(STUDIES) is definition
    assert shared_calendar.is_worked(FIRST_OF_MAY_BRIDGE.first_day)


def test_a_rulebook_that_was_written_anew_is_judged_anew(tmp_path: Path) -> None:
    """What is wrong is told each time, and what was corrected holds at the next opening."""
    folder = tmp_path / "regulations"
    shutil.copytree(REGULATIONS, folder)
    file = folder / "bmu.yaml"
    sound = file.read_text(encoding="utf-8")
    before = open_office(tmp_path, SHIPPED).definition(STUDIES)

    file.write_text(sound.replace("value: 60,", "value: 61,", 1), encoding="utf-8")
    anew = open_office(tmp_path, SHIPPED).definition(STUDIES)
    assert anew.rulebook != before.rulebook

    file.write_text(f"{sound}\nodd: 1\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InvalidFile, match=r"bmu\.yaml.*odd"):
            open_office(tmp_path, SHIPPED).definition(STUDIES)

    file.write_text(sound, encoding="utf-8")
    assert open_office(tmp_path, SHIPPED).definition(STUDIES) is before
