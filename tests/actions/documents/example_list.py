"""The list of a call on which one is chosen, one waits and one has too few points."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from actions.documents.producing import DocumentContext, RankingContext, RankingEntry
from rules.deadlines import due_after
from states.text import Text
from tests.actions.documents.example_case import (
    CALL,
    DAY,
    OFFICE,
    PROGRESS,
    SIGNERS,
    STUDIES,
    decimal,
    instant,
)


def entry(rank: int, outcome: str, lines: tuple[Text, ...], **more: Any) -> RankingEntry:
    case, name = f"BMU-2026-000{rank}", ("Ana Petrović", "Bojan Lukić", "Ceca Žikić")[rank - 1]
    points = more.pop("points", decimal("72.5"))
    candidate = Text(name, name)
    return RankingEntry(rank, case, candidate, points, outcome, reasons=lines, **more)


def line(english: str) -> Text:
    return Text(english, f"[{english}]")


RANKING = RankingContext(
    CALL,
    replace(PROGRESS, list_version=2),
    2,
    (
        entry(1, "selected", (
            line("University of Graz, preference 1: place 1 of 1"),
        ), host="University of Graz"),
        entry(2, "waiting", (
            line("no place left of 1"), line("waiting: no preferred host has a place"),
        ), tie=line("below BMU-2026-0001: equal points; more mobilities")),
        entry(3, "rejected", (line("below the call's minimum of 50"),),
              points=decimal("40")),
    ),
    ("Milica Ilić", "Jovan Kos", "Sanja Rus"),
)  # fmt: skip
LIST_WINDOW = due_after("BMU-15c", DAY, date(2026, 3, 19), 8, "days", OFFICE.calendar)
LIST = DocumentContext(
    OFFICE, STUDIES, instant(3, 19, 2026), signers=SIGNERS, due=LIST_WINDOW, ranking=RANKING
)
