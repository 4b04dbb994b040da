"""The commission as it stood on a day: before, on and after the day on which a seat passed on."""

from __future__ import annotations

from datetime import UTC, date, datetime

from rules.commission import Replacement, commission_on, replaced
from states.decision import Actor

APRIL = datetime(2026, 4, 1, tzinfo=UTC)
NOW = ("m.ilic", "a.nov", "s.rus")
CHANGES = tuple(
    Replacement(1, former, successor, day, "", Actor("head_of_ico"), APRIL)
    for former, successor, day in (
        ("j.kos", "p.rad", date(2026, 3, 10)),
        ("p.rad", "a.nov", date(2026, 3, 20)),
    )
)


def test_a_seat_passes_on_with_its_day() -> None:
    assert commission_on(NOW, CHANGES, date(2026, 3, 9)) == ("m.ilic", "j.kos", "s.rus")
    assert commission_on(NOW, CHANGES, date(2026, 3, 10)) == ("m.ilic", "p.rad", "s.rus")
    assert commission_on(NOW, CHANGES, date(2026, 3, 19)) == ("m.ilic", "p.rad", "s.rus")
    assert commission_on(NOW, CHANGES, date(2026, 3, 20)) == NOW


def test_who_left_is_known_with_the_successor() -> None:
    replacement = replaced(CHANGES, "j.kos")
    assert replacement is not None and replacement.successor == "p.rad"
    assert replaced(CHANGES, "a.nov") is None
