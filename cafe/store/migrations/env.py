"""Alembic's door: which database, which rows."""

from __future__ import annotations

from alembic import context

from cafe.store.engine import open_engine
from cafe.store.rows import Base

engine = context.config.attributes.get("engine") or open_engine(
    context.config.get_main_option("sqlalchemy.url") or "", writing=True
)

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
