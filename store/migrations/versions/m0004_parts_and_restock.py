"""Messages that were dealt with as one with an earlier one, and when short stock comes back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("products", sa.Column("restock", sa.Date()))
    op.add_column("inbox", sa.Column("part_of", ROW_ID))
    op.create_index("ix_inbox_part_of", "inbox", ["part_of"])


def downgrade() -> None:
    op.drop_index("ix_inbox_part_of", "inbox")
    op.drop_column("inbox", "part_of")
    op.drop_column("products", "restock")
