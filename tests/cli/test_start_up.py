"""Commands that run no flows start at once: each loads what it uses, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.commands import COMMANDS as COMMANDS_BY_GROUP
from cli.commands import OFFICE, PANELS, LazyGroup, load_command
from office.config_file import REGULATIONS
from states.loader import HERE
from tests.cli.asking import ANA, CALL, Ask

ROOT = Path(__file__).parents[2]
ENGINE = ("prefect", "fastapi", "alembic", "apscheduler", "typst", "jinja2", "actions.mails")
DATABASE = ("sqlalchemy", *ENGINE)
RULES = ("rules.guards", "states.dossier", "states.payloads", "office.wiring")
LOOK = """
import sys
from cli.main import app
try:
    app(sys.argv[2:])
finally:
    print(",".join(name for name in sys.argv[1].split() if name in sys.modules), file=sys.stderr)
"""
CONFIG = str(ROOT / "config.yaml")
LAW = str(REGULATIONS / "bmu.yaml")
DEFINITION = str(HERE / "bmu" / "transcript-request.2021-06-29.yaml")
EACH_KIND = ("check", CONFIG, LAW, DEFINITION)
"""A file of each kind that is checked; `test_proving` checks all that are shipped."""
TABLES = ("--host-table", "t.yaml", "--home-table", "t.yaml", "--grade", "A")
COMMANDS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("due", "--from", "2026-04-03", "--days", "8"): (*DATABASE, *RULES, "holidays.countries"),
    ("grade", *TABLES): (*DATABASE, "holidays", "office.settings"),
    ("check", CONFIG): DATABASE,
    EACH_KIND: DATABASE,
    ("case", "list"): (*ENGINE, *RULES, "holidays"),
    ("worklist",): (*ENGINE, *RULES, "holidays"),
    ("stuck",): (*ENGINE, *RULES, "holidays"),
    ("case", "why", "CASE"): ENGINE,
    ("case", "show", "CASE"): ENGINE,
}
"""What is asked at the counter all day, and what it must not load."""


@pytest.fixture(scope="module")
def folder(new_office: Path, ask: Ask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an office, its first case, and a grading table: nothing is changed in it."""
    root = tmp_path_factory.mktemp("counter")
    office = ("--data", shutil.copytree(new_office, root / "data"))
    assert ask(*office, "call", "open", "--with", CALL).status == 0
    answer = ask(*office, "case", "open", "--call", "1", "--with", ANA, "--json")
    (root / "case").write_text(str(answer.json["case"]))
    (root / "t.yaml").write_text("[{grade: A, percent: 100}]")
    return root


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    case = (folder / "case").read_text()
    command = [sys.executable, *(case if word == "CASE" else word for word in words)]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_runs_no_flow_loads_nothing_heavy(folder: Path, words: tuple[str, ...]) -> None:
    process = run(folder, "-c", LOOK, " ".join(COMMANDS[words]), *words)
    assert process.returncode == 0, process.stderr
    assert process.stderr.strip() == ""


@pytest.mark.parametrize("command", [("case", "list"), ("worklist",), ("stuck",)], ids=" ".join)
def test_a_look_up_does_not_load_again_what_judged_the_settings(
    folder: Path, command: tuple[str, ...]
) -> None:
    """pydantic neither, but for what typer itself brings since 0.29."""
    typer_brings = run(folder, "-c", "import sys, typer; print('pydantic' in sys.modules)").stdout
    heavy = "yaml office.settings" + (" pydantic" if typer_brings == "False\n" else "")
    assert run(folder, "-c", LOOK, heavy, *command).stderr == "\n"


def test_a_page_of_help_imports_no_command(folder: Path) -> None:
    look = """
import sys
from cli.main import app
try:
    app(sys.argv[1:])
finally:
    print(*sorted(name for name in sys.modules if name.startswith("cli.")), file=sys.stderr)
"""
    own = "cli.command_log cli.commands cli.errors cli.main cli.options\n"
    first_page = run(folder, "-c", look, "--help")
    assert ("Work on cases" in first_page.stdout, first_page.stderr) == (True, own)
    page_of_cases = run(folder, "-c", look, "case", "--help")
    assert ("by what is due first" in page_of_cases.stdout, page_of_cases.stderr) == (True, own)


@pytest.mark.parametrize("group", COMMANDS_BY_GROUP)
def test_every_command_that_is_listed_can_be_loaded_and_says_what_it_does(group: str) -> None:
    for name in LazyGroup(name=group).list_commands(None):
        entry = LazyGroup(name=group).get_command(None, name)
        command = load_command(group, name)
        assert entry is not None
        assert entry.help
        assert (entry.name, entry.help) == (command.name, command.help)


def test_every_command_stands_under_one_heading_of_the_first_page() -> None:
    commands = sorted(name for names in PANELS.values() for name in names)
    assert commands == sorted(LazyGroup(name=OFFICE).list_commands(None))


def test_who_mistypes_a_command_is_asked_whether_another_was_meant(folder: Path) -> None:
    process = run(folder, "-m", "cli.main", "case", "lst")
    assert process.returncode == 2
    assert "No such command 'lst'. Did you mean 'list'?" in process.stderr


def test_the_pages_are_sent_for_before_anything_large_is_loaded(folder: Path) -> None:
    look = f"import sys, workflows.running.serve; print(set({DATABASE!r}) & set(sys.modules))"
    assert run(folder, "-c", look).stdout == "set()\n"


def test_a_trouble_in_a_process_of_its_own_is_one_line_on_stderr(folder: Path) -> None:
    process = run(folder, "-m", "cli.main", "due", "--from", "2026-02-30", "--days", "8")
    assert process.returncode == 2
    assert process.stdout == ""
    assert process.stderr == "'2026-02-30' is not a date that exists (write YYYY-MM-DD)\n"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="children's time is not counted there")
@pytest.mark.parametrize("words", sorted(COMMANDS.keys() - {EACH_KIND}), ids=" ".join)
def test_what_runs_no_flow_has_answered_after_little_work(
    folder: Path, words: tuple[str, ...]
) -> None:
    """Seconds of processor time: on an idle machine under 0.7, and here others may be at work.

    They can only make it more, so the first answer within the bound settles it.
    `check` of a definition is another thing: it plays every way that a case can go.
    """
    assert any(work_of(folder, words) < 2 for _ in range(5))


def work_of(folder: Path, words: tuple[str, ...]) -> float:
    """The seconds of processor time that a command takes in a process of its own."""
    before = os.times()
    assert run(folder, "-m", "cli.main", *words).returncode == 0
    after = os.times()
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system


def test_the_first_login_is_a_link_that_is_printed_once(ask: Ask, tmp_path: Path) -> None:
    head = ("--head", "Ivana Marić <ivana@bmu.example>")
    first = ask("init", "--data", tmp_path / "data", *head)
    assert first.status == 0 and "/welcome/" in first.out and "/setup" in first.out
    second = ask("init", "--data", tmp_path / "data", *head)
    assert second.status != 0 and "work here already" in second.err
