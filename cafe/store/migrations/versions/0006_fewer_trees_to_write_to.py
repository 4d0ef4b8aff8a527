"""Fewer trees to write to with every command

The newest line of an audience is found in the journal's own index; what is looked up once an evening needs none.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None

CARD = sa.text("card IS NOT NULL")


def upgrade() -> None:
    """Drops the heads and the indexes that cost more than they help; journal and receipts lie in their keys' order."""
    op.drop_table("head")
    op.drop_index("ix_idea_event_id_author", table_name="idea")
    op.drop_index("ix_idea_event_id_theme", table_name="idea")
    op.drop_index("ix_idea_event_id_card", table_name="idea")
    op.create_index(
        "ix_idea_event_id_card", "idea", ["event_id", "card"], unique=True, sqlite_where=CARD, postgresql_where=CARD
    )
    op.drop_index("ix_receipt_event_id", table_name="receipt")
    rewrite(with_rowid=False)


def downgrade() -> None:
    """Sets everything up as it was, and fills the heads from the journal."""
    rewrite(with_rowid=True)
    op.create_index("ix_receipt_event_id", "receipt", ["event_id"])
    op.drop_index("ix_idea_event_id_card", table_name="idea")
    op.create_index("ix_idea_event_id_card", "idea", ["event_id", "card"], unique=True)
    op.create_index("ix_idea_event_id_theme", "idea", ["event_id", "theme"])
    op.create_index("ix_idea_event_id_author", "idea", ["event_id", "author"])
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


def rewrite(*, with_rowid: bool) -> None:
    """Writes journal and receipts anew, on SQLite, which alone knows of row ids."""
    if op.get_bind().dialect.name == "sqlite":
        for table in ("change", "receipt"):
            with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_with_rowid": with_rowid}):
                pass
