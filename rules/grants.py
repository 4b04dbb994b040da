"""What a grant for a stay comes to, with its receipt: each line, its count, its rate.

ICO-2b, BMU-31c. Days are counted as the programme does: whole months of 30 days first, then the
days that are left (`rules.stay`); by the day, every day of the stay. Each line is rounded to whole
cents, half up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal, NotRequired, TypedDict, get_args

from rules.rates import Rates, SupportRate
from rules.stay import months_of
from states.dossier import Period
from states.frozen import frozen, replace
from states.localization import CountedNoun, format_day
from states.money import CENTS, GrantTerms, Ledger
from states.text import Text, to_latin

Per = Literal["month", "day", "once"]
LineName = Literal[
    "support", "support_after", "travel", "green_travel", "travel_costs", "fewer_opportunities"
]

_LINES: Final[dict[LineName, Text]] = {
    "support": Text("individual support", "подршка за боравак"),
    "support_after": Text("individual support, later days", "подршка за боравак, даљи дани"),
    "travel": Text("travel", "путни трошкови"),
    "green_travel": Text("green travel", "путовање одрживим превозом"),
    "travel_costs": Text("travel, by its receipts", "путни трошкови према рачунима"),
    "fewer_opportunities": Text(
        "top-up for fewer opportunities", "додатак за особе са мање могућности"
    ),
}
_DAY: Final = CountedNoun(("day", "days"), ("дан", "дана", "дана"))
_MONTH: Final = CountedNoun(("month", "months"), ("месец", "месеца", "месеци"))
_MONTH_DAYS: Final = 30
_NO_STAY: Final = Text("no stay: nothing is granted", "нема боравка: ништа се не додељује")
_WHOLE: Final = Decimal(1)
_UNITS: Final = {"month": Text("a month", "месечно"), "day": Text("a day", "дневно")}


class LineJson(TypedDict):
    """A line of a grant, as JSON keeps it."""

    line: LineName
    days: int
    per: Per
    rate: int
    percent: int
    cents: int


class GrantJson(TypedDict):
    """A grant's receipt, as JSON keeps it: the stay is null where nothing is granted for any."""

    rule: str
    rates: str
    source: dict[str, str]
    example: bool
    currency: str
    country: str
    group: str
    stay: tuple[str, str] | None
    days: int
    interrupted: int
    parts: list[LineJson]
    agreed: NotRequired[tuple[str, str]]


@frozen
class GrantLine:
    """A line of a grant: days (none of what is granted once) at a rate in cents, and what part of
    the rate in per cent. `cents` is what it comes to."""

    line: LineName
    days: int
    per: Per
    rate: int
    percent: int
    cents: int


@frozen
class GrantReceipt:
    """A grant with its grounds. `days` are those granted for, by the programme's count.

    Of a stay that goes on `agreed` are the days that the host had confirmed when that was agreed.
    """

    rule: str
    rates: str
    source: Text
    example: bool
    currency: str
    country: str
    group: str
    stay: Period | None
    days: int
    interrupted: int
    parts: tuple[GrantLine, ...]
    agreed: Period | None = None

    @property
    def cents(self) -> int:
        """What all parts come to."""
        return sum(line.cents for line in self.parts)

    def lines(self, language: str) -> list[str]:
        """The receipt in words, its sum and its rule first; `language` as in `Text.in_`."""
        if language == "sr-Latn":
            return [to_latin(line) for line in self.lines("sr")]
        return list(_in_words(self, language))

    def to_json(self) -> GrantJson:
        """The receipt as plain values; `from_json` reads it back."""
        stay, period = self.stay, self.agreed
        receipt_json: GrantJson = {
            "rule": self.rule,
            "rates": self.rates,
            "source": {"en": self.source.en, "sr": self.source.sr},
            "example": self.example,
            "currency": self.currency,
            "country": self.country,
            "group": self.group,
            "stay": (stay.first_day.isoformat(), stay.last_day.isoformat()) if stay else None,
            "days": self.days,
            "interrupted": self.interrupted,
            "parts": [
                {
                    "line": line.line, "days": line.days, "per": line.per, "rate": line.rate,
                    "percent": line.percent, "cents": line.cents,
                }
                for line in self.parts
            ],
        }  # fmt: skip
        if period is not None:
            receipt_json["agreed"] = (period.first_day.isoformat(), period.last_day.isoformat())
        return receipt_json

    @classmethod
    def from_json(cls, receipt_json: GrantJson) -> GrantReceipt:
        """What `to_json` wrote. ValueError with a sentence where it is not a receipt."""
        try:
            return _from_json(receipt_json)
        except (KeyError, TypeError, AttributeError) as wrong:
            raise ValueError(f"this is not a receipt of a grant: {wrong!r}") from wrong


def grant_for(
    rule: str, rates: Rates, rate: SupportRate, stay: Period | None, terms: GrantedTerms
) -> GrantReceipt:
    """The grant for a stay, both days included; for no stay it is nothing, travel too.

    `rate` is that of the case's process. The days of an interruption are taken off the days that
    are granted for.
    """
    days = 0
    if stay is not None:
        days = max(0, counted_days(stay, rate.per) - terms.terms.interrupted_days)
    group = rates.group_of(terms.country)
    assert group is not None, "checked by whoever asks"
    return GrantReceipt(
        rule,
        rates.name,
        rates.source,
        rates.example,
        rates.currency,
        terms.country,
        group,
        stay,
        days,
        terms.terms.interrupted_days if stay else 0,
        tuple(_lines(rates, rate, days, group, terms)) if stay and days else (),
    )


def settled(receipt: GrantReceipt, travel_cents: int) -> GrantReceipt:
    """A grant as a journey is settled: what the journey cost takes the place of its flat rate."""
    lines = [line for line in receipt.parts if line.line not in ("travel", "green_travel")]
    if travel_cents:
        lines.append(GrantLine("travel_costs", 0, "once", travel_cents, 100, travel_cents))
    return replace(receipt, parts=tuple(lines))


def settled_costs(ledger: Ledger) -> int | None:
    """The cents that the newest settlement of a journey took as its costs; None before one."""
    receipts = (entry.receipt for entry in reversed(ledger) if entry.kind == "settled")
    receipt_json = next((receipt for receipt in receipts if receipt is not None), None)
    if receipt_json is None:
        return None
    lines = GrantReceipt.from_json(json.loads(receipt_json)).parts
    return sum(line.cents for line in lines if line.line == "travel_costs")


@frozen
class GrantedTerms:
    """What a grant rests on beside stay and rates: the process, the host's country, the terms."""

    process: str
    country: str
    terms: GrantTerms


def counted_days(stay: Period, per: Per) -> int:
    """Days of a stay: by the day all of them, else whole months of 30 days, then the rest."""
    if per == "day":
        return (stay.last_day - stay.first_day).days + 1
    return int(months_of(stay.first_day, stay.last_day) * _MONTH_DAYS)


def recomputed(receipt: GrantReceipt) -> int:
    """What a grant comes to, counted anew from its receipt alone."""
    return sum(_cents(line.rate, line.days, line.per, line.percent) for line in receipt.parts)


def _lines(
    rates: Rates, rate: SupportRate, days: int, group: str, of: GrantedTerms
) -> Iterator[GrantLine]:
    full = days if rate.then is None else min(days, rate.then.after_days)
    a_day_or_month = _in_cents(rate.groups[group])
    yield _line("support", full, rate.per, a_day_or_month)
    if rate.then is not None and days > full:
        yield _line("support_after", days - full, rate.per, a_day_or_month, rate.then.percent)
    band = rates.band_of(of.terms.distance_km) if of.terms.distance_km is not None else None
    if band is not None:
        green = of.terms.green_travel
        amount = _in_cents(band.green if green else band.amount)
        yield _line("green_travel" if green else "travel", 0, "once", amount)
    top_up = rates.top_up_of(of.process) if of.terms.fewer_opportunities else None
    if top_up is not None:
        on_days = days if top_up.per == "month" else 0
        yield _line("fewer_opportunities", on_days, top_up.per, _in_cents(top_up.amount))


def _line(line: LineName, days: int, per: Per, rate: int, percent: int = 100) -> GrantLine:
    return GrantLine(line, days, per, rate, percent, _cents(rate, days, per, percent))


def _cents(rate: int, days: int, per: Per, percent: int) -> int:
    """A month's rate for days is its thirtieth part for each."""
    parts = 100 * _MONTH_DAYS if per == "month" else 100
    times = 1 if per == "once" else days
    return int((Decimal(rate * times * percent) / parts).quantize(_WHOLE, ROUND_HALF_UP))


def _in_cents(amount: Decimal) -> int:
    return int(amount * CENTS)


def _in_words(receipt: GrantReceipt, language: str) -> Iterator[str]:
    total = money_text(receipt.cents, receipt.currency).in_(language)
    yield f"{total}, {receipt.rule}"
    yield _days_line(receipt, language)
    for line in receipt.parts:
        yield _line_in_words(line, receipt.currency, language)
    country = Text(
        f"{receipt.country}: group {receipt.group}", f"{receipt.country}: група {receipt.group}"
    )
    yield country.in_(language)
    rates = Text("rates", "износи").in_(language)
    yield f"{rates}: {receipt.rates} ({receipt.source.in_(language)})"


def _days_line(receipt: GrantReceipt, language: str) -> str:
    if receipt.stay is None:
        return _NO_STAY.in_(language)
    first, last = (
        format_day(day, language) for day in (receipt.stay.first_day, receipt.stay.last_day)
    )
    line = f"{first} – {last.removesuffix('.')}: {_DAY.counted_in(receipt.days, language)}"
    if not receipt.interrupted:
        return line
    off = Text("taken off for an interruption", "одбијено због прекида").in_(language)
    return f"{line}; {off}: {_DAY.counted_in(receipt.interrupted, language)}"


def _line_in_words(line: GrantLine, currency: str, language: str) -> str:
    comes_to = money_text(line.cents, currency).in_(language)
    title = _LINES[line.line].in_(language)
    if line.per == "once":
        return f"{title}: {comes_to}"
    rate = money_text(line.rate, currency).in_(language)
    unit = _UNITS[line.per]
    share = f" × {line.percent} %" if line.percent != 100 else ""
    return f"{title}: {_count(line, language)} × {rate} {unit.in_(language)}{share} = {comes_to}"


def _count(line: GrantLine, language: str) -> str:
    if line.per == "day":
        return _DAY.counted_in(line.days, language)
    months, days = divmod(line.days, _MONTH_DAYS)
    parts = [_MONTH.counted_in(months, language)] if months else []
    parts += [_DAY.counted_in(days, language)] if days or not months else []
    return Text(" and ", " и ").in_(language).join(parts)


def money_text(cents: int, currency: str) -> Text:
    """An amount as people write it: `1,234.50 EUR`, `1.234,50 EUR`."""
    sign = "−" if cents < 0 else ""
    whole, rest = divmod(abs(cents), CENTS)
    thousands = f"{whole:,}"
    return Text(
        f"{sign}{thousands}.{rest:02d} {currency}",
        f"{sign}{thousands.replace(',', '.')},{rest:02d} {currency}",
    )


def _from_json(receipt_json: GrantJson) -> GrantReceipt:
    stay, period = receipt_json["stay"], receipt_json.get("agreed")
    return GrantReceipt(
        rule=receipt_json["rule"],
        rates=receipt_json["rates"],
        source=Text(receipt_json["source"]["en"], receipt_json["source"]["sr"]),
        example=receipt_json["example"],
        currency=receipt_json["currency"],
        country=receipt_json["country"],
        group=receipt_json["group"],
        stay=Period(*map(date.fromisoformat, stay)) if stay else None,
        days=receipt_json["days"],
        interrupted=receipt_json["interrupted"],
        parts=tuple(_line_from_json(line) for line in receipt_json["parts"]),
        agreed=Period(*map(date.fromisoformat, period)) if period else None,
    )


def _line_from_json(line_json: LineJson) -> GrantLine:
    if line_json["line"] not in get_args(LineName) or line_json["per"] not in get_args(Per):
        raise ValueError(
            f"this is not a line of a grant: {line_json['line']} per {line_json['per']}"
        )
    return GrantLine(
        line_json["line"], line_json["days"], line_json["per"], line_json["rate"],
        line_json["percent"],
        line_json["cents"],
    )  # fmt: skip
