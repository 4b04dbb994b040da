"""The command line as people use it: a command, its exit status, what it says and where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.cli.asking import ANA, CALL, Answer, Ask
from tests.of_a_run import made_once


@pytest.fixture(scope="session")
def ask() -> Ask:
    """Runs `mobility` with these words."""

    def run(*words: object) -> Answer:
        result = CliRunner().invoke(app, [str(word) for word in words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture(scope="session")
def new_office(ask: Ask) -> Path:
    """The folder of an office that has just been founded; each test works on a copy."""

    def found(data: Path) -> None:
        assert ask("init", "--data", data).status == 0

    return made_once("founded_by_command", found)


@pytest.fixture
def office(tmp_path: Path, new_office: Path, ask: Ask) -> Ask:
    """`mobility` in a fresh office of its own."""
    data = tmp_path / "data"
    shutil.copytree(new_office, data)

    def run(*words: object) -> Answer:
        return ask("--data", data, *words)

    return run


@pytest.fixture
def case(office: Ask) -> str:
    """The number of Ana's case in an open call."""
    assert office("call", "open", "--with", CALL).status == 0
    answer = office("case", "open", "--call", "1", "--with", ANA, "--json")
    return str(answer.json["case"])
