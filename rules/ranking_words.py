"""The sentences of the ranking list, in English and Serbian; what they tell `ranking` decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from rules.weighting import written_points
from states.localization import decimal_text, format_day
from states.moments import BELGRADE
from states.text import Text

Points = Fraction | Decimal


def points_of(points: Points, sums: Sequence[Points]) -> Text:
    """The mean, and the members' sums it is the mean of."""
    mean, members = shown(points), [shown(total) for total in sums]
    listed_en = ", ".join(total.en for total in members)
    listed_sr = "; ".join(total.sr for total in members)
    return Text(
        f"{mean.en} points, the mean of the members' sums {listed_en}",
        f"број бодова: {mean.sr}, просек збирова које су дали чланови комисије ({listed_sr})",
    )


def against(neighbour: str, steps: Sequence[Text], *, below: bool) -> Text:
    """The comparison with the case next on the list, up to the step that decided."""
    en, sr = ("below", "иза") if below else ("above", "испред")
    return Text(
        f"{en} {neighbour}: {'; '.join(step.en for step in steps)}",
        f"{sr} {neighbour}: {'; '.join(step.sr for step in steps)}",
    )


def decided_by(above: str, step: str | None) -> Text:
    """Which of the steps decided against the case above; None where its number did."""
    name = BY_NUMBER if step is None else STEP_NAMES[step]
    return Text(
        f"equal points with {above}, decided by {name.en}",
        f"једнак број бодова као {above}, одлучује {name.sr}",
    )


def kept_points(points: Points) -> Text:
    """The points of who was nominated already: they are not counted again."""
    mean = shown(points)
    return Text(
        f"{mean.en} points, as on the earlier version of the list",
        f"број бодова: {mean.sr}, као у претходној верзији листе",
    )


def chosen(place: int) -> Text:
    """How a place came about that nobody gave points for."""
    return Text(f"chosen for place {place}", f"избор за {place}. место")


def keeps() -> Text:
    """The outcome of who was nominated by an earlier version of the list."""
    return Text("nominated under the earlier version", "номинација по претходној верзији листе")


def equal_points() -> Text:
    """The opening of every comparison."""
    return Text("equal points", "једнак број бодова")


def below_the_line(points: Points, minimum: Points) -> Text:
    """Why an application is rejected."""
    reached_points, line = shown(points), shown(minimum)
    return Text(
        f"rejected: {reached_points.en} points are below the call's minimum of {line.en}",
        f"одбијено: број бодова {reached_points.sr} мањи је од најмањег који конкурс тражи "
        f"({line.sr})",
    )


def place_given(host: str, preference: int, place: int, places: int) -> Text:
    """Which preference was met, and with which of the host's places."""
    return Text(
        f"{host}, preference {preference}: place {place} of {places}",
        f"{host}, {preference}. жеља: место {place} од {places}",
    )


@lru_cache(maxsize=4096)
def no_place(host: str, preference: int, places: int | None, kept_number: int = 0) -> Text:
    """Why a preference was passed over; `places` is None where the call has no such host.

    Of them `kept` are those of people who were nominated by an earlier version of the list.
    """
    if places is None:
        return Text(
            f"{host}, preference {preference}: not a host of this call",
            f"{host}, {preference}. жеља: установа није у овом конкурсу",
        )
    of_them = Text("", "")
    if kept_number:
        of_them = Text(
            f", {kept_number} kept by who was nominated before",
            f", раније номиновани задржавају {kept_number}",
        )
    return Text(
        f"{host}, preference {preference}: no place left of {places}{of_them.en}",
        f"{host}, {preference}. жеља: нема слободних места (укупно {places}{of_them.sr})",
    )


def waits() -> Text:
    """The end of the explanation of whoever got no host."""
    return Text("waiting: no preferred host has a place", "на чекању: нема места ни у једној жељи")


def shown(points: Points) -> Text:
    """Points as lists and pages write them."""
    return _shown(*points.as_integer_ratio())


@lru_cache(maxsize=4096)  # to find a fraction by itself takes longer than to write it
def _shown(numerator: int, denominator: int) -> Text:
    return decimal_text(written_points(Fraction(numerator, denominator)))


@lru_cache(maxsize=4096)
def _mobilities(number: int, other: int) -> Text:
    if number == other:
        return Text(
            f"equally many earlier mobilities ({number})",
            f"једнак број ранијих мобилности ({number})",
        )
    en, sr = ("fewer", "мање") if number < other else ("more", "више")
    return Text(
        f"{en} earlier mobilities ({number} against {other})",
        f"{sr} ранијих мобилности ({number} према {other})",
    )


def _first_mobility(is_first: bool, is_others_first: bool) -> Text:
    if is_first == is_others_first:
        if is_first:
            return Text("neither has taken part yet", "оба кандидата још нису учествовала")
        return Text("both have taken part before", "оба кандидата су већ учествовала")
    if is_first:
        return Text("has not taken part yet", "кандидат још није учествовао")
    return Text("has taken part before", "кандидат је већ учествовао")


@lru_cache(maxsize=4096)
def _average(average: Decimal | None, other: Decimal | None) -> Text:
    own_text, other_text = _average_text(average), _average_text(other)
    if average == other:
        return Text(f"equal grade average ({own_text.en})", f"једнак просек оцена ({own_text.sr})")
    higher = other is None or (average is not None and average > other)
    en, sr = ("higher", "виши") if higher else ("lower", "нижи")
    return Text(
        f"{en} grade average ({own_text.en} against {other_text.en})",
        f"{sr} просек оцена ({own_text.sr} према {other_text.sr})",
    )


def _average_text(average: Decimal | None) -> Text:
    if average is None:
        return Text("none recorded", "није унет")
    return decimal_text(average)


@lru_cache(maxsize=4096)
def _applied(instant: datetime, other: datetime) -> Text:
    own_text, other_text = _moment(instant), _moment(other)
    if instant == other:
        return Text(
            f"applied at the same time ({own_text.en})", f"пријава у исто време ({own_text.sr})"
        )
    en, sr = ("earlier", "ранија") if instant < other else ("later", "каснија")
    return Text(
        f"{en} application ({own_text.en} against {other_text.en})",
        f"{sr} пријава ({own_text.sr} према {other_text.sr})",
    )


def _moment(instant: datetime) -> Text:
    """Wall-clock time in Belgrade; microseconds only where they are not nought."""
    local = instant.astimezone(BELGRADE)
    clock = local.time().isoformat("auto" if local.microsecond else "seconds")
    return Text(*(f"{format_day(local.date(), language)} {clock}" for language in ("en", "sr")))


def by_number(case: str) -> Text:
    """The last resort: nothing but the order of the case numbers is left."""
    return Text(f"then by case number ({case})", f"затим по броју предмета ({case})")


STEPS: Final[Mapping[str, Callable[[Any, Any], Text]]] = {
    "earlier_mobilities": _mobilities,
    "first_mobility": _first_mobility,
    "grade_average": _average,
    "applied_at": _applied,
}
"""What decides between equal points, and how it is said."""

STEP_NAMES: Final[Mapping[str, Text]] = {
    "earlier_mobilities": Text("the number of earlier mobilities", "број ранијих мобилности"),
    "first_mobility": Text("who has not taken part yet", "досадашње учешће у мобилности"),
    "grade_average": Text("the grade average", "просек оцена"),
    "applied_at": Text("the day of the application", "дан пријаве"),
}
"""The same steps by name."""

GOES_FIRST: Final[Mapping[str, Text]] = {
    "earlier_mobilities": Text("has fewer earlier mobilities", "са мање ранијих мобилности"),
    "first_mobility": Text(
        "has not taken part in a mobility yet", "који још није учествовао у мобилности"
    ),
    "grade_average": Text("has the higher grade average", "са вишом просечном оценом"),
    "applied_at": Text("applied earlier", "са ранијом пријавом"),
}
"""Who goes first by each of them, as a list says beforehand: "who …", „кандидат …“."""

BY_NUMBER: Final = Text("the number of the case", "број предмета")
