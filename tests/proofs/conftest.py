"""A third institution, made in a folder of its own out of what is shipped: its rules, its city."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from office.wiring import REGULATIONS, SHIPPED, Office, open_office
from states.loader import HERE

PROCESSES: Final = ("outgoing-studies", "incoming-studies", "outgoing-teaching")

ANOTHERS: Final[Mapping[str, str]] = {
    r"\bBMU-(\w)": r"KGU-\1",
    r"\bICO-(\w)": r"KGU-K\1",
    r"(?<=rule: )ICO\b": "KGU-K0",
    r"(?m)^  ICO:$": "  KGU-K0:",
    r"\bbmu\b": "kgu",
    r"Belgrade Metropolitan University": "University of Kragujevac",
    r"Универзитет(а|у)? Метрополитан(а|у)?( Београд| у Београду)?": "Универзитет у Крагујевцу",
    r"10-10-00315/1": "KG-77/2020",
    r"Rulebook on International Mobility": "Statute on Exchanges",
    r"Правилник(а?) о међународној мобилности": r"Статут\1 о размени",
    r"\bart\. (\d+)": r"section 1\1",
    r"\barticle (\d+)": r"section 1\1",
    r"\barticle_24\b": "section_124",
    r"\bчл\. (\d+)": r"одељак 1\1",
    r"\bчлан (\d+)": r"одељак 1\1",
    r"\bannex (\d+)": r"schedule 1\1",
    r"\bприлог (\d+)": r"табела 1\1",
    r'annex: "(\d+)"': r'annex: "1\1"',
    r"Tadeuša Košćuška 63, Belgrade": "Jovana Cvijića bb, Kragujevac",
    r"Тадеуша Кошћушка 63, Београд": "Јована Цвијића бб, Крагујевац",
    r"place: \{en: Belgrade, sr: Београд\}": "place: {en: Kragujevac, sr: Крагујевац}",
    r"\+381 11 000 00 00": "+381 34 000 00 00",
}
"""What is another's at the third institution: ids, names, the numbers of articles, the city."""


def anothers(text: str) -> str:
    """A text of the university as the third institution would have written it."""
    for pattern, its_own in ANOTHERS.items():
        text = re.sub(pattern, its_own, text)
    return text


def write_anothers(source: Path, target: Path) -> None:
    """The third institution's own file, out of one that is shipped."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(anothers(source.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.fixture
def kgu_folder(tmp_path: Path) -> Path:
    """The data folder of an office in Kragujevac: settings, one regulation, three definitions."""
    data = tmp_path / "kragujevac"
    write_anothers(SHIPPED, data / "config.yaml")
    write_anothers(REGULATIONS / "bmu.yaml", data / "regulations" / "kgu.yaml")
    for process in PROCESSES:
        (source,) = (HERE / "bmu").glob(f"{process}.*.yaml")
        write_anothers(source, data / "definitions" / "kgu" / source.name)
    return data


@pytest.fixture
def kgu(kgu_folder: Path) -> Office:
    """The office in Kragujevac."""
    return open_office(kgu_folder)
