"""The rates of a programme's grants, as dated YAML with their source: what is granted for a month,
a day, a journey, and as a top-up.

A file says for the calls of which years it holds. It says amounts, never what a case is granted:
that is counted in `rules.grants`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from states.frozen import frozen
from states.strict_forms import STRICT, Country
from states.strict_yaml import FileProblem, InvalidFile, load_yaml_file
from states.text import Text
from states.vocabulary import PROGRAMMES

Money = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=2)]
Percent = Annotated[int, Field(ge=1, le=100)]
Location = tuple[str | int, ...]


@frozen
class Taper:
    """After so many days of a stay only a part of the day's rate is granted."""

    __pydantic_config__ = STRICT

    after_days: Annotated[int, Field(ge=1, le=720)]
    percent: Percent


@frozen
class SupportRate:
    """What is granted for a month or a day of these processes, by group of countries.

    `then` is for rates by the day only: a month has one rate.
    """

    __pydantic_config__ = STRICT

    processes: Annotated[tuple[str, ...], Field(min_length=1)]
    per: Literal["month", "day"]
    groups: Annotated[dict[str, Money], Field(min_length=1)]
    then: Taper | None = None

    def __post_init__(self) -> None:
        """Refuses (ValueError) a month's rate that grows less."""
        if self.then is not None and self.per == "month":
            raise ValueError("only a rate by the day can be less after some days")


@frozen
class TravelBand:
    """What is granted once for a journey of so many kilometres one way, both included."""

    __pydantic_config__ = STRICT

    from_km: Annotated[int, Field(ge=0)]
    to_km: Annotated[int, Field(ge=1)]
    amount: Money
    green: Money


@frozen
class TopUp:
    """What is granted beside, once or for each month, to people with fewer opportunities."""

    __pydantic_config__ = STRICT

    processes: Annotated[tuple[str, ...], Field(min_length=1)]
    per: Literal["month", "once"]
    amount: Money


@frozen
class Rates:
    """The rates of a programme for the calls of some years; `example` where they are none in force.

    `month_days` is the programme's count: whole months first, each of so many days, then days.
    """

    __pydantic_config__ = STRICT

    programme: str
    call_years: Annotated[tuple[int, ...], Field(min_length=1)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    source: Text
    example: bool
    month_days: Literal[30]
    country_groups: dict[str, tuple[Country, ...]]
    support: Annotated[tuple[SupportRate, ...], Field(min_length=1)]
    travel: tuple[TravelBand, ...] = ()
    fewer_opportunities: tuple[TopUp, ...] = ()
    name: Annotated[str, Field(max_length=60)] = ""

    def group_of(self, country: str) -> str | None:
        """The group that a country is in; None where it is in none."""
        groups = (key for key, countries in self.country_groups.items() if country in countries)
        return next(groups, None)

    def support_of(self, process: str) -> SupportRate | None:
        """The rate of a process; None where nothing is granted for it."""
        return next((rate for rate in self.support if process in rate.processes), None)

    def band_of(self, kilometres: int) -> TravelBand | None:
        """The band of a distance; None where none is granted for."""
        bands = (band for band in self.travel if band.from_km <= kilometres <= band.to_km)
        return next(bands, None)

    def top_up_of(self, process: str) -> TopUp | None:
        """The top-up of a process; None where there is none."""
        return next(
            (top_up for top_up in self.fewer_opportunities if process in top_up.processes), None
        )


def read_rates(folder: Path) -> tuple[Rates, ...]:
    """Every file of rates in a folder, each under its file's name.

    Raises InvalidFile with every problem, also where two hold for the same calls.
    """
    files = [(path, load_rates(path)) for path in sorted(folder.glob("*.yaml"))]
    path_of_year: dict[tuple[str, int], Path] = {}
    problems: list[FileProblem] = []
    for path, rates in files:
        for year in rates.call_years:
            other = path_of_year.setdefault((rates.programme, year), path)
            if other is not path:
                message = f"calls of {year} have rates in {other.name} already"
                problems.append(FileProblem(str(path), 1, 1, "call_years", message))
    if problems:
        raise InvalidFile(problems)
    return tuple(rates for _, rates in files)


def rates_for(rates: Sequence[Rates], programme: str, year: int) -> Rates | None:
    """The rates of a programme's calls of a year; None where the office has none."""
    of_year = (
        year_rates
        for year_rates in rates
        if year_rates.programme == programme and year in year_rates.call_years
    )
    return next(of_year, None)


def load_rates(path: Path) -> Rates:
    """The rates in a YAML file; raises InvalidFile with every problem, `file:line:column`."""
    rates, marked_data = load_yaml_file(Rates, path)
    problems = [marked_data.problem(at, message) for at, message in _problems(rates, path.stem)]
    if problems:
        raise InvalidFile(problems)
    return rates


def _problems(rates: Rates, stem: str) -> Iterator[tuple[Location, str]]:
    """What the form alone does not see."""
    if rates.name != stem:
        yield ("name",), f"must be the file's own name, {stem}"
    if rates.programme not in PROGRAMMES:
        yield ("programme",), f"{rates.programme!r} is none of {', '.join(PROGRAMMES)}"
    group_of: dict[str, str] = {}
    for group, countries in rates.country_groups.items():
        for place, country in enumerate(countries):
            if group_of.setdefault(country, group) != group:
                at = ("country_groups", group, place)
                yield at, f"{country} is in group {group_of[country]} already"
    for place, rate in enumerate(rates.support):
        for group in rates.country_groups.keys() ^ rate.groups.keys():
            message = f"group {group} must stand here and among the groups of countries"
            yield ("support", place, "groups"), message
    yield from _twice(rates)
    for place, (lower, upper) in enumerate(pairwise(rates.travel), start=1):
        if upper.from_km <= lower.to_km:
            yield ("travel", place, "from_km"), f"must come after {lower.to_km} km"


def _twice(rates: Rates) -> Iterator[tuple[Location, str]]:
    lists: tuple[tuple[str, Sequence[SupportRate | TopUp]], ...] = (
        ("support", rates.support),
        ("fewer_opportunities", rates.fewer_opportunities),
    )
    for part, lines in lists:
        seen_processes: set[str] = set()
        for place, line in enumerate(lines):
            for process in line.processes:
                if process in seen_processes:
                    yield (part, place, "processes"), f"{process} has a rate already"
                seen_processes.add(process)
