"""Which grading tables convert the grades of a case: the host's, the home institution's, and why.

BMU-22.4 and 23. The transcript's own table goes first, then the office's tables by institution,
ISCED-F field and years; where none fits, the ECTS scale stands in (annex 11). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from rules.event_days import first_day_of_stay
from rules.grades import Unconvertible, convert_letter
from rules.grading_tables import HOST, find_passing
from rules.wording import format_text
from states.dossier import Dossier
from states.frozen import frozen
from states.localization import format_day, format_long_day
from states.recognition import GradeShare, GradingTable
from states.text import Text, alike

NO_DAY: Final = Text("a stay without a first day", "боравак без првог дана")


@frozen
class Tables:
    """The two tables that are compared, best grade first, and `why` as a receipt.

    `host` is empty where the host's grades are read as ECTS letters. `statistics` where the home
    table is the institution's own (annex 10), not the scale that stands in (annex 11).
    """

    host: tuple[GradeShare, ...]
    host_named: Text
    home: tuple[GradeShare, ...]
    statistics: bool
    why: tuple[Text, ...]


def tables_of(dossier: Dossier, scale: Sequence[GradeShare], scale_named: Text) -> Tables:
    """The tables for a case; `scale` is the ECTS scale of the regulation, best grade first.

    A table fits where it is of the institution, its field holds the field of the studies and its
    years hold the first day of the stay (civil dates). Of those that fit, the narrowest field
    goes first, then the one that holds since later, then the one entered later.
    """
    host, host_named, why_host = _host_side(dossier, scale, scale_named)
    home_table = _fitting(dossier, None) if host else None
    if home_table is None:
        line = _scale_stands_in(dossier, scale_named) if host else None
        why = (why_host, line) if line else (why_host,)
        return Tables(host, host_named, tuple(scale), False, why)
    why_home = format_text(
        "home side: {table}, for {fit}",
        "матична установа: {table}, за {fit}",
        table=name_of(home_table),
        fit=_circumstances(dossier),
    )
    return Tables(host, host_named, home_table.grades, True, (why_host, why_home))


def name_of(table: GradingTable) -> Text:
    """A table of the office as people name it: whose, of which field, for which years."""
    owner = (
        format_text("statistics of the home institution", "статистика матичне установе")
        if table.institution is None
        else Text(table.institution, table.institution)
    )
    title = format_text("table {id}, {whose}", "табела {id}, {whose}", id=table.id, whose=owner)
    field = (
        format_text("all fields", "све области")
        if table.field is None
        else format_text("field {code}", "област {code}", code=table.field)
    )
    years = (
        format_text("since {first}", "од {first}", first=table.first_day)
        if table.last_day is None
        else format_text(
            "{first} to {last}", "{first} до {last}", first=table.first_day, last=table.last_day
        )
    )
    pattern = "{what} ({field}, {years})"
    return format_text(pattern, pattern, what=title, field=field, years=years)


def fitting(
    tables: Iterable[GradingTable], institution: str | None, field: str | None, on: date
) -> GradingTable | None:
    """The most specific table of an institution (None: our own) that holds on a civil date."""
    name = alike(institution) if institution is not None else None
    candidates = [
        table
        for table in tables
        if (alike(table.institution) if table.institution is not None else None) == name
        and (table.field is None or (field or "").startswith(table.field))
        and table.first_day <= on
        and (table.last_day is None or on <= table.last_day)
    ]
    return max(candidates, key=_narrowness, default=None)


def _narrowness(table: GradingTable) -> tuple[int, date, int]:
    """Greater is narrower: its field, then since when it holds, then when it was entered."""
    return len(table.field or ""), table.first_day, table.id


def day_of_choice(dossier: Dossier) -> date | None:
    """The civil date whose tables are taken: the arrival, or else the first day agreed upon."""
    return dossier.stay.arrived_on or first_day_of_stay(dossier)


def _fitting(dossier: Dossier, institution: str | None) -> GradingTable | None:
    on, transcript = day_of_choice(dossier), dossier.transcript
    if on is None or transcript is None:
        return None
    return fitting(dossier.grading_tables, institution, transcript.field, on)


def _host_side(
    dossier: Dossier, scale: Sequence[GradeShare], scale_named: Text
) -> tuple[tuple[GradeShare, ...], Text, Text]:
    """The host's table, what it is called, and why it is this one; empty for letters."""
    in_transcript = dossier.transcript.grading_table if dossier.transcript else ()
    if in_transcript:
        why = format_text(
            "host side: the grading table of the transcript itself",
            "установа домаћин: табела оцена из самог преписа",
        )
        return in_transcript, HOST, why
    table = _fitting(dossier, dossier.host) if dossier.host else None
    if table is None:
        return (), HOST, _no_host_table(dossier, scale_named)
    if _only_ects_grades(dossier, table, scale):
        why = format_text(
            "host side: {table} does not hold the transcript's grades, which are read on the "
            "ECTS scale ({scale})",
            "установа домаћин: {table} не садржи оцене из преписа, које се читају према ЕСПБ "
            "скали ({scale})",
            table=name_of(table),
            scale=scale_named,
        )
        return (), HOST, why
    why = format_text(
        "host side: the transcript holds no grading table; {table}, for {fit}",
        "установа домаћин: препис не садржи табелу оцена; {table}, за {fit}",
        table=name_of(table),
        fit=_circumstances(dossier),
    )
    return table.grades, name_of(table), why


def _only_ects_grades(dossier: Dossier, table: GradingTable, scale: Sequence[GradeShare]) -> bool:
    """Whether a host that has a table graded in ECTS letters, or in home grades, this time."""
    courses = dossier.transcript.courses if dossier.transcript else ()
    passed_grades = [course.grade for course in courses if course.passed]
    strange = any(isinstance(find_passing(grade, table.grades), Text) for grade in passed_grades)
    answers = (convert_letter(grade, scale) for grade in passed_grades)
    return strange and not any(isinstance(answer, Unconvertible) for answer in answers)


def _no_host_table(dossier: Dossier, scale_named: Text) -> Text:
    return format_text(
        "host side: neither the transcript nor the office holds a grading table for {fit}; the "
        "grades are read on the ECTS scale ({scale})",
        "установа домаћин: ни препис ни Центар немају табелу оцена за {fit}; оцене се читају "
        "према ЕСПБ скали ({scale})",
        fit=_circumstances(dossier),
        scale=scale_named,
    )


def _scale_stands_in(dossier: Dossier, scale_named: Text) -> Text:
    return format_text(
        "home side: no statistics of the home institution for {fit}; the ECTS scale stands in "
        "({scale})",
        "матична установа: нема статистике за {fit}; примењује се ЕСПБ скала ({scale})",
        fit=_circumstances(dossier),
        scale=scale_named,
    )


def _stay_from(first: date) -> Text:
    """The Decree prints it in a sentence: in Serbian with the month in words."""
    on = Text(format_day(first), format_long_day(first, "sr"))
    return format_text("a stay from {on}", "боравак од {on}", on=on)


def _circumstances(dossier: Dossier) -> Text:
    """The field and the stay that the choice was made for."""
    field = dossier.transcript.field if dossier.transcript else None
    on = day_of_choice(dossier)
    stay = NO_DAY if on is None else _stay_from(on)
    if field is None:
        return format_text(
            "{stay}, no field of studies recorded",
            "{stay} (област студија није уписана)",
            stay=stay,
        )
    return format_text("field {code} and {stay}", "област {code} и {stay}", code=field, stay=stay)
