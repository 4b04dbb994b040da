"""Values: compared and hashed by what they hold, shown as they are written."""

from __future__ import annotations

from dataclasses import field, replace

from states.frozen import frozen


@frozen
class Room:
    number: int
    name: str = ""
    seen: list[str] = field(default_factory=list, repr=False, compare=False)


@frozen
class Hall:
    number: int
    name: str = ""


@frozen
class Nothing:
    pass


def test_values_are_equal_where_they_hold_the_same_and_are_of_one_kind() -> None:
    assert Room(1, "Blue") == Room(1, "Blue", ["Monday"])
    assert hash(Room(1, "Blue")) == hash(Room(1, "Blue", ["Monday"]))
    assert Room(1, "Blue") != Room(2, "Blue")
    assert Room(1, "Blue") != Hall(1, "Blue")
    assert Room(1, "Blue") != (1, "Blue")
    assert {Nothing(), Nothing()} == {Nothing()}


def test_a_value_shows_what_it_holds() -> None:
    assert repr(Room(1, "Blue", ["Monday"])) == "Room(number=1, name='Blue')"
    assert repr(Nothing()) == "Nothing()"


def test_a_changed_copy_leaves_the_value_as_it_was() -> None:
    blue = Room(1, "Blue")
    assert replace(blue, name="Red") == Room(1, "Red")
    assert blue == Room(1, "Blue")
