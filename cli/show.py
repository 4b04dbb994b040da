"""Answers on the screen: JSON for machines, sentences for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date, datetime

from states.localization import format_day
from states.moments import BELGRADE

Plain = dict[str, object]
"""An answer in plain values, as machines get it."""


def as_json(answer: object) -> None:
    """The answer as JSON, in readable letters."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str) + "\n")


def lines(sentences: Iterable[str]) -> None:
    """Plain sentences, one a line."""
    for sentence in sentences:
        sys.stdout.write(f"{sentence}\n")


def words(name: str | None) -> str:
    """A name of the definitions as words: `documents submitted`."""
    return (name or "").replace("_", " ").replace("-", " ")


def who(person: str, role: str) -> str:
    """A person with their role, as far as it is known."""
    return f"{person} ({words(role)})" if person else words(role)


def moment(at: datetime) -> str:
    """An instant by the clock in Belgrade: `2026-11-20 14:05`."""
    return at.astimezone(BELGRADE).strftime("%Y-%m-%d %H:%M")


def day_json(day: date | None) -> str | None:
    """A civil date for machines: `2026-11-20`."""
    return day.isoformat() if day else None


def format_value(value: object) -> str:
    """A value in a cell: a date as people write it, a list with commas, None as nothing."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(format_value, value))
    return "" if value is None else str(value)
