"""The regulations of an office: by institution its versions, each with the text that says it.

`bmu.yaml` is the first version of a rulebook. An amended one stands beside it under the day it
comes into force, as `bmu.2027-10-01.yaml`: a case goes on under the version that its definition
was written for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from notifications.catalogue import CATALOGUE
from rules.regulation import Regulation
from rules.regulation_file import load_regulation
from states.loader import text_and_digest
from states.strict_yaml import text_of


@dataclass(frozen=True)
class Rulebook:
    """One version of a regulation, and its file with the text and the SHA-256 of that."""

    regulation: Regulation
    path: Path
    text: str
    digest: str

    @property
    def key(self) -> str:
        """`institution.date`, the day being the one on which it came into force."""
        return self.regulation.key


def read_rulebooks(folder: Path) -> Mapping[str, tuple[Rulebook, ...]]:
    """By institution, its versions, oldest first. Raises InvalidFile for a flawed file."""
    rulebooks = [_judged(path, text_of(path)) for path in folder.glob("*.yaml")]
    rulebooks.sort(key=lambda rulebook: rulebook.key)
    by_institution = groupby(rulebooks, lambda rulebook: rulebook.regulation.institution)
    return {institution: tuple(versions) for institution, versions in by_institution}


@lru_cache(maxsize=64)
def _judged(path: Path, text: str) -> Rulebook:
    """The same text of the same file is judged once, however often an office is opened."""
    regulation = load_regulation(path, CATALOGUE, text)
    return Rulebook(regulation, path, *text_and_digest([text]))


def version_on(versions: Sequence[Rulebook], on: date) -> Rulebook:
    """The version in force on a civil date; before the first one, that."""
    in_force = [version for version in versions if version.regulation.in_force <= on]
    return in_force[-1] if in_force else versions[0]
