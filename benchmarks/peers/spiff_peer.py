"""SpiffWorkflow: the workflow is loaded from its JSON, one user task is run, the JSON is saved.

By its documentation: the process is parsed from BPMN once, a workflow is serialised whole, and the
application keeps the text where it likes: here in SQLite.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from benchmarks.peers.answering import STEPS, answer

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
FORM = {"from": "2026-10-01", "to": "2027-02-12"}


def bpmn() -> str:
    """A process of ten user tasks in a row."""
    nodes = ["start", *(f"step_{number}" for number in range(1, STEPS + 1)), "end"]
    tasks = "".join(f'<userTask id="{name}" name="{name}"/>' for name in nodes[1:-1])
    flows = "".join(
        f'<sequenceFlow id="to_{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in pairwise(nodes)
    )
    return (
        f'<definitions xmlns="{MODEL}" id="peers" targetNamespace="peers">'
        f'<process id="mobility" isExecutable="true"><startEvent id="start"/>{tasks}'
        f'<endEvent id="end"/>{flows}</process></definitions>'
    )


def main(folder: Path) -> None:
    """Answers for a database in a folder."""
    parser = BpmnParser()
    parser.add_bpmn_str(bpmn().encode())
    spec = parser.get_spec("mobility")
    serializer = BpmnWorkflowSerializer()
    database = folder / "peer.db"
    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE workflows (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")

    def opened() -> Callable[[], None]:
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        text = serializer.serialize_json(workflow)
        row_id = connection.execute("INSERT INTO workflows (text) VALUES (?)", (text,)).lastrowid
        return lambda: step(connection, serializer, int(row_id or 0))

    answer(version("SpiffWorkflow"), database, opened)


def step(connection: sqlite3.Connection, serializer: BpmnWorkflowSerializer, id_: int) -> None:
    """One human step, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    (text,) = connection.execute("SELECT text FROM workflows WHERE id = ?", (id_,)).fetchone()
    workflow = serializer.deserialize_json(text)
    task = workflow.get_next_task(state=TaskState.READY, manual=True)
    task.data.update(FORM)
    task.run()
    workflow.do_engine_steps()
    row = (serializer.serialize_json(workflow), id_)
    connection.execute("UPDATE workflows SET text = ? WHERE id = ?", row)
    connection.execute("COMMIT")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
