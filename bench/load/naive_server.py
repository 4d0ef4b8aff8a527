"""The same café as tutorials write it: Flask-SocketIO on eventlet, an ORM session per post, an emit per post.

Nothing of the gate: no receipts, no journal, no roles, no phases.

    python naive_server.py PORT DATABASE

ASYNC_MODE=threading or gevent (if it is installed) runs the same in another of Flask-SocketIO's modes.
"""

import os
import sys
import warnings

warnings.filterwarnings("ignore")
ASYNC_MODE = os.environ.get("ASYNC_MODE", "eventlet")

if ASYNC_MODE == "eventlet":
    import eventlet

    eventlet.monkey_patch()
elif ASYNC_MODE == "gevent":
    from gevent import monkey

    monkey.patch_all()

import time

from flask import Flask, request, session
from flask_socketio import SocketIO, emit, join_room
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

TEXT_LIMIT = 1000
SCREENS = "screens"

app = Flask(__name__)
app.secret_key = "load"  # noqa: S105 - a server for one measurement
socketio = SocketIO(app, async_mode=ASYNC_MODE)
engine = create_engine(f"sqlite:///{sys.argv[2]}")


class Base(DeclarativeBase):
    """All rows."""


class Idea(Base):
    """One idea."""

    __tablename__ = "idea"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(index=True)
    text: Mapped[str]
    at: Mapped[int]

    def as_dict(self) -> dict[str, object]:
        """As the phones see it."""
        return {"id": self.id, "table": self.place, "text": self.text, "at": self.at}


@event.listens_for(engine, "connect")
def prepare(connection, _record) -> None:
    """Durable, as the other two servers are."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


@app.get("/")
def root() -> str:
    """Whether it is there."""
    return "ok"


@socketio.on("connect")
def connect(auth: dict) -> bool:
    """A phone, or a screen."""
    if not isinstance(auth, dict) or ("table" not in auth and not auth.get("screen")):
        return False
    session["table"] = auth.get("table")
    join_room(SCREENS if auth.get("screen") else f"table:{auth['table']}", request.sid)
    return True


@socketio.on("resume")
def resume(_asked: dict) -> dict:
    """All ideas at this table."""
    with Session(engine) as rows:
        ideas = rows.scalars(select(Idea).where(Idea.place == session["table"]).order_by(Idea.id))
        return {"seq": rows.scalar(select(func.coalesce(func.max(Idea.id), 0))), "ideas": [i.as_dict() for i in ideas]}


@socketio.on("post")
def post(asked: dict) -> dict:
    """An idea, stored and handed out."""
    text = asked.get("text")
    if not isinstance(text, str) or not text or len(text) > TEXT_LIMIT:
        return {"ok": False, "error": "invalid"}
    with Session(engine) as rows:
        idea = Idea(place=session["table"], text=text, at=time.time_ns() // 1_000_000)
        rows.add(idea)
        rows.commit()
        shown = idea.as_dict()
    emit("idea", shown, to=f"table:{session['table']}")
    emit("idea", shown, to=SCREENS)
    return {"ok": True, "id": shown["id"]}


@socketio.on("step")
def step(asked: dict) -> dict:
    """The whole event moves on."""
    emit("step", {"name": asked["name"], "round": asked["args"]["from_round"] + 1}, broadcast=True)
    return {"ok": True}


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    # Without max_size the 1,025th phone would hang, and there would be nothing to measure in a large hall.
    options = {"max_size": 20_000} if ASYNC_MODE == "eventlet" else {}
    options |= {"allow_unsafe_werkzeug": True} if ASYNC_MODE == "threading" else {}
    socketio.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_output=False, **options)
