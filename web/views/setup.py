"""What an office that begins still lacks, in order, and what stands already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from office.settings import Settings
from persistence.setup import SetupCounts
from states.frozen import frozen
from states.text import Text
from states.vocabulary import OFFICE_ROLES, ROLES
from web.messages.setup import STEPS


@frozen
class SetupStep:
    """A step of the first hour: `done` where it stands; `lines` say what does, or what is missing.

    `address` is the page where it is done; None where it is a line of the settings. `imported_at`
    is the page on which the same is read from a spreadsheet.
    """

    title: Text
    done: bool
    lines: tuple[Text, ...]
    address: str | None = None
    imported_at: str | None = None


def steps_of(settings: Settings, path: Path, counts: SetupCounts, year: int) -> list[SetupStep]:
    """The steps in the order in which an office takes them."""
    return [
        SetupStep(
            STEPS["login"],
            counts.with_password > 0,
            (_count("people with a password", "људи са лозинком", counts.with_password),),
            "/people",
        ),
        SetupStep(STEPS["institution"], True, tuple(_institution(settings, path))),
        _roles(counts, settings.institution.key),
        SetupStep(
            STEPS["partners"],
            counts.partners > 0,
            (_count("partners", "партнера", counts.partners),),
            "/reference",
            f"/imports/partners/{settings.institution.key}",
        ),
        _closures(settings, path, year),
        _mail(settings, path),
        SetupStep(
            STEPS["call"],
            counts.calls > 0,
            (_count("calls", "конкурса", counts.calls),),
            "/calls",
        ),
    ]


def _count(en: str, sr: str, number: int) -> Text:
    return Text(f"{en}: {number}", f"{sr}: {number}")


def _line(path: Path, key: str, value: object) -> Text:
    """A setting as it stands, and where it is written."""
    shown = f"{key}: {value}"
    return Text(f"{shown} ({path.name})", f"{shown} ({path.name})")


def _institution(settings: Settings, path: Path) -> Iterator[Text]:
    of = settings.institution
    yield Text(f"{of.office.en}, {of.address.en}", f"{of.office.sr}, {of.address.sr}")
    yield _line(path, "institution.key", of.key)
    yield _line(path, "institution.email", of.email)
    yield _line(path, "institution.phone", of.phone or "-")
    yield _line(path, "base_url", settings.base_url)


def _roles(counts: SetupCounts, institution: str) -> SetupStep:
    missing = [role for role in OFFICE_ROLES if role not in counts.roles]
    lines = [_count("people", "људи", counts.people)]
    if missing:
        en = ", ".join(ROLES[role].en for role in missing)
        sr = ", ".join(ROLES[role].sr for role in missing)
        lines.append(Text(f"held by nobody: {en}", f"нико није именован: {sr}"))
    table = f"/imports/people/{institution}"
    return SetupStep(STEPS["people"], not missing, tuple(lines), "/people", table)


def _closures(settings: Settings, path: Path, year: int) -> SetupStep:
    coming = [c for c in settings.closures if c.last_day.year >= year]
    lines = tuple(
        Text(
            f"{c.first_day} – {c.last_day}: {c.reason.en}",
            f"{c.first_day} – {c.last_day}: {c.reason.sr}",
        )
        for c in coming
    )
    return SetupStep(STEPS["closures"], bool(coming), lines or (_line(path, "closures", "[]"),))


def _mail(settings: Settings, path: Path) -> SetupStep:
    """Mails that go into a folder on this machine reach nobody."""
    mail = settings.mail
    lines = [_line(path, "mail.transport", mail.transport)]
    if mail.transport == "smtp":
        lines.append(_line(path, "mail.host", f"{mail.host}:{mail.port}"))
    return SetupStep(STEPS["mail"], mail.transport == "smtp", tuple(lines), "/mails")
