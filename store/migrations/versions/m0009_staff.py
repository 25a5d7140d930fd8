"""Whose orders are, what the staff were told of, and breaches of the rules."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True).with_variant(sa.String(27), "sqlite")


def _partial(name: str, table: str, where: str, *columns: str) -> None:
    op.create_index(
        name, table, [*columns], unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )


def upgrade() -> None:
    op.add_column("orders", sa.Column("noticed", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("orders", sa.Column("breach", sa.Text(), nullable=True))
    op.add_column("reviews", sa.Column("noticed_at", MOMENT, nullable=True))
    # What happened before the update is no news to anybody.
    op.execute("UPDATE orders SET noticed = version")
    op.execute("UPDATE reviews SET noticed_at = opened_at")
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("orders", "noticed", server_default=None)
    _partial("ix_orders_unnoticed", "orders", "version > noticed", "changed_at")
    _partial("ix_orders_breach", "orders", "breach IS NOT NULL", "order_no")
    _partial("ix_reviews_unnoticed", "reviews", "state = 'open' AND noticed_at IS NULL", "id")
    op.create_table(
        "assignees",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("order_no", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name="fk_assignees_order_no"),
        sa.PrimaryKeyConstraint("name", "order_no", name="pk_assignees"),
    )
    op.create_index("ix_assignees_order_no", "assignees", ["order_no"], unique=False)


def downgrade() -> None:
    op.drop_table("assignees")
    op.drop_index("ix_reviews_unnoticed", "reviews")
    op.drop_index("ix_orders_breach", "orders")
    op.drop_index("ix_orders_unnoticed", "orders")
    op.drop_column("reviews", "noticed_at")
    op.drop_column("orders", "breach")
    op.drop_column("orders", "noticed")
