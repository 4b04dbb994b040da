"""config.yaml: every key that is unknown, of a wrong type or senseless is refused with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
import yaml

from office.config_file import SHIPPED, settings_file
from office.settings import Settings
from office.settings_loading import load_settings
from office.wiring import open_office
from states.strict_yaml import InvalidFile

SHIPPED_TEXT = SHIPPED.read_text(encoding="utf-8")


def problems_in(folder: Path, text: str) -> list[str]:
    """The problems of a config.yaml with this text, as `line:column: path: what is wrong`."""
    file = folder / "config.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFile) as refusal:
        load_settings(file)
    assert all(problem.file == str(file) for problem in refusal.value.problems)
    return [str(problem).removeprefix(f"{file}:") for problem in refusal.value.problems]


def changed(old: str, new: str) -> str:
    assert SHIPPED_TEXT.count(old) == 1, old
    return SHIPPED_TEXT.replace(old, new)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_file_that_is_shipped_is_read() -> None:
    settings = load_settings(SHIPPED)
    assert settings.institution.key == "bmu"
    assert settings.office_hours.mails_leave_at == time(8)
    assert [level.level for level in settings.levels["default"]] == [
        "reminder", "overdue", "escalation", "escalation_rector"
    ]  # fmt: skip


def leaves(form: Any = Settings, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where each setting stands in the file, as long as it is no list."""
    hints = get_type_hints(form, include_extras=True)
    for part in fields(form):
        hint = hints[part.name]
        while get_origin(hint) is Annotated:
            hint = get_args(hint)[0]
        if is_dataclass(hint):
            yield from leaves(hint, (*above, part.name))
        elif get_origin(hint) not in (tuple, dict):
            yield (*above, part.name)


# Passwords are known only to be refused, with where they belong.
LEAVES = sorted({*leaves()} - {("mail", "password"), ("mail_in", "password")})


def test_every_setting_stands_in_the_shipped_file_with_a_comment_above_its_part() -> None:
    document = yaml.safe_load(SHIPPED_TEXT)
    for path in LEAVES:
        part = document
        for name in path:
            assert name in part, ".".join(path)
            part = part[name]
    lines = SHIPPED_TEXT.splitlines()
    parts = [number for number, line in enumerate(lines) if line and line[0] not in "# "]
    assert all(lines[number - 1].startswith("#") for number in parts)


@pytest.mark.parametrize("path", LEAVES, ids=".".join)
def test_every_setting_refuses_a_value_of_a_wrong_type_with_its_line(
    tmp_path: Path, path: tuple[str, ...]
) -> None:
    parts = yaml.safe_load(SHIPPED_TEXT)
    part = parts
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = {"a": ["list", "in", "a", "mapping"]}
    text = yaml.safe_dump(parts, allow_unicode=True, sort_keys=False)
    problems = problems_in(tmp_path, text)
    assert problems
    line = line_of(text, "a:\n") - 1
    assert any(
        problem.startswith(f"{line}:") and ".".join(path) in problem for problem in problems
    ), problems


@pytest.mark.parametrize(
    "above", ["", "institution", "home", "mail", "office_hours", "prefect", "database"]
)
def test_every_part_refuses_a_key_that_it_does_not_know(tmp_path: Path, above: str) -> None:
    anchor, indent = (f"{above}:\n", "  ") if above else ("sweep_seconds: 30", "")
    new = f"{anchor}{indent}colour: red\n" if above else f"{anchor}\ncolour: red"
    text = changed(anchor, new)
    where = f"{above}.colour" if above else "colour"
    column = 3 if above else 1
    assert problems_in(tmp_path, text) == [
        f"{line_of(text, 'colour')}:{column}: {where}: is not a known key here"
    ]


IMAP_IN_PARTS = """  take_from: nowhere
  folder: mail-in
  host:
  port: 993
  tls: at_once
  user:
"""


def imap(host: str = "imap.bmu.example", port: str = "993", user: str = "office") -> str:
    """The lines of a mailbox on a server; what is empty is missing."""
    text = IMAP_IN_PARTS.replace("nowhere", "imap").replace("993", port)
    return text.replace("host:", f"host: {host}").replace("user:", f"user: {user}")


WRONG: list[tuple[str, str, str]] = [
    ("  key: bmu", "  key: mit", "institution.key: `mit` has no rulebook; there are: bee, bmu"),
    ("  email: mobility@bmu.example", "  email: nobody", "institution.email: "),
    ("  faculties: []", "  faculties: [ftn@bmu.example, ftn]", "institution.faculties[2]: "),
    ("base_url: http://127.0.0.1:8080", "base_url: mobility.bmu.example", "base_url: "),
    ("  url:\n", "  url: mysql://u:s3cret@h/office\n", "database.url: `database.url` in"),
    ("  transport: maildir", "  transport: pigeon", "mail.transport: "),
    ("  sender: mobility@bmu.example", "  sender: Office", "mail.sender: "),
    ("  port: 587", "  port: 70000", "mail.port: "),
    ("  port: 587", "  port: yes", "mail.port: "),
    ("  port: 587", '  port: "587"', "mail.port: "),
    ("  port: 587", "  port: true", "mail.port: "),
    ("  starttls: true", "  starttls: no", "mail.starttls: "),
    ("true\n  user:\n", "true\n  user: office\n  password: s3cret\n", "mail.password: a pass"),
    ("  url:\n", "  url: postgresql://u:s3cret@h/office\n", "database.url: a password does not st"),
    ("proxies: []", "proxies: [everybody]", "proxies[1]: `everybody` is no address and no network"),
    ("  starttls: true\n  user:\n", "  starttls: false\n  user: office\n", "mail.starttls: a"),
    ("  user:\n  timeout_seconds: 30", "  user:\n  timeout_seconds: 0", "mail.timeout_seconds: "),
    ("  ca_file:\n  greets", "  ca_file: /no/such/file\n  greets", "mail.ca_file: there is no"),
    ("take_from: nowhere", "take_from: pop3", "mail_in.take_from: "),
    (IMAP_IN_PARTS, imap(host=""), "mail_in.host: the name of the IMAP serv"),
    (IMAP_IN_PARTS, imap(user=""), "mail_in.user: the login of the mailbox is missing"),
    (IMAP_IN_PARTS, imap(port="143"), "mail_in.tls: port 143 speaks otherwise: write `tls: s"),
    ("  tls: at_once", "  tls: no", "mail_in.tls: "),
    ("  mailbox: INBOX", "  mailbox: INBOX\n  password: s3cret", "mail_in.password: a password do"),
    ("  ca_file:\n  address", "  ca_file: /no/such/file\n  address", "mail_in.ca_file: there"),
    ("  attempts: 6", "  attempts: 0", "mail.attempts: "),
    ("[30, 120, 600, 1800, 7200]", "[]", "mail.back_off_seconds: "),
    ("[30, 120, 600, 1800, 7200]", "[30, -5]", "mail.back_off_seconds[2]: "),
    ("[30, 120, 600, 1800, 7200]", "[30, soon]", "mail.back_off_seconds[2]: "),
    ('  mails_leave_at: "08:00"', "  mails_leave_at: 8", "office_hours.mails_leave_at: 8 is not"),
    ('  mails_leave_at: "08:00"', '  mails_leave_at: "8"', "office_hours.mails_leave_at: '8' is"),
    ('  briefing_at: "07:30"', '  briefing_at: "25:00"', "office_hours.briefing_at: "),
    ("  saturday_worked: false", "  saturday_worked: 1", "office_hours.saturday_worked: "),
    ("  head:\n", "  head: provost\n", "home.head: "),
    ("  by_faculty: []", "  by_faculty: [{key: fit, name: FIT}]", "home.by_faculty[1].name: "),
    ("  by_faculty: []", "  by_faculty: [{key: Fit!, name: {en: x, sr: x}}]",
     "home.by_faculty[1].key: "),
    ("  by_faculty: []", "  by_faculty: [{key: fit, name: {en: x, sr: x}, head: provost}]",
     "home.by_faculty[1].head: "),
    ("  by_faculty: []", "  by_faculty: [{key: fit, name: {en: x, sr: x}, dean: y}]",
     "home.by_faculty[1].dean: is not a known key here"),
    ("  by_faculty: []",
     "  by_faculty: [{key: fit, name: {en: x, sr: x}}, {key: fit, name: {en: y, sr: y}}]",
     "home.by_faculty[2].key: the faculty `fit` stands here twice"),
    ("languages: [en, sr, sr-Latn]", "languages: []", "languages: "),
    ("languages: [en, sr, sr-Latn]", "languages: [en, de]", "languages[2]: "),
    ("languages: [en, sr, sr-Latn]", "languages: [en, en]", "languages: a language stands here tw"),
    ("documents_in: sr", "documents_in: hu", "documents_in: "),
    ("largest_upload_mb: 20", "largest_upload_mb: 20.5", "largest_upload_mb: "),
    ("  enabled: true", "  enabled: maybe", "prefect.enabled: "),
    ("  run_directly_after_seconds: 60", "  run_directly_after_seconds: -1", "prefect.run_di"),
    ("  silent_in_batch_seconds: 10", "  silent_in_batch_seconds: 0", "prefect.silent_in_batch_s"),
    ("sweep_seconds: 30", "sweep_seconds: 0", "sweep_seconds: "),
    ("sweep_seconds: 30", "sweep_seconds: 30\nsweep_seconds: 40", "sweep_seconds: this key st"),
    ("closures: []", "closures: [{from: 2026-08-14, to: 2026-08-03, reason: {en: x, sr: x}}]",
     "closures[1]: the last day lies before the first"),
    ("closures: []", "closures: [{from: 2026-02-30, to: 2026-08-03, reason: {en: x, sr: x}}]",
     "closures[1].from: '2026-02-30' is not a date that exists"),
    ("closures: []", "closures: [{from: 2026-02-03, to: 2026-08-03, reason: x}]", "closures[1]"),
    ("legal_remedy: []",
     "legal_remedy: [{from: 2027-01-01, remedy: grace, reason: {en: x, sr: x}}]",
     "legal_remedy[1].remedy: "),
    ("legal_remedy: []", "legal_remedy: [{from: 2027-01-01, remedy: annex_9}]", "legal_remedy[1]"),
    ("legal_remedy: []",
     "legal_remedy: [{from: 2027-02-01, remedy: annex_9, reason: {en: x, sr: x}},"
     " {from: 2027-01-01, remedy: article_24, reason: {en: x, sr: x}}]",
     "legal_remedy[2].from: 2027-01-01 must come after 2027-02-01"),
    ("mail: reminder, working_days: -2", "mail: decree_issued, working_days: -2",
     "ladders.default[1]: `decree_issued` is not a mail of a deadline; they are: reminder"),
    ("to: [owner]}", "to: [janitor]}", "ladders.default[1]: `janitor` is not a role"),
    ("to: [owner]}", "to: [system]}", "ladders.default[1]: `system` is not a role"),
    ("to: [owner]}", "to: []}", "ladders.default[1].to: "),
    ("level: overdue,", "level: reminder,", "ladders.default[2]: the level `reminder` stands"),
    ("working_days: -2", "working_days: 2", "ladders.default: the levels must stand in the order"),
    ("to: [head_of_ico, general_secretary, rector]", "to: [student_service]",
     "ladders.default: the last level must reach the Head of ICO or above"),
    ("  default:\n", "  other:\n", "ladders: a ladder `default` is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "sentence"), WRONG, ids=[row[2][:60] for row in WRONG])
def test_a_setting_that_makes_no_sense_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    problems = problems_in(tmp_path, changed(old, new))
    assert len(problems) == 1, problems
    line, column, message = problems[0].split(":", 2)
    assert message.strip().startswith(sentence), message
    place = sentence.split(":")[0].split("[")[0].split(".")[-1]
    assert (
        place in changed(old, new).splitlines()[int(line) - 1]
        or "ladders" in sentence
        or ("closures" in sentence)
        or ("legal_remedy" in sentence)
    )
    assert int(column) > 0
    assert "s3cret" not in message


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = changed("  port: 587", "  port: x").replace("sweep_seconds: 30", "sweep_seconds: soon")
    assert len(problems_in(tmp_path, text.replace("documents_in: sr", "documents_in: hu"))) == 3


def test_what_must_be_there_is_missed_by_name(tmp_path: Path) -> None:
    problems = problems_in(tmp_path, "base_url: http://127.0.0.1\n")
    assert sorted(problem.split(": ", 1)[1] for problem in problems) == [
        "institution: is missing", "ladders: is missing"
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "- a\n- list\n", "a: [unclosed\n", "\x00"])
def test_a_file_that_is_no_settings_at_all_is_refused(tmp_path: Path, text: str) -> None:
    assert problems_in(tmp_path, text)


def test_the_data_folders_own_file_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    assert settings_file(tmp_path) == SHIPPED
    (tmp_path / "config.yaml").write_text(SHIPPED_TEXT, encoding="utf-8")
    assert settings_file(tmp_path) == tmp_path / "config.yaml"


def test_a_closure_is_a_day_on_which_nobody_works(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        changed(
            "closures: []",
            "closures: [{from: 2026-08-03, to: 2026-08-04, reason: {en: Summer, sr: Лето}}]",
        ),
        encoding="utf-8",
    )
    (closure,) = load_settings(file).closures
    is_worked = load_settings(file).calendar.is_worked
    assert not is_worked(closure.first_day)
    assert not is_worked(closure.last_day)
    assert load_settings(SHIPPED).calendar.is_worked(closure.first_day)


REMEDY = "legal_remedy: [{from: 2027-01-01, remedy: annex_9, reason: {en: Senate, sr: Сенат}}]"


def test_a_chosen_legal_remedy_holds_from_its_day_on_and_not_before(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(changed("legal_remedy: []", REMEDY), encoding="utf-8")
    book = open_office(tmp_path, file).regulations["bmu"]
    assert book.remedy_named(date(2026, 12, 31)) == "article_24"
    assert book.remedy_named(date(2027, 1, 1)) == "annex_9"
    assert open_office(tmp_path, SHIPPED).regulations["bmu"].remedy_named(date(2027, 1, 1)) == (
        "article_24"
    )


def test_a_rulebook_without_legal_remedies_gives_none_to_choose(tmp_path: Path) -> None:
    text = changed("  key: bmu", "  key: bee").replace("legal_remedy: []", REMEDY)
    (problem,) = problems_in(tmp_path, text)
    assert problem.endswith("`annex_9` is no legal remedy of this rulebook: none")
