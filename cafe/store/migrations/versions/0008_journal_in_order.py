"""The journal needs no index beside its key; receipts lie in the order of their ids, which begin with the hour"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One index less, and a key turned round."""
    op.drop_index("ix_change_event_id_audience_seq", table_name="change")
    rewrite_receipts(["id", "actor"])


def downgrade() -> None:
    """As it was."""
    rewrite_receipts(["actor", "id"])
    op.create_index("ix_change_event_id_audience_seq", "change", ["event_id", "audience", "seq"])


def rewrite_receipts(key: list[str]) -> None:
    """Writes the receipts anew, in the order of this key."""
    op.rename_table("receipt", "receipt_before")
    columns = {
        "id": sa.Column("id", sa.String(), nullable=False),
        "actor": sa.Column("actor", sa.String(), nullable=False),
    }
    op.create_table(
        "receipt",
        *(columns[name] for name in key),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_receipt_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_receipt")),
        sqlite_with_rowid=False,
    )
    names = "id, actor, event_id, digest, seq, result, at"
    op.execute(f"INSERT INTO receipt ({names}) SELECT {names} FROM receipt_before")  # noqa: S608 - names of ours
    op.drop_table("receipt_before")
