"""Each number of the report on a year, against a count by hand on the demo, case by case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from statistics import median
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml
from sqlalchemy import event, select

from persistence import history as history_rows
from persistence import year_sets
from persistence.database import reading
from persistence.history import WrittenEntry
from persistence.tables import cases
from persistence.year_sets import Span
from states.dossier import Case, Dossier
from states.moments import civil_date, instant_of
from states.text import Text
from web.views.exported_year import exported_year
from web.views.year import narrowed_by, report_of, served_in, states_before_decree
from web.views.year_figures import Figure
from web.views.year_lines import ReportLine, YearReport
from workflows.cases.status import load_case
from workflows.running.bootstrap import App

SPANS = [
    (date(2026, 1, 1), date(2026, 12, 31)),
    (date(2025, 10, 1), date(2026, 9, 30)),
    (date(2026, 7, 1), date(2026, 9, 30)),
]
pytestmark = pytest.mark.slow
ISCED = Path(__file__).parents[2] / "states" / "isced_fields.yaml"


@dataclass(frozen=True)
class Told:
    """A case as the dossier and the history tell it, one by one."""

    case: Case
    dossier: Dossier
    entries: Sequence[WrittenEntry]


@pytest.fixture(scope="module")
def files(desk: App) -> list[Told]:
    """Every case of the university, read whole."""
    with reading(desk.engine) as connection:
        ids = connection.execute(select(cases.c.id).where(cases.c.institution == "bmu")).scalars()
        return [
            Told(*load_case(connection, case_id), history_rows.entries(connection, case_id))
            for case_id in list(ids)
        ]


def report_on(desk: App, span: tuple[date, date]) -> YearReport:
    with reading(desk.engine) as connection:
        return report_of(
            connection, desk.office, Span(("bmu",), *span), instant_of(span[1], time())
        )


def lines_of(report: YearReport, section: str) -> dict[str, ReportLine]:
    (lines,) = [part.lines for part in report.sections if part.id == section]
    return {str(line.title): line for line in lines}


GONE = {"mobility", "documents_submitted", "decree", "appeal", "complaint", "transcript_due",
        "transcript_issued", "closed"}  # fmt: skip
"""The states of who has set out, by their names in the shipped processes."""


def began(files: list[Told], span: tuple[date, date]) -> list[Told]:
    first, last = span
    return [file for file in files if (day := began_on(file)) and first <= day <= last]


def began_on(file: Told) -> date | None:
    """The day of arrival; where nobody wrote it down, the host's first day of who has set out."""
    answer = file.dossier.host_answer
    if file.dossier.stay.arrived_on or answer is None or file.case.state not in GONE:
        return file.dossier.stay.arrived_on
    return answer.first_day


def title_of_field(code: str | None) -> str:
    """A field as the report has to call it: its code, and the nearest field that has a name."""
    if code is None:
        return "not known"
    names = yaml.safe_load(ISCED.read_text(encoding="utf-8"))
    nearest = next(code[:length] for length in range(len(code), 1, -1) if code[:length] in names)
    return f"{code} {names[nearest]['en']}"


@pytest.mark.parametrize("span", SPANS)
def test_mobilities_are_counted_by_all_that_tells_them_apart(
    desk: App, files: list[Told], span: tuple[date, date]
) -> None:
    report, mobilities = report_on(desk, span), began(files, span)
    assert mobilities
    assert lines_of(report, "summary")["Mobilities that began"].now == len(mobilities)
    by_hand = Counter(title_of_field(file.dossier.candidate.field_of_study) for file in mobilities)
    assert numbers(lines_of(report, "by-field")) == by_hand
    by_hand = Counter(
        {"undergraduate": "undergraduate studies", "master": "master studies"}.get(
            file.dossier.candidate.level or "", "staff, or not known"
        )
        for file in mobilities
    )
    assert sorted(numbers(lines_of(report, "by-level")).values()) == sorted(by_hand.values())
    by_hand = Counter(
        file.case.definition.partition("/")[2].rpartition(".")[0] for file in mobilities
    )
    assert sorted(numbers(lines_of(report, "by-process")).values()) == sorted(by_hand.values())
    by_hand = Counter(host_of(file.dossier) for file in mobilities)
    assert numbers(lines_of(report, "by-host")) == by_hand
    for section in ("by-direction", "by-country", "by-host", "by-level"):
        assert sum(numbers(lines_of(report, section)).values()) == len(mobilities)


def host_of(dossier: Dossier) -> str:
    """The host that the list gave, else the first applied for."""
    if dossier.placement and dossier.placement.host:
        return dossier.placement.host
    hosts = dossier.application.hosts if dossier.application else ()
    return hosts[0] if hosts else "here (incoming), or not known"


@pytest.mark.parametrize("span", SPANS)
def test_days_are_those_of_stays_that_ended(
    desk: App, files: list[Told], span: tuple[date, date]
) -> None:
    summary = lines_of(report_on(desk, span), "summary")
    stays = [
        (first, last)
        for file in began(files, span)
        if (first := began_on(file)) and (last := file.dossier.stay.returned_on)
    ]
    assert summary["Stays that have ended"].now == len(stays)
    days = [(last - first).days + 1 for first, last in stays]
    assert summary["Days of these stays"].now == sum(days)


@pytest.mark.parametrize("span", SPANS)
def test_recognised_ects_are_told_in_per_cent_of_the_agreed(
    desk: App, files: list[Told], span: tuple[date, date]
) -> None:
    summary = lines_of(report_on(desk, span), "summary")
    dossiers = [file.dossier for file in began(files, span) if file.dossier.decree]
    ects_of_agreements = sum((ects_agreed(dossier) for dossier in dossiers), Decimal(0))
    ects_of_decrees = sum((ects_recognised(dossier) for dossier in dossiers), Decimal(0))
    assert str(summary["ECTS agreed, of mobilities with a Decree"].now) == f"{ects_of_agreements:f}"
    assert str(summary["ECTS of these that were recognised"].now) == f"{ects_of_decrees:f}"
    share = f"{round(100 * ects_of_decrees / ects_of_agreements)} %" if ects_of_agreements else "–"
    assert str(summary["Recognised, per cent of the agreed"].now) == share


def ects_agreed(dossier: Dossier) -> Decimal:
    agreement = dossier.agreed
    return (
        sum((course.ects or Decimal(0) for course in agreement.courses or ()), Decimal(0))
        if agreement
        else Decimal(0)
    )


def ects_recognised(dossier: Dossier) -> Decimal:
    titles = {course.host for course in dossier.recognition if course.home or course.elective}
    whole = dossier.decree is not None and dossier.decree.method == "semester_for_semester"
    courses = dossier.transcript.courses if dossier.transcript else ()
    return sum(
        (course.ects for course in courses if course.passed and (whole or course.title in titles)),
        Decimal(0),
    )


@pytest.mark.parametrize("span", SPANS)
def test_decrees_are_counted_with_their_days(
    desk: App, files: list[Told], span: tuple[date, date]
) -> None:
    summary = lines_of(report_on(desk, span), "summary")
    days = [number for case in files for number in days_to_decree(case.entries, span)]
    assert summary["Decrees issued"].now == len(days)
    middle = f"{median(days):g}" if days else "–"
    assert str(summary["Days from the documents to the Decree, median"].now) == middle
    assert str(summary["The longest of them, days"].now) == (str(max(days)) if days else "–")


def days_to_decree(entries: Sequence[WrittenEntry], span: tuple[date, date]) -> Iterator[int]:
    """The days between the last coming of the documents and each Decree of the span."""
    came_on = None
    for written_entry in entries:
        entry, day = written_entry.entry, civil_date(written_entry.at)
        if entry.target == "documents_submitted" and entry.source != entry.target:
            came_on = day
        if entry.name == "issue_decree" and came_on and span[0] <= day <= span[1]:
            yield (day - came_on).days


@pytest.mark.parametrize("span", SPANS)
def test_appeals_and_those_who_gave_up_are_counted(
    desk: App, files: list[Told], span: tuple[date, date]
) -> None:
    report, (first, last) = report_on(desk, span), span
    appeals = [
        appeal for file in files for appeal in file.dossier.appeals if first <= appeal.on <= last
    ]
    by_hand = Counter(
        f"against the {'list' if appeal.against == 'list' else 'Decree'}: "
        + ("undecided" if not appeal.decided_on else "upheld" if appeal.upheld else "dismissed")
        for appeal in appeals
    )
    lines = numbers(lines_of(report, "appeals"))
    assert {title: number for title, number in lines.items() if number} == by_hand
    gave_up = [
        written_entry for file in files if file.case.state == "withdrawn"
        for written_entry in file.entries
        if written_entry.entry.target == "withdrawn"
        and first <= civil_date(written_entry.at) <= last
    ]  # fmt: skip
    for section in ("by-source", "by-reason"):
        assert sum(numbers(lines_of(report, section)).values()) == len(gave_up)


@pytest.mark.parametrize("span", SPANS)
def test_every_count_opens_as_many_cases_and_the_year_before_is_its_own_report(
    desk: App, span: tuple[date, date]
) -> None:
    report = report_on(desk, span)
    processes = served_in(desk.office, report.span)
    waiting_states = states_before_decree(processes.values())
    with reading(desk.engine) as connection:
        for section in report.sections:
            for line in section.lines:
                query = dict(parse_qsl(urlsplit(line.address).query, keep_blank_values=True))
                measure = query["what"]
                count = (measure, narrowed_by(query, processes))
                behind = year_sets.count_behind(connection, report.span, count, waiting_states)  # type: ignore[arg-type]
                cases_shown = year_sets.cases_behind(
                    connection,
                    report.span,
                    count,
                    waiting_states,
                    (1000, 0),  # type: ignore[arg-type]
                )
                assert len(cases_shown) == behind
                if isinstance(line.now, int) and "Days" not in str(line.title):
                    assert behind == line.now, line.title
    earlier = report_on(desk, (report.span.before.first, report.span.before.last))  # type: ignore[union-attr]
    for section in report.sections:
        for title, line in lines_of(report, section.id).items():
            then = lines_of(earlier, section.id).get(title)
            if then is not None and isinstance(line.before, int):
                assert line.before == then.now, title


def test_a_span_of_more_than_a_year_is_compared_with_none(desk: App) -> None:
    report = report_on(desk, (date(2025, 1, 1), date(2026, 6, 30)))
    assert all(line.before is None for section in report.sections for line in section.lines)
    leap = Span(("bmu",), date(2024, 2, 29), date(2024, 3, 1)).before
    assert leap is not None and leap.first == date(2023, 2, 28)


def test_the_report_takes_eight_statements(desk: App) -> None:
    statements: list[str] = []
    event.listen(desk.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    report_on(desk, SPANS[0])
    assert len([sql for sql in statements if sql.lstrip().upper().startswith("SELECT")]) <= 8


def test_what_is_handed_round_has_nobodys_words(desk: App) -> None:
    report = report_on(desk, SPANS[0])
    reasons = {str(line.title) for line in lines_of(report, "by-reason").values()}
    assert reasons
    cells = {str(cell) for row in exported_year(report).rows for cell in row}
    assert cells & reasons == set()


def test_what_is_counted_is_a_number_in_the_spreadsheet_too(desk: App) -> None:
    """Money, ECTS and days as much as cases: a clerk adds them up, each in its own unit."""
    report = report_on(desk, SPANS[0])
    rows = {str(row[1]): row[2:] for row in exported_year(report).rows}
    for line in lines_of(report, "summary").values():
        now, _, unit = rows[str(line.title)]
        figure = line.now
        if isinstance(figure, Figure):
            assert (now, unit or "") == (figure.number, figure.unit)
        else:
            assert now == (figure if isinstance(figure, int) else None) and unit is None
    assert isinstance(rows["ECTS agreed, of mobilities with a Decree"][0], Decimal)
    assert rows["Granted"][2] == "EUR"


def numbers(lines: dict[str, ReportLine]) -> dict[str, int]:
    assert all(not isinstance(line.now, Text) for line in lines.values())
    return {title: int(str(line.now)) for title, line in lines.items() if line.now}
