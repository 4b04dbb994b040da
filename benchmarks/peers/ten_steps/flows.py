"""The flow: one human step after another, each of the coordinator."""

from __future__ import annotations

from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.flow import views
from viewflow.workflow.models import Process


def _form() -> object:
    return views.UpdateProcessView.as_view(fields=[])


class TenSteps(flow.Flow):  # type: ignore[misc]
    """From its start through ten tasks to its end."""

    process_class = Process

    start = flow.Start(views.CreateProcessView.as_view(fields=[])).Next(this.step_1)
    step_1 = flow.View(_form()).Assign(username="coordinator").Next(this.step_2)
    step_2 = flow.View(_form()).Assign(username="coordinator").Next(this.step_3)
    step_3 = flow.View(_form()).Assign(username="coordinator").Next(this.step_4)
    step_4 = flow.View(_form()).Assign(username="coordinator").Next(this.step_5)
    step_5 = flow.View(_form()).Assign(username="coordinator").Next(this.step_6)
    step_6 = flow.View(_form()).Assign(username="coordinator").Next(this.step_7)
    step_7 = flow.View(_form()).Assign(username="coordinator").Next(this.step_8)
    step_8 = flow.View(_form()).Assign(username="coordinator").Next(this.step_9)
    step_9 = flow.View(_form()).Assign(username="coordinator").Next(this.step_10)
    step_10 = flow.View(_form()).Assign(username="coordinator").Next(this.end)
    end = flow.End()
