"""Who is on file: customers and sales reps by address, handle, code and name."""

from collections.abc import Iterable

from parsers.reading import Customer, Rep


class Directory:
    """The customers' and reps' files, indexed. An identity is an address or a handle, never a name in words."""

    def __init__(self, customers: Iterable[Customer] = (), reps: Iterable[Rep] = ()) -> None:
        self.customers = tuple(customers)
        self.reps = tuple(reps)
        self._by_code = {customer.code: customer for customer in self.customers}
        self._customer_at: dict[str, Customer] = {}
        for customer in self.customers:
            for address in (*customer.emails, customer.telegram):
                if address:
                    self._customer_at.setdefault(address_key(address), customer)
        self._rep_at: dict[str, Rep] = {}
        for rep in self.reps:
            for address in (*rep.emails, rep.telegram):
                if address:
                    self._rep_at.setdefault(address_key(address), rep)

    def customer(self, code: str) -> Customer | None:
        return self._by_code.get(code)

    def customer_by_address(self, address: str) -> Customer | None:
        """The customer who owns this mail address or chat handle (case and a missing @ do not count)."""
        return self._customer_at.get(address_key(address))

    def rep_by_address(self, address: str) -> Rep | None:
        """The sales rep who owns this mail address or chat handle."""
        return self._rep_at.get(address_key(address))


def address_key(address: str) -> str:
    """A mail address or handle as it is compared: without case, blanks and a handle's @."""
    return address.strip().casefold().removeprefix("@")
