"""Copies of one document: that in time counts for a right, the newest for a limit."""

from __future__ import annotations

from datetime import date

from states.applying import apply_fact
from states.calls import Call, Candidate
from states.copies import copies, first_received_on, newest_received_on, received_by
from states.dossier import Document, Dossier

FIRST, SECOND, THIRD = date(2026, 3, 16), date(2026, 3, 18), date(2026, 3, 20)
EMPTY = Dossier(Candidate("Ana", "ana@a.example"), Call("Spring", date(2026, 2, 1), FIRST))


def _with(dossier: Dossier, *documents: Document) -> Dossier:
    for document in documents:
        dossier = apply_fact(dossier, "document", document, THIRD)
    return dossier


def _petition(day: date) -> Document:
    return Document("petition", delivered_on=day)


def test_of_two_copies_that_in_time_counts_for_a_right_and_the_newest_for_a_limit() -> None:
    dossier = _with(EMPTY, _petition(FIRST), _petition(SECOND))
    assert received_by(dossier, "petition", FIRST) == _petition(FIRST)
    assert received_by(dossier, "petition", SECOND) == dossier.documents["petition"]
    assert newest_received_on(dossier, "petition") == SECOND
    assert first_received_on(dossier, "petition") == FIRST


def test_three_copies_stand_in_the_order_in_which_they_were_recorded() -> None:
    dossier = _with(EMPTY, _petition(SECOND), _petition(FIRST), _petition(THIRD))
    days = [copy.delivered_on for copy in copies(dossier, "petition")]
    assert days == [SECOND, FIRST, THIRD]


def test_nothing_was_received_where_nothing_came() -> None:
    assert newest_received_on(EMPTY, "petition") is None
    assert first_received_on(EMPTY, "petition") is None
    assert received_by(EMPTY, "petition", THIRD) is None
    assert received_by(_with(EMPTY, _petition(SECOND)), "petition", FIRST) is None
