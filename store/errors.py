"""What the store refuses or cannot do. Each error's text is one line that an operator can read."""


class StoreError(Exception):
    """The base of all errors of the store."""


class DatabaseDown(StoreError):  # noqa: N818
    """The database cannot be reached or cannot write (disk full, server gone): nothing was committed."""


class DatabaseBusy(DatabaseDown):
    """Somebody else held the lock for too long, or two transactions collided: nothing was committed, repeat the step."""


class SchemaMismatch(StoreError):  # noqa: N818
    """The tables are newer than this program, or were never made."""


class StaleOrder(StoreError):  # noqa: N818
    """The order was changed by somebody else since it was read: read it again and decide again."""

    def __init__(self, order_no: str, *, expected: int, found: int) -> None:
        super().__init__(
            f"order {order_no} is at version {found}, not {expected}: somebody changed it meanwhile"
        )
        self.order_no = order_no
        self.expected = expected
        self.found = found


class NoSuchOrder(StoreError):  # noqa: N818
    """There is no order of this number."""

    def __init__(self, order_no: str) -> None:
        super().__init__(f"there is no order {order_no}")
        self.order_no = order_no


class UnreadableOrder(StoreError):  # noqa: N818
    """What is stored of this order cannot be read: somebody has to look at its row; all others are as they were."""

    def __init__(self, order_no: str, version: int, cause: Exception) -> None:
        super().__init__(
            f"what is stored of order {order_no} cannot be read: {type(cause).__name__}: {cause}"
        )
        self.order_no = order_no
        self.version = version


class AlreadyDone(StoreError):  # noqa: N818
    """The row is no longer in the state that this step starts from; somebody else did it."""
