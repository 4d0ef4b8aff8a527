"""What a planner respects: needs, wishes, companies, closed tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def event_id() -> sa.Column[int]:
    """The first half of each key."""
    return sa.Column("event_id", sa.Integer(), nullable=False)


def within_event(table: str) -> sa.ForeignKeyConstraint:
    """A row goes with its event."""
    name = op.f(f"fk_{table}_event_id")
    return sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=name, ondelete="CASCADE")


def of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A row goes with the person or table it is about."""
    name = op.f(f"fk_{table}_event_id_{column}")
    far = [f"{target}.event_id", f"{target}.number"]
    return sa.ForeignKeyConstraint(["event_id", column], far, name=name, ondelete="CASCADE")


def number(name: str) -> sa.Column[int]:
    """The other half."""
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def upgrade() -> None:
    """Four tables, and a column that may be empty."""
    op.create_table(
        "need", event_id(), number("person"),
        sa.Column("pinned", sa.Integer(), nullable=True),
        sa.Column("must", sa.JSON(), nullable=False),
        sa.Column("must_not", sa.JSON(), nullable=False),
        within_event("need"), of("need", "person", "person"),
        sa.PrimaryKeyConstraint("event_id", "person", name=op.f("pk_need")),
    )  # fmt: skip
    op.create_table(
        "wish", event_id(), number("person"),
        sa.Column("topics", sa.JSON(), nullable=False),
        within_event("wish"), of("wish", "person", "person"),
        sa.PrimaryKeyConstraint("event_id", "person", name=op.f("pk_wish")),
    )  # fmt: skip
    op.create_table(
        "company", event_id(), number("number"),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        within_event("company"),
        sa.PrimaryKeyConstraint("event_id", "number", name=op.f("pk_company")),
    )  # fmt: skip
    op.create_table(
        "closure", event_id(), number("table"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        within_event("closure"), of("closure", "table", "cafe_table"),
        sa.PrimaryKeyConstraint("event_id", "table", name=op.f("pk_closure")),
    )  # fmt: skip
    op.add_column("event", sa.Column("asks_wishes", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Without them."""
    op.drop_column("event", "asks_wishes")
    for table in ("closure", "company", "wish", "need"):
        op.drop_table(table)
