"""A grant is counted by the programme's own count, line by line, and its receipt proves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.grants import (
    GrantedTerms,
    GrantReceipt,
    counted_days,
    grant_for,
    money_text,
    recomputed,
    settled,
)
from rules.rates import Rates, SupportRate, Taper, TopUp, TravelBand
from states.dossier import Period
from states.money import GrantTerms
from states.text import Text

MONTHLY = SupportRate(("studies",), "month", {"1": Decimal(670)})
DAILY = SupportRate(("teaching",), "day", {"1": Decimal("190.50")}, Taper(14, 70))
RATES = Rates(
    programme="erasmus",
    call_years=(2026,),
    currency="EUR",
    source=Text("an example", "пример"),
    example=True,
    month_days=30,
    country_groups={"1": ("AT",)},
    support=(MONTHLY, DAILY),
    travel=(
        TravelBand(100, 499, Decimal(211), Decimal(285)),
        TravelBand(500, 1999, Decimal(309), Decimal(417)),
    ),
    fewer_opportunities=(
        TopUp(("studies",), "month", Decimal(250)),
        TopUp(("teaching",), "once", Decimal(100)),
    ),
    name="example",
)


def grant(
    first: date, last: date, rate: SupportRate = MONTHLY, terms: GrantTerms | None = None
) -> GrantReceipt:
    on = GrantedTerms(rate.processes[0], "AT", terms or GrantTerms())
    return grant_for("R-1", RATES, rate, Period(first, last), on)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 10, 1), date(2027, 1, 31), 120),  # four whole months of 31, 30, 31, 31 days
        (date(2026, 10, 1), date(2027, 2, 12), 132),
        (date(2026, 10, 10), date(2027, 2, 15), 126),
        (date(2027, 2, 1), date(2027, 2, 28), 30),  # the shortest month is a month too
        (date(2027, 2, 1), date(2027, 2, 27), 27),
        (date(2027, 1, 1), date(2027, 1, 30), 30),
        (date(2027, 1, 1), date(2027, 12, 31), 360),  # a year
        (date(2027, 3, 5), date(2027, 3, 5), 1),
    ],
)
def test_whole_months_of_thirty_days_are_counted_first_and_then_the_days(
    first: date, last: date, days: int
) -> None:
    assert counted_days(Period(first, last), "month") == days


def test_by_the_day_every_day_of_the_stay_counts() -> None:
    assert counted_days(Period(date(2027, 2, 1), date(2027, 3, 31)), "day") == 59


@pytest.mark.parametrize(("days", "cents"), [(14, 266_700), (15, 280_035), (60, 880_110)])
def test_a_days_rate_grows_less_after_the_days_that_the_rates_say(days: int, cents: int) -> None:
    last = date(2027, 3, 1).toordinal() + days - 1
    assert grant(date(2027, 3, 1), date.fromordinal(last), DAILY).cents == cents


@pytest.mark.parametrize(
    ("kilometres", "green", "cents"),
    [(99, False, 0), (100, False, 21_100), (499, True, 28_500), (500, False, 30_900),
     (1999, True, 41_700), (2000, False, 0)],
)  # fmt: skip
def test_a_journey_is_granted_for_by_its_band(kilometres: int, green: bool, cents: int) -> None:
    terms = GrantTerms(distance_km=kilometres, green_travel=green)
    with_travel = grant(date(2027, 3, 1), date(2027, 3, 30), terms=terms)
    assert with_travel.cents - 67_000 == cents


def test_the_top_up_is_by_the_month_for_who_is_granted_by_the_month_and_else_once() -> None:
    terms = GrantTerms(fewer_opportunities=True)
    assert grant(date(2027, 3, 1), date(2027, 4, 15), terms=terms).cents == 100_500 + 37_500
    assert grant(date(2027, 3, 1), date(2027, 3, 2), DAILY, terms).cents == 38_100 + 10_000


def test_each_line_is_rounded_to_the_cent_half_up() -> None:
    one_day = grant(date(2027, 3, 1), date(2027, 3, 1))
    assert one_day.cents == 2_233  # 670 / 30 = 22.333…
    half = replace(MONTHLY, groups={"1": Decimal("0.15")})
    assert grant(date(2027, 3, 1), date(2027, 3, 1), half).cents == 1  # half a cent


def test_days_of_an_interruption_are_taken_off_and_never_below_nothing() -> None:
    first, last = date(2027, 3, 1), date(2027, 3, 30)
    assert grant(first, last, terms=GrantTerms(interrupted_days=10)).cents == 44_667
    receipt = grant(first, last, terms=GrantTerms(distance_km=600, interrupted_days=31))
    assert (receipt.days, receipt.cents) == (0, 0)


def test_for_no_stay_nothing_is_granted_the_journey_neither() -> None:
    on = GrantedTerms("studies", "AT", GrantTerms(distance_km=600, fewer_opportunities=True))
    receipt = grant_for("R-1", RATES, MONTHLY, None, on)
    assert receipt.cents == 0
    assert "no stay: nothing is granted" in receipt.lines("en")


def test_a_receipt_says_each_line_and_can_be_counted_again_from_itself() -> None:
    terms = GrantTerms(distance_km=600, fewer_opportunities=True, interrupted_days=2)
    receipt = grant(date(2026, 10, 1), date(2027, 2, 12), terms=terms)
    assert receipt.lines("en") == [
        "4,295.66 EUR, R-1",
        "Thu 1 Oct 2026 – Fri 12 Feb 2027: 130 days; taken off for an interruption: 2 days",
        "individual support: 4 months and 10 days × 670.00 EUR a month = 2,903.33 EUR",
        "travel: 309.00 EUR",
        "top-up for fewer opportunities: 4 months and 10 days × 250.00 EUR a month = 1,083.33 EUR",
        "AT: group 1",
        "rates: example (an example)",
    ]
    assert "подршка за боравак: 4 месеца и 10 дана × 670,00 EUR месечно = 2.903,33 EUR" in (
        receipt.lines("sr")
    )
    assert "podrška za boravak" in receipt.lines("sr-Latn")[2]
    copy = GrantReceipt.from_json(receipt.to_json())
    assert copy == receipt
    assert recomputed(copy) == receipt.cents == 429_566
    altered_part = replace(receipt.parts[0], cents=1)
    assert recomputed(replace(receipt, parts=(altered_part,))) != altered_part.cents


def test_what_is_no_receipt_of_a_grant_is_not_read_as_one() -> None:
    with pytest.raises(ValueError, match="not a receipt of a grant"):
        GrantReceipt.from_json({"rule": "R-1"})  # type: ignore[typeddict-item]
    json_receipt = grant(date(2027, 3, 1), date(2027, 3, 30)).to_json()
    json_receipt["parts"][0]["line"] = "a gift"  # type: ignore[typeddict-item]
    with pytest.raises(ValueError, match="not a line of a grant: a gift"):
        GrantReceipt.from_json(json_receipt)


def test_an_amount_is_written_as_each_language_writes_it() -> None:
    assert money_text(123_450, "EUR") == Text("1,234.50 EUR", "1.234,50 EUR")
    assert money_text(-5, "EUR").en == "−0.05 EUR"


def test_a_journey_is_settled_with_its_costs_in_the_place_of_the_flat_rate() -> None:
    flat = grant(date(2027, 3, 1), date(2027, 3, 5), DAILY, GrantTerms(distance_km=600))
    assert flat.cents == 5 * 19_050 + 30_900
    by_receipts = settled(flat, 24_001)
    assert by_receipts.cents == recomputed(by_receipts) == 5 * 19_050 + 24_001
    assert "travel, by its receipts: 240.01 EUR" in by_receipts.lines("en")
    assert "путни трошкови према рачунима: 240,01 EUR" in by_receipts.lines("sr")
    assert GrantReceipt.from_json(by_receipts.to_json()) == by_receipts
    assert settled(flat, 0).cents == 5 * 19_050
