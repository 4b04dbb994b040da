"""Where the office is: folders without one, databases of another time, ports of others."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

import pytest

from tests.cli.asking import Ask
from tests.ports import free_port


@pytest.mark.parametrize(
    "words",
    [
        ("worklist",), ("stuck",), ("verify",), ("case", "list"), ("case", "why", "BMU-2026-0001"),
        ("call", "list"), ("serve", "--port", "{port}"), ("worker",),
    ],
)  # fmt: skip
def test_a_folder_without_an_office_is_told_and_not_made(
    ask: Ask, tmp_path: Path, words: tuple[str, ...]
) -> None:
    port = free_port()
    answer = ask(*(word.format(port=port) for word in words), "--data", tmp_path / "nothing")
    assert answer.status == 2
    assert "`mobility init` makes one" in answer.err
    assert not (tmp_path / "nothing").exists()


def test_an_office_may_be_named_before_or_after_the_command(ask: Ask, tmp_path: Path) -> None:
    assert ask("init", "--data", tmp_path / "a").status == 0
    assert ask("--data", tmp_path / "a", "worklist").status == 0
    assert ask("--data", tmp_path / "nothing", "worklist", "--data", tmp_path / "a").status == 0


def test_init_twice_keeps_the_office(ask: Ask, tmp_path: Path) -> None:
    assert "is made" in ask("init", "--data", tmp_path / "a").out
    again = ask("init", "--data", tmp_path / "a")
    assert again.status == 0
    assert "is up to date" in again.out


def test_a_database_of_a_newer_program_is_refused_and_left_alone(ask: Ask, tmp_path: Path) -> None:
    ask("init", "--data", tmp_path)
    with sqlite3.connect(tmp_path / "office.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    answer = ask("worklist", "--data", tmp_path)
    assert answer.status == 2
    assert "newer than this program" in answer.err


def test_a_file_that_is_no_database_is_told(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "office.db").write_text("a letter to the Rector, long enough to be read\n" * 40)
    answer = ask("worklist", "--data", tmp_path)
    assert answer.status == 2
    assert "Traceback" not in answer.err


def test_every_wrong_key_of_config_is_told_with_its_line(ask: Ask, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    settings = Path("config.yaml").read_text(encoding="utf-8")
    config.write_text(settings.replace("port: 587", "prot: 587\n  port: many"), encoding="utf-8")
    answer = ask("init", "--data", tmp_path / "data", "--config", config)
    assert answer.status == 2
    assert "prot: is not a known key here" in answer.err
    assert f"{config}:" in answer.err
    assert len(answer.err.strip().splitlines()) == 2


def test_a_config_that_is_not_there_is_told(ask: Ask, tmp_path: Path) -> None:
    answer = ask("due", "--from", "2026-04-03", "--days", 8, "--config", tmp_path / "gone.yaml")
    assert answer.status == 2
    assert "gone.yaml" in answer.err


def test_a_taken_port_is_told_before_anything_starts(ask: Ask, tmp_path: Path) -> None:
    ask("init", "--data", tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        answer = ask("serve", "--data", tmp_path, "--port", other.getsockname()[1])
    assert answer.status == 2
    assert "is taken by another program" in answer.err
