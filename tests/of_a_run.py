"""What the processes of a run share: whoever needs it first makes it, and it goes in the end."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from tests.waiting import until

_FOLDER: Final = "MOBILITY_RUN_OF_TESTS"
"""Names the folder to the processes that a run starts."""


def begin_run() -> Path:
    """A new folder for what is shared; it goes with this process, after all that stands in it."""
    folder = tempfile.mkdtemp(prefix="run-of-tests-")
    atexit.register(partial(shutil.rmtree, folder, ignore_errors=True))
    os.environ[_FOLDER] = folder
    return Path(folder)


def folder_of_run() -> Path:
    """The folder of the run that this process belongs to; its own where nobody began one."""
    folder = os.environ.get(_FOLDER)
    return Path(folder) if folder else begin_run()


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """What `make` puts at the path that it is given: one process does, and others wait for it."""
    place = folder_of_run() / name
    if place.exists():
        return place
    draft = place.with_name(f"{name}-in-the-making")
    try:
        draft.mkdir(mode=0o700)
    except FileExistsError:
        assert until(place.exists), f"nobody finished {name}"
        return place
    make(draft)
    return draft.rename(place)
