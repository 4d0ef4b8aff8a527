"""Whether this server can do its work, and what it has done."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from prometheus_client import generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from cafe.web.house import house

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> ResponseReturnValue:
    """200 when the database answers, else 503. Says nothing about anybody."""
    try:
        with house().store.read() as session:
            session.execute(text("SELECT count(*) FROM event"))
    except SQLAlchemyError:
        return {"ok": False, "database": "unreachable"}, 503
    return {"ok": True, "now": house().now()}


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Counters for Prometheus; no label names a person or an event."""
    return generate_latest().decode(), 200, {"Content-Type": "text/plain; version=0.0.4"}
