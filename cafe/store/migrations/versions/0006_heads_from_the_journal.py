"""The newest line of an audience is found in the journal's own index"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row less to write with every change."""
    op.drop_table("head")


def downgrade() -> None:
    """Sets the table up again and fills it from the journal."""
    op.create_table(
        "head",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_head_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "audience", name=op.f("pk_head")),
    )
    op.execute(
        "INSERT INTO head (event_id, audience, seq)"
        " SELECT event_id, audience, MAX(seq) FROM change GROUP BY event_id, audience"
    )
