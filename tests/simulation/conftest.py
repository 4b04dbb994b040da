"""The smallest demo, made once for all that look at it."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from simulation.demo.making import Demo, DemoOrder, make_demo
from workflows.running.bootstrap import App, open_app

TODAY: Final = date(2026, 11, 22)
"""The day on which the demo is made."""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """One case of each fate; nobody changes anything in it."""
    order = DemoOrder(TODAY, "http://127.0.0.1:9", cases=1)
    return make_demo(tmp_path_factory.mktemp("demo"), None, order)


@pytest.fixture(scope="session")
def desk(demo: Demo) -> App:
    """The office of the demo."""
    return open_app(demo.data)
