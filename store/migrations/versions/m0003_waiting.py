"""When an order that waits for its customer is looked at again, what a person has to see to until when, what waits for the
end of quiet hours, and the time zones of customers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True).with_variant(sa.String(27), "sqlite")
ADDED = (
    ("orders", "look_at", MOMENT),
    ("orders", "tell_at", MOMENT),
    ("outbox", "not_before", MOMENT),
    ("reviews", "kind", sa.Text()),
    ("reviews", "due_at", MOMENT),
    ("reviews", "told_at", MOMENT),
    ("customers", "zone", sa.Text()),
)


def upgrade() -> None:
    for table, name, kind in ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    # What began to wait lately is looked at soon; nobody is woken by what was left lying long ago.
    lately = {
        "postgresql": "now() - interval '7 days'",
        "sqlite": "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-7 days')",
    }[op.get_bind().dialect.name]
    op.execute(
        "UPDATE orders SET look_at = changed_at"
        f" WHERE status IN ('draft', 'confirmation_sent') AND changed_at >= {lately}"
    )
    for name, table, column, where in (
        ("ix_orders_look", "orders", "look_at", "look_at IS NOT NULL"),
        ("ix_reviews_overdue", "reviews", "due_at", "state = 'open' AND told_at IS NULL"),
    ):
        op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    op.drop_index("ix_reviews_overdue", "reviews")
    op.drop_index("ix_orders_look", "orders")
    for table, name, _ in reversed(ADDED):
        op.drop_column(table, name)
