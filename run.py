#!/usr/bin/env python3
"""Sets the project up in `.venv` beside this file, then starts the demo or runs the tests.

    python3 run.py demo     an office with 140 cases, its pages, its worker
    python3 run.py tests    every test, side by side; `tests tests/cli -x` some of them

Needs nothing but Python 3.11 or newer. The packages are those of requirements.lock, checked by
their hashes. It is written so that an older Python can read it, and say that it is too old.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
STAMP = ENVIRONMENT / "installed.sha256"
DOES = {
    "setup": (),
    "demo": ("-m", "cli.main", "demo"),
    "tests": ("-m", "pytest", "-n", "auto", "--maxprocesses", "8"),
}


def main(arguments: "list[str]") -> int:
    """Sets up where something changed since, then does what was asked; further words go along."""
    if sys.version_info < (3, 11):
        this = sys.version.split()[0]
        print("The office needs Python 3.11 or newer; this is " + this + ".", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in DOES:
        print(__doc__)
        return 2
    set_up()
    command = DOES[arguments[0]]
    if not command:
        return 0
    whole = [python(), *command, *arguments[1:]]
    if os.name != "nt":
        # In place of this program: whoever stops it stops the office, and nothing is left behind.
        os.chdir(HERE)
        os.execv(whole[0], whole)
    return subprocess.run(whole, cwd=HERE).returncode


def set_up() -> None:
    """Makes the environment and installs what is locked, unless that is what it holds already."""
    wanted = hashlib.sha256(
        (HERE / "requirements.lock").read_bytes() + (HERE / "pyproject.toml").read_bytes()
    ).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    print("Setting up: installing the locked packages takes a minute or two …", flush=True)
    if not Path(python()).exists():
        venv.create(ENVIRONMENT, with_pip=True)
    install("--require-hashes", "-r", "requirements.lock")
    install("--no-deps", "--no-build-isolation", "-e", ".")
    STAMP.write_text(wanted)


def install(*what: str) -> None:
    """One call of pip; its failure ends everything."""
    quiet = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run([python(), *quiet, *what], cwd=HERE, check=True)


def python() -> str:
    """The environment's own Python."""
    windows = os.name == "nt"
    return str(ENVIRONMENT / ("Scripts/python.exe" if windows else "bin/python"))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    except KeyboardInterrupt:
        sys.exit(130)
