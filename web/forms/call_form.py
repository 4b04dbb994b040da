"""The form of a call: its criteria and its host institutions row by row, as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from persistence.partners import Partner
from rules.call_conditions import CallError
from states.calls import Call, Host
from states.dossier import DocumentKind
from states.frozen import frozen
from states.strict_forms import (
    STRICT,
    Country,
    Day,
    Email,
    ErasmusCode,
    Label,
    Named,
    Points,
    Titled,
)
from states.text import Text

_FROM_REGISTER: Final = ("email", "country", "erasmus_code", "address", "contact")
"""What a call takes of a registered partner where the form leaves it empty."""

_SHOWN_AT: Final = {"criteria": "points_for", "weights": "points_for", "hosts": "partners"}
"""Parts of a call that have another name in the form."""

Above0 = Annotated[Points, Field(gt=0)]


@frozen
class CriterionRow:
    """A criterion, the points that it gives at most, and its weight in per cent."""

    __pydantic_config__ = STRICT

    criterion: Annotated[Label, Field(min_length=1)]
    most: Above0
    weight: Above0 | None = None


@frozen
class PartnerRow:
    """A host institution with its places; `numbers_courses` where its courses have codes."""

    __pydantic_config__ = STRICT

    name: Named
    email: Email
    country: Country
    places: Annotated[int, Field(ge=0, le=10_000)]
    numbers_courses: bool = True
    erasmus_code: ErasmusCode | None = None
    address: Titled | None = None
    contact: Titled | None = None


@frozen
class CallForm:
    """A call as a page asks for it (BMU-15a)."""

    __pydantic_config__ = STRICT

    title: Named
    published: Day
    closes: Day
    appeal_days: Annotated[int, Field(ge=1, le=60)] | None = None
    minimum_points: Points | None = None
    partners: tuple[PartnerRow, ...] = ()
    points_for: tuple[CriterionRow, ...] = ()
    required: tuple[DocumentKind, ...] = ()
    extra_support: Annotated[str, Field(max_length=2_000)] | None = None
    commission: tuple[Label, ...] = ()


def call_from(form: CallForm) -> Call:
    """The call; of a criterion that stands in two rows, the last one counts."""
    return Call(
        title=form.title,
        published=form.published,
        closes=form.closes,
        appeal_days=form.appeal_days,
        required=form.required,
        criteria={row.criterion: row.most for row in form.points_for},
        minimum_points=form.minimum_points or Decimal(0),
        hosts=tuple(
            Host(
                row.name,
                row.email,
                row.country,
                row.places,
                row.numbers_courses,
                row.erasmus_code,
                row.address,
                row.contact,
            )
            for row in form.partners
        ),
        extra_support=form.extra_support,
        commission=form.commission,
        weights={row.criterion: row.weight for row in form.points_for if row.weight},
    )


def with_register(
    data: Mapping[str, object], registered_partners: Sequence[Partner]
) -> dict[str, object]:
    """What was typed, with what the register of partners knows of a host whose fields were left
    empty: its address, country and code. What was typed stays."""
    by_name = {partner.name: partner for partner in registered_partners}
    rows = data.get("partners")
    filled_rows = [
        _with_partner(row, by_name.get(str(row.get("name", "")).strip())) for row in _rows(rows)
    ]
    return {**data, "partners": filled_rows} if filled_rows else dict(data)


def _rows(rows: object) -> list[Mapping[str, object]]:
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _with_partner(row: Mapping[str, object], partner: Partner | None) -> Mapping[str, object]:
    if partner is None:
        return row
    register_values = {name: getattr(partner, name) for name in _FROM_REGISTER}
    return {**{name: value for name, value in register_values.items() if value}, **row}


def named_twice(form: CallForm) -> dict[str, Text]:
    """The criteria that stand in two rows: which of them counts would be a guess."""
    names = [row.criterion for row in form.points_for]
    twice = ", ".join(sorted({name for name in names if names.count(name) > 1}))
    if not twice:
        return {}
    return {"points_for": Text(f"Named twice: {twice}.", f"Наведено двапут: {twice}.")}


_READABLE: Final[Mapping[str, object]] = {
    "title": "?",
    "name": "?",
    "email": "host@partner.example",
    "country": "AT",
    "places": "1",
    "most": "1",
}
"""What stands in for what must be written; anything else is left out."""


def made_readable(
    data: Mapping[str, object], errors: Iterable[str], today: date
) -> dict[str, object]:
    """What was typed, with something that can be read where the paths of `errors` lead; both days
    are then one, if either is wrong."""
    readable = dict(data)
    for path in errors:
        part, _, rest = path.partition(".")
        if not rest:
            readable[part] = _READABLE.get(part)
        elif rest.partition(".")[0].isdigit():
            place, _, name = rest.partition(".")
            readable[part] = _row_with(_rows(readable[part]), int(place), name)
    if not (readable.get("published") and readable.get("closes")):
        day = readable.get("published") or readable.get("closes") or today.isoformat()
        readable |= {"published": day, "closes": day}
    return readable


def _row_with(
    rows: Sequence[Mapping[str, object]], place: int, name: str
) -> list[Mapping[str, object]]:
    return [
        {**row, name: _READABLE.get(name)} if number == place else row
        for number, row in enumerate(rows)
    ]


def errors_at_fields(errors: Sequence[CallError]) -> dict[str, Text]:
    """What keeps a call from being opened, by the field where it shows."""
    by_field: dict[str, list[CallError]] = {}
    for error in errors:
        place = error.place.partition(".")[0]
        by_field.setdefault(_SHOWN_AT.get(place, place), []).append(error)
    return {place: _together(flaws_there) for place, flaws_there in by_field.items()}


def _together(errors: Sequence[CallError]) -> Text:
    sentences = [(error.message.capitalised(), error.rule) for error in errors]
    return Text(
        " ".join(f"{sentence.en} ({rule})." for sentence, rule in sentences),
        " ".join(f"{sentence.sr} ({rule})." for sentence, rule in sentences),
    )


def as_the_last(call: Call | None, today: date, members: Sequence[str]) -> dict[str, object]:
    """What the form of a new call opens with: hosts, criteria and documents of the last one.

    `members` are the logins that may sit on a commission today.
    """
    opens: dict[str, object] = {"published": today.isoformat()}
    if call is None:
        return opens
    return {
        **opens,
        "appeal_days": call.appeal_days,
        "minimum_points": call.minimum_points or None,
        "partners": [
            {
                "name": host.name,
                "email": host.email,
                "country": host.country,
                "places": host.places,
                "numbers_courses": host.numbers_courses,
                "erasmus_code": host.erasmus_code,
                "address": host.address,
                "contact": host.contact,
            }
            for host in call.hosts
        ],
        "points_for": [
            {"criterion": name, "most": most, "weight": call.weights.get(name)}
            for name, most in call.criteria.items()
        ],
        "required": call.required,
        "extra_support": call.extra_support,
        "commission": [login for login in call.commission if login in members],
    }
