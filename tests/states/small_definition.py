"""A process that is sound and small, with its bindings: tests break it on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.loader import load_definition
from states.reasons import GuardReason
from states.soundness import Bindings
from states.strict_yaml import InvalidFile
from states.text import Text
from states.vocabulary import Called

SOUND = """\
process: small
institution: inn
in_force: 2026-01-01
title: {en: Small, sr: Мало}
initial: call
states:
  call:
    title: {en: Call, sr: Конкурс}
    awaits:
      step: apply
      owner: candidate
      deadline: {rule: INN-1, on: closing}
      then: lapse
  applied:
    title: {en: Applied, sr: Пријављен}
    awaits:
      - when: is_late
        step: finish
        owner: rector
        deadline: {rule: INN-1, after: closing, days: some_days}
      - step: finish
        owner: rector
        deadline: {rule: INN-1, after: closing, working_days: 5}
        ladder: steep
  done: {title: {en: Done, sr: Готово}, end: true}
transitions:
  apply:
    title: {en: Apply, sr: Пријава}
    rule: INN-1
    from: call
    to: applied
    roles: candidate
    takes: application
    guards: [{guard: is_needy, rule: INN-1, with: {need: no}}]
    mails: [{mail: thanks, to: [candidate, host]}]
    documents: decree
  finish:
    title: {en: Finish, sr: Крај}
    rule: INN-2
    from: applied
    to: done
    roles: rector
  lapse:
    title: {en: Lapse, sr: Истек}
    rule: INN-1
    from: call
    to: done
    roles: system
facts:
  document: {rule: INN-1, roles: candidate}
kind:
  direction: outgoing
  who: student
  forms: [guest_book]
  asks: {application: [], agreement: [], candidate: [level]}
  words: {activity: {en: stay, sr: боравак}, purpose: {en: for a stay, sr: ради боравка}}
"""


@dataclass(frozen=True, slots=True)
class HouseRules:
    """A rulebook of two rules with one number."""

    def known(self, rule: str) -> bool:
        return rule in ("INN-1", "INN-2")

    def has_number(self, rule: str, name: str) -> bool:
        return (rule, name) == ("INN-1", "some_days")

    def numbers(self, rule: str, on: date) -> Mapping[str, Any]:
        return {"some_days": 8} if rule == "INN-1" else {}

    def rule_of(self, subject: str) -> str:
        return "INN-1"

    def contests_lists_by(self) -> Literal["appeal", "complaint"]:
        return "appeal"

    def has_basis(self, group: str, name: str) -> bool:
        return (group, name) in (("documents", "decree"), ("forms", "guest_book"))


@dataclass(frozen=True, slots=True)
class Closing:
    """The day on which the inn closes: not known."""

    event: Text = field(default=Text("closing", "затварање"))
    of_complaint: Text | None = None

    def day(self, dossier: Dossier, case: Case, parameters: Mapping[str, Any]) -> date | None:
        return None


def closed_for_cleaning(dossier: Dossier, remedy_kind: Called) -> Text | None:
    """The inn rests while nobody has applied."""
    return None if dossier.application else Text("rests: nobody is here", "мирује: нема никога")


def easy(dossier: Dossier, parameters: Mapping[str, Any], now: datetime) -> list[GuardReason]:
    return []


BINDINGS = Bindings(
    rulebooks={"inn": HouseRules()},
    guards={"is_late": easy, "is_needy": easy},
    call_guards={},
    needs={"is_needy": {"need"}},
    anchors={"closing": Closing()},
    mails={"thanks"},
    forms={"guest_book"},
    rests={"closed_for_cleaning": closed_for_cleaning},
    timely={"is_late"},
    ladders={"default": ("head_of_ico",), "steep": ("rector",), "flat": ("candidate",)},
)


def load(folder: Path, text: str = SOUND) -> ProcessDefinition:
    """The definition in a text, through the loader."""
    path = folder / "small.2026-01-01.yaml"
    path.write_text(text, encoding="utf-8")
    return load_definition(path, BINDINGS)


def said_of(folder: Path, text: str) -> list[str]:
    """What the loader says of a text that it refuses: `line:column: path: what is wrong`."""
    try:
        load(folder, text)
    except InvalidFile as error:
        return [str(problem).partition(".yaml:")[2] for problem in error.problems]
    return []
