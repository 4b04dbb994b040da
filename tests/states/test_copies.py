"""Copies of one document: the day of a good one counts on, that of a bad one does not."""

from __future__ import annotations

from datetime import date

from states.applying import apply_fact
from states.calls import Call, Candidate
from states.copies import copies, first_received_on, received_by
from states.dossier import Document, Dossier
from states.payloads import Reasoned

FIRST, SECOND, THIRD = date(2026, 3, 16), date(2026, 3, 18), date(2026, 3, 20)
EMPTY = Dossier(Candidate("Ana", "ana@a.example"), Call("Spring", date(2026, 2, 1), FIRST))


def _with(dossier: Dossier, *documents: Document) -> Dossier:
    for document in documents:
        dossier = apply_fact(dossier, "document", document, THIRD)
    return dossier


def _petition(day: date, **said: object) -> Document:
    return Document("petition", delivered_on=day, **said)  # type: ignore[arg-type]


def test_a_better_copy_leaves_the_day_of_the_first() -> None:
    dossier = _with(EMPTY, _petition(FIRST), _petition(SECOND))
    assert first_received_on(dossier, "petition") == FIRST
    assert received_by(dossier, "petition", FIRST) == _petition(FIRST)
    assert received_by(dossier, "petition", SECOND) == dossier.documents["petition"]


def test_a_copy_that_lacks_what_the_newest_has_gives_no_day() -> None:
    for poorer, better in (
        ({"signed_by": ()}, {"signed_by": ("student",)}),
        ({"signed_by": ("student",)}, {"signed_by": ("student", "host")}),
        ({"signed_by": ()}, {}),
        ({"certified": False}, {"certified": True}),
        ({"language": "de"}, {"language": "en"}),
    ):
        dossier = _with(EMPTY, _petition(FIRST, **poorer), _petition(SECOND, **better))
        assert first_received_on(dossier, "petition") == SECOND


def test_what_takes_the_place_of_a_copy_sent_back_counts_anew() -> None:
    dossier = _with(EMPTY, _petition(FIRST))
    returned = apply_fact(dossier, "documents_sent_back", Reasoned("unsigned"), SECOND)
    assert first_received_on(returned, "petition") == FIRST
    again = _with(returned, _petition(SECOND), _petition(THIRD))
    assert first_received_on(again, "petition") == SECOND
    assert len(copies(again, "petition")) == 2


def test_nothing_was_received_where_nothing_came() -> None:
    assert first_received_on(EMPTY, "petition") is None
    assert received_by(EMPTY, "petition", THIRD) is None
    assert received_by(_with(EMPTY, _petition(SECOND)), "petition", FIRST) is None
