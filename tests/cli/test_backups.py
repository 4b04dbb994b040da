"""`backup` and `restore` as an operator runs them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.asking import Ask


def test_an_office_is_backed_up_and_restored_and_goes_on(
    office: Ask, case: str, ask: Ask, tmp_path: Path
) -> None:
    path, data = tmp_path / "office.backup", tmp_path / "again"
    backup = office("backup", path)
    assert backup.status == 0
    first, line = backup.out.splitlines()
    assert first.startswith(f"{path}: 1 cases, 1 entries of history, 0 files, ")
    assert line.startswith("mobility-head 1 ")
    restoration = ask("restore", path, "--data", data, "--against", line)
    assert restoration.status == 0
    assert "It verifies: nothing was changed." in restoration.out
    assert ask("--data", data, "verify", "--against", line).status == 0
    assert ask("--data", data, "case", "show", case).status == 0
    again = ask("restore", path, "--data", data)
    assert (again.status, again.out) == (2, "")
    assert "is not an empty folder" in again.err
    path.write_bytes(path.read_bytes()[:-1])
    refusal = ask("restore", path, "--data", tmp_path / "new", "--json")
    assert (refusal.status, "is damaged" in refusal.json["error"]) == (2, True)
    assert "is there already" in office("backup", path).err
    assert "No such file" in ask("restore", tmp_path / "none", "--data", tmp_path / "new").err
    assert not (tmp_path / "new").exists()
