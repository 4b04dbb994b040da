"""Values: compared and hashed by what they hold, shown as they are written."""

from __future__ import annotations

from dataclasses import field

import pytest

from states.frozen import frozen, replace


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


@frozen
class Visit:
    room: Room
    guests: tuple[str, ...] = field(default=(), hash=False)


@frozen(eq=False)
class Door:
    number: int


def test_values_are_equal_where_they_hold_the_same_and_are_of_one_kind() -> None:
    assert Room(1, "Blue") == Room(1, "Blue", ["Monday"])
    assert hash(Room(1, "Blue")) == hash(Room(1, "Blue", ["Monday"]))
    assert Room(1, "Blue") != Room(2, "Blue")
    assert Room(1, "Blue") != Hall(1, "Blue")
    assert Room(1, "Blue") != (1, "Blue")
    assert {Nothing(), Nothing()} == {Nothing()}


def test_what_is_not_hashed_is_compared_all_the_same() -> None:
    quiet, busy = Visit(Room(1)), Visit(Room(1), ("Ana", "Bojan"))
    assert hash(quiet) == hash(busy)
    assert quiet != busy
    assert {quiet: "quiet", busy: "busy"}[Visit(Room(1), ("Ana", "Bojan"))] == "busy"


def test_what_is_made_once_is_equal_to_itself_only() -> None:
    front, back = Door(1), Door(1)
    assert front == front
    assert front != back
    assert {front: "front", back: "back"}[back] == "back"
    assert repr(front) == "Door(number=1)"


def test_a_value_shows_what_it_holds() -> None:
    assert repr(Room(1, "Blue", ["Monday"])) == "Room(number=1, name='Blue')"
    assert repr(Nothing()) == "Nothing()"


def test_a_changed_copy_leaves_the_value_as_it_was() -> None:
    blue = Room(1, "Blue")
    assert replace(blue, name="Red") == Room(1, "Red")
    assert blue == Room(1, "Blue")
    assert replace(Door(1), number=2).number == 2


def test_a_field_that_a_value_has_not_cannot_be_set_anew() -> None:
    with pytest.raises(KeyError, match="colour"):
        replace(Room(1), colour="blue")
