"""The smallest demo, made once for all that look at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest

from simulation.demo.making import Demo, DemoOrder, make_demo
from tests.workflows.office_fixtures import config_naming, postgres_database
from workflows.running.bootstrap import App, open_app

TODAY: Final = date(2026, 11, 22)
"""The day on which the demo is made."""


@pytest.fixture(scope="session")
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    """One case of each fate; nobody changes anything in it. Its database is where `--on` says."""
    order = DemoOrder(TODAY, "http://127.0.0.1:9", cases=1)
    data = tmp_path_factory.mktemp("demo") / "data"
    if request.config.getoption("--on") == "sqlite":
        yield make_demo(data, None, order)
        return
    with postgres_database() as url:
        yield make_demo(data, config_naming(url, data), order)


@pytest.fixture(scope="session")
def desk(demo: Demo) -> App:
    """The office of the demo."""
    return open_app(demo.data)
