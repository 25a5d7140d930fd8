"""When carriers expect a parcel to be there, from which stock on a product is low and who knows, and what the customers'
file says of stages and of the yes to an order."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.add_column("shipments", sa.Column("expected", sa.Text(), nullable=True))
    op.add_column("customers", sa.Column("stages", sa.JSON(), nullable=True))
    op.add_column("customers", sa.Column("confirmation", sa.Text(), nullable=True))
    op.add_column("products", sa.Column("low_stock", sa.Text(), nullable=True))
    op.create_table(
        "low_stock",
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("sku", name="pk_low_stock"),
    )


def downgrade() -> None:
    op.drop_table("low_stock")
    op.drop_column("products", "low_stock")
    op.drop_column("customers", "confirmation")
    op.drop_column("customers", "stages")
    op.drop_column("shipments", "expected")
