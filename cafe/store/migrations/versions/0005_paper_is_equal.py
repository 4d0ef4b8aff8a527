"""Paper is equal: numbered cards and dot sheets, people registered beforehand, spare codes, the hall's Wi-Fi

Columns are added as they are, never by copying a table: SQLite would drop the old one, and with it, by cascade, the
seats of everybody.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New tables, and columns that may be empty."""
    op.create_table(
        "paper_sheet",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_paper_sheet_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "number", name=op.f("pk_paper_sheet")),
    )
    op.create_table(
        "paper_sheet_dots",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("theme", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.CheckConstraint("dots > 0", name=op.f("ck_paper_sheet_dots_dots")),
        sa.ForeignKeyConstraint(
            ["event_id", "sheet"],
            ["paper_sheet.event_id", "paper_sheet.number"],
            name=op.f("fk_paper_sheet_dots_event_id_sheet"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id", "theme"],
            ["theme.event_id", "theme.number"],
            name=op.f("fk_paper_sheet_dots_event_id_theme"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_paper_sheet_dots_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "sheet", "theme", name=op.f("pk_paper_sheet_dots")),
    )
    op.create_table(
        "wifi",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("encryption", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_wifi_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_wifi")),
    )
    op.create_table(
        "spare",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("personal_code", sa.String(), nullable=False),
        sa.Column("personal_key", sa.String(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id", "person"],
            ["person.event_id", "person.number"],
            name=op.f("fk_spare_event_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_spare_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "number", name=op.f("pk_spare")),
        sa.UniqueConstraint("personal_code", name=op.f("uq_spare_personal_code")),
    )
    op.add_column("idea", sa.Column("card", sa.Integer(), nullable=True))
    op.create_index("ix_idea_event_id_card", "idea", ["event_id", "card"], unique=True)
    op.add_column("person", sa.Column("registered_at", sa.BigInteger(), nullable=True))
    op.add_column("person", sa.Column("came_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Back to '0001'. Registrations go: the older release would take them for people who are here."""
    op.execute("DELETE FROM person WHERE registered_at IS NOT NULL AND came_at IS NULL")
    op.drop_column("person", "came_at")
    op.drop_column("person", "registered_at")
    op.drop_index("ix_idea_event_id_card", table_name="idea")
    op.drop_column("idea", "card")
    op.drop_table("spare")
    op.drop_table("wifi")
    op.drop_table("paper_sheet_dots")
    op.drop_table("paper_sheet")
