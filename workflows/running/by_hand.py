"""A Prefect worker for what people start from Prefect's page; this module never imports Prefect."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final, NoReturn

from workflows.running.prefect_server import ApiAnswer, ask_api

POOL: Final = "mobility"
DATA: Final = "MOBILITY_DATA"
CONFIG: Final = "MOBILITY_CONFIG"
"""Where a run finds the office's data folder, and its settings where they are elsewhere."""

_LOOK_EVERY: Final = 1.0
_ASK_EVERY: Final = "5"
"""Seconds between two looks of the worker for what somebody has started."""


class Refused(Exception):
    """Prefect's API refuses our password."""


def work_by_hand(data: Path, config: Path | None, api_url: str) -> NoReturn:
    """Waits for Prefect's API, makes the deployments there, and becomes a Prefect worker.

    Raises Refused; CalledProcessError where Prefect takes no deployment.
    """
    while (answer := ask_api(api_url)) is not ApiAnswer.READY:
        if answer is ApiAnswer.REFUSED:
            raise Refused(f"Prefect's API refuses our password at {api_url}")
        time.sleep(_LOOK_EVERY)
    environment = {
        **os.environ,
        DATA: str(data.resolve()),
        **({CONFIG: str(config.resolve())} if config else {}),
        "PREFECT_API_URL": api_url,
        "PREFECT_WORKER_QUERY_SECONDS": _ASK_EVERY,
        "DO_NOT_TRACK": "1",
    }
    deploy = "from workflows.running.prefect_chores import deploy; deploy()"
    subprocess.run([sys.executable, "-c", deploy], env=environment, check=True)
    worker = ("-m", "prefect", "worker", "start", "--pool", POOL, "--type", "process")
    # In the place of this process: who ends it ends the worker.
    os.execve(sys.executable, (sys.executable, *worker), environment)
