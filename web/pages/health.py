"""Whether the office is alive, for monitors: no login, no name, no case."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address, ip_network

from fastapi import APIRouter
from prometheus_client import generate_latest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from persistence import signs_of_life
from persistence.database import reading
from web.request_context import CurrentContext, Forbidden
from web.views.metrics import metrics_text
from workflows.running.signs_of_life import JudgedSign, judge

router = APIRouter()


@router.get("/healthz", name="health")
def health(context: CurrentContext) -> JSONResponse:
    """Every sign of life; 200 while all are in time, 503 where one is late or from the future."""
    with reading(context.engine) as connection:
        signs = signs_of_life.signs(connection)
    judged_signs = judge(context.office, signs, context.now)
    late = any(sign.late for sign in judged_signs)
    values = {
        "status": "late" if late else "ok",
        "at": context.now.isoformat(timespec="seconds"),
        "signs": {sign.name: _described(sign) for sign in judged_signs},
    }
    return JSONResponse(values, 503 if late else 200)


@router.get("/healthz/pages", name="pages_health")
def pages_health(context: CurrentContext) -> PlainTextResponse:
    """200 while the pages and their database answer, whatever the worker does."""
    with reading(context.engine) as connection:
        connection.exec_driver_sql("SELECT 1")
    return PlainTextResponse("ok")


@router.get("/metrics", name="metrics")
def metrics(context: CurrentContext) -> Response:
    """What a Prometheus reads: stuck cases, the outbox, the signs of life, how long pages took.

    Raises Forbidden for who is not at an address that `monitors` in the settings has.
    """
    asks = context.request.client
    if not is_monitor(context.office.settings.monitors, asks.host if asks else ""):
        raise Forbidden
    with reading(context.engine) as connection:
        text = metrics_text(connection, context.office, context.now)
    text += generate_latest(context.app.latencies.registry)
    return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")


def is_monitor(monitors: Sequence[str], host: str) -> bool:
    """Whether an address is one of the monitors', or in one of their networks."""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return any(address in ip_network(monitor, strict=False) for monitor in monitors)


def _described(sign: JudgedSign) -> dict[str, str | bool | None]:
    return {
        "at": sign.at.isoformat(timespec="seconds") if sign.at else None,
        "late": sign.late,
        "why": sign.alarm.en if sign.alarm else None,
    }
