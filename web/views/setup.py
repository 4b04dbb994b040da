"""What an office that begins still lacks, in order, and what stands already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from office.config_file import SHIPPED
from office.settings import Settings
from office.wiring import Office
from persistence.changes import WrittenChange
from persistence.setup import SetupCounts
from rules.calendar import Calendar, Closure
from states.frozen import frozen
from states.localization import format_day
from states.text import Text
from states.vocabulary import OFFICE_ROLES, ROLES
from web.messages.setup import LINES, STEPS
from workflows.running.bootstrap import App

OWN_MACHINE: Final = ("http://127.0.0.1", "http://localhost")
A_YEAR: Final = 370


@frozen
class SetupStep:
    """A step of the first hour: `done` where it stands; `lines` say what does, or what is missing.

    `address` is the page where it is done, `imported_at` the one on which the same is
    read from a spreadsheet.
    """

    title: Text
    done: bool
    lines: tuple[Text, ...]
    address: str
    imported_at: str | None = None


def steps_of(
    app: App, counts: SetupCounts, test: WrittenChange | None, today: date
) -> list[SetupStep]:
    """The steps in the order in which an office takes them; `test` is the last test of the mail."""
    settings = app.office.settings
    passwords = _count("people with a password", "људи са лозинком", counts.with_password)
    partners = _count("partners", "партнерских установа", counts.partners)
    calls = _count("calls", "конкурса", counts.calls)
    key = settings.institution.key
    return [
        SetupStep(STEPS["login"], counts.with_password > 0, (passwords,), "/account"),
        _institution(app),
        _people(settings, counts),
        SetupStep(
            STEPS["partners"],
            counts.partners > 0,
            (partners, *_agreements(app.office)),
            "/reference",
            f"/imports/partners/{key}",
        ),
        _closures(app.office.calendar, today),
        _mail(settings, test),
        SetupStep(STEPS["call"], counts.calls > 0, (calls,), "/calls#new-call"),
    ]


def _agreements(office: Office) -> Iterator[Text]:
    """From when on calls ask for agreements with their hosts, where the regulation says so."""
    rule = office.regulations[office.settings.institution.key].calls.agreements
    if rule is not None:
        line = LINES["agreements_since"]
        en, sr = (format_day(rule.since, language) for language in ("en", "sr"))
        yield Text(f"{line.en} {en} ({rule.rule})", f"{line.sr} {sr} ({rule.rule})")


def _count(en: str, sr: str, number: int) -> Text:
    return Text(f"{en}: {number}", f"{sr}: {number}")


def _labelled(word: str, value: str) -> Text:
    return Text(f"{LINES[word].en} {value}", f"{LINES[word].sr} {value}")


def _institution(app: App) -> SetupStep:
    """The example that is shipped is nobody's letterhead."""
    settings, is_done = app.office.settings, app.settings_file.resolve() != SHIPPED.resolve()
    of = settings.institution
    lines = [
        Text(f"{of.office.en}, {of.address.en}", f"{of.office.sr}, {of.address.sr}"),
        Text(of.email, of.email),
        _labelled("pages_at", settings.base_url),
    ]
    if settings.base_url.startswith(OWN_MACHINE):
        lines.append(LINES["own_machine"])
    if not is_done:
        lines.insert(0, LINES["as_shipped"])
    return SetupStep(STEPS["institution"], is_done, tuple(lines), "/setup/institution")


def _people(settings: Settings, counts: SetupCounts) -> SetupStep:
    missing_roles = [ROLES[role] for role in OFFICE_ROLES if role not in counts.roles]
    lines = [_count("people", "људи", counts.people)]
    if missing_roles:
        nobody_text = LINES["nobody_yet"]
        en, sr = (
            ", ".join(title.in_(language) for title in missing_roles) for language in ("en", "sr")
        )
        lines.append(Text(f"{nobody_text.en}: {en}", f"{nobody_text.sr}: {sr}"))
    if invited_number := counts.people - counts.with_password:
        lines.append(_count(LINES["invited"].en, LINES["invited"].sr, invited_number))
    if settings.mail.transport != "smtp":
        lines.append(LINES["invitations_wait"])
    table = f"/imports/people/{settings.institution.key}"
    return SetupStep(STEPS["people"], not missing_roles, tuple(lines), "/people", table)


def _closures(calendar: Calendar, today: date) -> SetupStep:
    coming_closures = [closure for closure in calendar.closures if closure.last_day >= today]
    lines = [_next_holiday(calendar, today)]
    if calendar.saturday_worked:
        lines.append(LINES["saturday"])
    lines += map(_closure, coming_closures)
    if not coming_closures:
        lines.append(LINES["no_closures"])
    return SetupStep(STEPS["closures"], bool(coming_closures), tuple(lines), "/reference/closures")


def _next_holiday(calendar: Calendar, today: date) -> Text:
    line = LINES["holidays"]
    for day in (today + timedelta(days=number) for number in range(A_YEAR)):
        off = calendar.day_off(day)
        if off is not None and off.kind == "holiday":
            en, sr = format_day(day), format_day(day, "sr")
            return Text(f"{line.en} {en}, {off.why.en}", f"{line.sr} {sr}, {off.why.sr}")
    return line


def _closure(closure: Closure) -> Text:
    en, sr = (
        f"{format_day(closure.first_day, language)} – {format_day(closure.last_day, language)}"
        for language in ("en", "sr")
    )
    return Text(f"{en}: {closure.reason.en}", f"{sr}: {closure.reason.sr}")


def _mail(settings: Settings, test: WrittenChange | None) -> SetupStep:
    """Mails that go into a folder on this machine reach nobody; a server is tried once."""
    mail = settings.mail
    is_sent = mail.transport == "smtp"
    lines = [LINES["into_folder"]]
    if is_sent:
        lines = [
            _labelled("over", f"{mail.host}:{mail.port}"),
            _labelled("from_address", settings.sender),
        ]
    is_tested = test is not None and is_sent and refusal_of(test) is None
    return SetupStep(STEPS["mail"], is_tested, (*lines, *test_lines(test)), "/setup/mail")


def test_lines(test: WrittenChange | None) -> Sequence[Text]:
    """What came of the last test."""
    return tuple(_test(test))


def refusal_of(test: WrittenChange) -> str | None:
    """The server's words, where it did not take the test."""
    reason = (test.change.after or {}).get("reason")
    return str(reason) if reason else None


def _test(test: WrittenChange | None) -> Iterator[Text]:
    if test is None:
        yield LINES["not_tested"]
    elif refusal := refusal_of(test):
        yield _labelled("test_refused", refusal)
    else:
        yield _labelled("test_arrived", str((test.change.after or {}).get("address")))
