"""What tests of several rooms stand on: the office as shipped, and a desk on a fresh database."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from office.wiring import SHIPPED, Office, open_office
from tests.folders import memory_for_folders
from tests.of_a_run import begin_run, made_once
from tests.side_by_side import LONG, SharingTogether, file_of, processes
from tests.workflows.office_fixtures import config_naming, postgres_database
from workflows.running.bootstrap import App, open_app

WASTE_LOOKED_FOR: Final = (20_000, 50, 100)
"""After so many new objects, and so many times of that; Python's own 700 took a tenth of a run."""

# What was compiled is kept, whatever the environment says: each process that runs tests, and each
# of the programs that they start, would compile the whole project again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--on postgres`: what runs on SQLite alone by itself runs on a real PostgreSQL."""
    kinds = ("sqlite", "postgres")
    parser.addoption("--on", choices=kinds, default="sqlite", help="where `work` and `office` are")


def pytest_configure(config: pytest.Config) -> None:
    """Folders of tests stand in memory where there is enough; processes beside this one follow.
    From here on waste is looked for seldom: to collect the tests makes little of it.
    """
    gc.set_threshold(*WASTE_LOOKED_FOR)
    if (memory := memory_for_folders()) is not None:
        os.environ["TMPDIR"] = str(memory)
        tempfile.tempdir = None
    if not hasattr(config, "workerinput"):
        begin_run()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SharingTogether:
    """Where tests run side by side, those that share something slow to start go to one process."""
    return SharingTogether(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """A process more than there are processors: some tests mostly wait."""
    return processes()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that no process is alone with one at the end; else as they stand."""
    items.sort(key=lambda item: file_of(item.nodeid) not in LONG)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: nobody need look through it for waste."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """What is left goes with the process: to look through it all again would take it seconds."""
    gc.freeze()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office with the shipped settings and definitions, on a data folder of its own."""
    return open_office(tmp_path_factory.mktemp("office"), SHIPPED)


@pytest.fixture(scope="session")
def empty_office() -> Path:
    """The data folder of an office that has just been made; each test works on a copy."""
    return made_once("empty", lambda data: open_app(data, SHIPPED, make=True).engine.dispose())


@pytest.fixture
def app(request: pytest.FixtureRequest, empty_office: Path, tmp_path: Path) -> Iterator[App]:
    """An office whose database has just been made, with nobody in it yet; where `--on` says."""
    data = tmp_path / "data"
    if request.config.getoption("--on") == "sqlite":
        yield open_app(shutil.copytree(empty_office, data), SHIPPED)
        return
    with postgres_database() as url:
        app = open_app(data, config_naming(url, data), make=True)
        yield app
        app.engine.dispose()
