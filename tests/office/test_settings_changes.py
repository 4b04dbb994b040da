"""Settings changed on a page: only their values change, and only what loads is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.config_file import SHIPPED, regulations_of
from office.settings_changes import NotOurs, write_settings
from office.settings_loading import load_settings
from states.strict_yaml import InvalidFile

OFFICE = ("institution", "office", "en")


def test_the_first_change_makes_the_shipped_file_the_offices_own(tmp_path: Path) -> None:
    values = {
        OFFICE: 'Office: "x" # y', ("institution", "faculties"): ["a@b.rs", "c@d.rs"],
        ("institution", "erasmus_code"): "RS TOWN01", ("mail", "port"): 25,
        ("mail", "starttls"): True, ("mail", "user"): "ž: #", ("home", "head"): "dean",
    }  # fmt: skip
    path = write_settings(tmp_path, SHIPPED, values)
    settings = load_settings(path, regulations_of(tmp_path))
    assert path == tmp_path / "config.yaml" and path.stat().st_mode & 0o777 == 0o600
    assert settings.institution.office.en == 'Office: "x" # y'
    assert settings.institution.faculties == ("a@b.rs", "c@d.rs")
    assert (settings.mail.port, settings.mail.user) == (25, "ž: #")
    before, after = (file.read_text(encoding="utf-8").splitlines() for file in (SHIPPED, path))
    assert len(before) == len(after), "comments and lines stay where they are"
    assert sum(line != other for line, other in zip(before, after, strict=True)) == 6


FLOW = "institution: {key: bmu, email: o@b.rs, office: {en: a, sr: a}}\n"
BLOCK = """institution:
    key: bmu
    email: o@b.rs
    faculties:
    - old@b.rs
    - old@c.rs
    office:
      sr: а
      en: a
mail:
"""


@pytest.mark.parametrize("text", [FLOW, BLOCK])
def test_what_is_not_written_yet_is_added(tmp_path: Path, text: str) -> None:
    own = tmp_path / "config.yaml"
    original = SHIPPED.read_text(encoding="utf-8")
    ladders = "ladders:" + original.partition("\nladders:")[2].partition("\n\n")[0]
    own.write_text(f"{text}{ladders}\n", encoding="utf-8")
    values = {("institution", "faculties"): ["new@b.rs"], ("mail", "host"): "relay", OFFICE: "New"}
    settings = load_settings(write_settings(tmp_path, own, values), regulations_of(tmp_path))
    assert settings.institution.faculties == ("new@b.rs",)
    assert (settings.mail.host, settings.institution.office.en) == ("relay", "New")


def test_what_would_not_load_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile):
        write_settings(tmp_path, SHIPPED, {("institution", "key"): "nowhere"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_elsewhere_is_not_the_offices_to_write(tmp_path: Path) -> None:
    elsewhere = tmp_path / "etc.yaml"
    elsewhere.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(NotOurs):
        write_settings(tmp_path / "data", elsewhere, {OFFICE: "x"})
