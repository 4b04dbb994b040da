"""django-viewflow: a person's task is activated under the flow's lock, started and executed.

By its documentation: a flow of `flow.View` nodes, each assigned to a user; its own Process and Task
models; Django's SQLite with a transaction that begins IMMEDIATE.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from benchmarks.peers.answering import answer

FORM = {"from": "2026-10-01", "to": "2027-02-12"}


def set_up(database: Path) -> None:
    """Django with what viewflow needs, and its tables."""
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    options = {"transaction_mode": "IMMEDIATE", "init_command": pragmas}
    settings.configure(
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "viewflow",
            "viewflow.workflow",
            "benchmarks.peers.ten_steps",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(database),
                "OPTIONS": options,
            }
        },
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", verbosity=0)


def main(folder: Path) -> None:
    """Answers for a database in a folder."""
    database = folder / "peer.db"
    set_up(database)
    from django.contrib.auth.models import User
    from django.test import RequestFactory
    from viewflow.workflow.models import Task

    from benchmarks.peers.ten_steps.flows import TenSteps

    request = RequestFactory().post("/")
    request.user = User.objects.create_user("coordinator")

    def opened() -> Callable[[], None]:
        activation = TenSteps.start.activation_class.create(TenSteps.start, None, None)
        activation.start(request)
        activation.execute()
        process = activation.process.pk
        return lambda: step(process)

    def step(process: int) -> None:
        task = Task.objects.get(process_id=process, finished__isnull=True)
        with task.activation() as activation:
            activation.process.data.update(FORM)
            activation.process.save()
            activation.start(request)
            activation.execute()

    answer(version("django-viewflow"), database, opened)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
