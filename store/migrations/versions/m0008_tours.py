"""Our own couriers' stops, and where customers' addresses lie."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.create_table(
        "stops",
        sa.Column("order_no", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("courier", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("since", MOMENT, nullable=True),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("delivered_at", MOMENT, nullable=True),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name="fk_stops_order_no"),
        sa.PrimaryKeyConstraint("order_no", name="pk_stops"),
    )
    op.create_index("ix_stops_day", "stops", ["day", "courier", "position"], unique=False)
    op.create_index(
        "ix_stops_waiting",
        "stops",
        ["order_no"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.add_column("customers", sa.Column("coordinates", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("customers", "coordinates")
    op.drop_table("stops")
