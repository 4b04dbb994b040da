"""What the dossier holds, in cards: each group of facts with its lines, empty groups left out.

The agreement with its versions and signatures has a section of its own (`web.views.agreement`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from states.dossier import Dossier
from states.frozen import frozen
from states.text import Text
from states.vocabulary import fact_title
from web.forms.prefill import plain
from web.views.telling import Line, told


@frozen
class Card:
    """A group of facts."""

    title: Text
    lines: tuple[Line, ...]
    wide: bool = False


def cards(dossier: Dossier) -> list[Card]:
    """The groups of facts of a dossier, in the order in which a case gathers them."""
    return [
        Card(title, tuple(lines), any(line.table for line in lines))
        for title, data in _groups(dossier)
        if (lines := told(data))
    ]


def _groups(dossier: Dossier) -> Iterator[tuple[Text, dict[str, Any]]]:
    yield Text("Candidate", "Кандидат"), _candidate(dossier)
    yield Text("Application", "Пријава"), _plain(dossier.application)
    yield Text("Place on the list", "Место на листи"), _placement(dossier)
    yield Text("Host's answer", "Одговор домаћина"), _host_answer(dossier)
    yield fact_title("stay"), _plain(dossier.stay)
    yield fact_title("insurance"), _plain(dossier.insurance)
    yield fact_title("residence_permit"), _plain(dossier.residence_permit)
    yield fact_title("transcript"), _plain(dossier.transcript)
    yield fact_title("traineeship"), _plain(dossier.traineeship)
    yield fact_title("recognition"), {"decisions": [plain(one) for one in dossier.recognition]}
    yield fact_title("home_courses"), {"semester": [plain(one) for one in dossier.home_courses]}
    yield fact_title("semester_start"), {"on": dossier.semester_start}
    yield Text("Decree", "Решење"), _plain(dossier.decree)
    for appeal in dossier.appeals:
        yield Text("Appeal", "Жалба"), _plain(appeal)
    for pause in dossier.pauses:
        yield fact_title("pause"), _plain(pause)


def _plain(value: Any) -> dict[str, Any]:
    return plain(value) if value is not None else {}


def _candidate(dossier: Dossier) -> dict[str, Any]:
    data = _plain(dossier.candidate)
    spoken = ", ".join(f"{code} {level}" for code, level in dossier.candidate.language.items())
    return {**data, "name": None, "language": spoken, "earlier_mobilities": _some(data)}


def _some(data: dict[str, Any]) -> Any:
    return data.get("earlier_mobilities") or None


def _placement(dossier: Dossier) -> dict[str, Any]:
    """The candidate's place, while no list is published nothing."""
    placed = dossier.placement
    if placed is None:
        return {}
    return {
        "rank": str(placed.rank),
        "points": str(placed.points),
        "outcome": placed.outcome,
        "host": placed.host,
        "list_version": str(placed.list_version),
    }


def _host_answer(dossier: Dossier) -> dict[str, Any]:
    answer = dossier.host_answer
    if answer is None:
        return {}
    days = {"first_day": answer.first_day, "last_day": answer.last_day, "reason": answer.reason}
    return {"accepted": answer.accepted, **days}
