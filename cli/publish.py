"""`mobility publish DIR`: the public pages, as a folder for the institution's own site."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.commands import ROOT
from cli.options import Config, Data, place

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="An empty folder, or one that was published before.")
]


def publish(folder: Folder, data: Data = None, config: Config = None) -> None:
    """Write the public pages into a folder: calls, lists, decisions, rules, projects, feeds."""
    where = place(data, config)
    # The pages are the web's, which the commands don't import: it is run beside, as `serve` does.
    command = [sys.executable, "-m", "web.public.publish"]
    command += ["--data", str(where.data), "--to", str(folder)]
    command += ["--config", str(where.config)] if where.config else []
    python_path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    run = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": python_path})
    raise typer.Exit(run.returncode)
