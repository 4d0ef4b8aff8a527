"""The journal and its helpers: what happened, in order; the answers already given."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from cafe.store.rows.base import Base, EventId, Millis, Number


class Change(Base):
    """One whole small object put, or its removal, for one audience."""

    __tablename__ = "change"
    __table_args__ = ({"sqlite_with_rowid": False},)  # written and read in the order of its key: one tree, no index

    event_id: Mapped[EventId]
    seq: Mapped[Number]
    audience: Mapped[str]
    prev: Mapped[int]  # the seq before on this audience: a reader who holds another one has a gap
    kind: Mapped[str]
    id: Mapped[str]
    value: Mapped[str | None] = mapped_column(Text)  # JSON as it goes over the wire; None: removed
    sight: Mapped[bool] = mapped_column(default=False)  # after this line its audience may see other audiences
    at: Mapped[Millis]


class Receipt(Base):
    """The stored answer to a command id, as long as the event lives."""

    __tablename__ = "receipt"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[str] = mapped_column(primary_key=True)  # first: the clients' ids begin with the hour, so new lie by new
    actor: Mapped[str] = mapped_column(primary_key=True)  # who asked: "person:1/23", "link:1/2", "organiser"
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    digest: Mapped[str]  # of name and arguments: the same id with other contents is refused
    seq: Mapped[int]
    result: Mapped[str] = mapped_column(Text)
    at: Mapped[Millis]
