"""What follows an order: promised days that may be missed, surveys, and what a customer wants to hear of."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.add_column("orders", sa.Column("promised", sa.Text(), nullable=True))
    op.add_column("orders", sa.Column("watched_on", sa.Text(), nullable=True))
    op.add_column("orders", sa.Column("follow_at", MOMENT, nullable=True))
    for name, condition, column in (
        ("ix_orders_promised", "promised IS NOT NULL", "promised"),
        ("ix_orders_follow", "follow_at IS NOT NULL", "follow_at"),
    ):
        op.create_index(
            name, "orders", [column], sqlite_where=sa.text(condition), postgresql_where=sa.text(condition)
        )
    op.create_table(
        "wishes",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False, quote=True),
        sa.PrimaryKeyConstraint("who", name="pk_wishes"),
    )


def downgrade() -> None:
    op.drop_table("wishes")
    for name in ("ix_orders_follow", "ix_orders_promised"):
        op.drop_index(name, "orders")
    for column in ("follow_at", "watched_on", "promised"):
        op.drop_column("orders", column)
