"""What all rows share: the metadata with named constraints, and the column types that recur."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, mapped_column

Millis = Annotated[int, mapped_column(BigInteger)]
"""Milliseconds since 1970, UTC."""

EventId = Annotated[int, mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)]
"""The event a row belongs to: the first half of its primary key."""

Number = Annotated[int, mapped_column(primary_key=True, autoincrement=False)]
"""The number within the event: the other half."""


class Base(DeclarativeBase):
    """The ground of all rows. Constraints carry names, so that a migration can find them on any database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {list[str]: JSON, dict[str, Any]: JSON, list[Any]: JSON}
