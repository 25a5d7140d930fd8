"""The parcels that carriers are asked about, what they told, and those who are asked."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True).with_variant(sa.String(27), "sqlite")
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "shipments",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("order_no", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("tracking_number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("learnt_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("registered", sa.Text(), nullable=True),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name="fk_shipments_order_no"),
        sa.PrimaryKeyConstraint("id", name="pk_shipments"),
        sa.UniqueConstraint(
            "order_no", "carrier", "tracking_number", name="uq_shipments_order_no_carrier_tracking_number"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_shipments_tracking_number", "shipments", ["tracking_number"], unique=False)
    op.create_index(
        "ix_shipments_followed",
        "shipments",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'followed'"),
        postgresql_where=sa.text("state = 'followed'"),
    )
    op.create_table(
        "tracking_events",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("shipment_id", ROW_ID, nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name="fk_tracking_events_shipment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tracking_events"),
        sa.UniqueConstraint("shipment_id", "identity", name="uq_tracking_events_shipment_id_identity"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "trackers",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("free_at", MOMENT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_trackers"),
    )


def downgrade() -> None:
    op.drop_table("trackers")
    op.drop_table("tracking_events")
    op.drop_table("shipments")
