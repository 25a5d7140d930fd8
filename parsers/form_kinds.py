"""What a file that came along is: an order, or a form or paper of another kind."""

from typing import Literal

from parsers import phrases
from parsers.delivery_words import SENTENCE, around
from parsers.form import Form
from parsers.form_labels import low

Kind = Literal["order", "paper", "inquiry_form", "return_form", "change_form", "void_form", "status_form"]
NO_ORDERS: tuple[Kind, ...] = ("void_form", "return_form", "inquiry_form", "status_form", "paper")


def kind_of(form: Form, body: str) -> Kind | None:
    """What the form is by what its sheet, then its file is called, and by how it is made; None where that is not sure."""
    book = phrases.book("forms")
    if form.changes:
        return "change_form"
    for title in (form.title, low(form.name.rpartition(".")[0] or form.name)):
        found = next((kind for kind in NO_ORDERS if book[kind].pattern.search(title)), None)
        if found == "paper" and (form.says_ordered or form.unfilled):
            continue
        if found is not None:
            return found
        if book["change_form"].pattern.search(title):
            return "change_form"
        if book["order"].pattern.search(title) and (form.tables or form.running):
            return "order"
    if form.tables or (form.running and book["points"].pattern.search(body)):
        return "order"
    return None


def silent_doubt(form: Form, body: str, *, ordered: bool) -> str | None:
    """Why an operator looks at a file in which no order was found; `ordered`: the mail itself orders something."""
    book = phrases.book("forms")
    title = f"{low(form.name)}\n{form.title}"
    named = book["order"].pattern.search(title) and not any(
        book[kind].pattern.search(title) for kind in NO_ORDERS
    )
    if ordered and not named and not book["points"].pattern.search(body):
        return None
    if not ordered and not named and only_informs(body):
        return None
    return f"no order was found in {form.name}"


def only_informs(body: str) -> bool:
    """Whether the mail says that its file is only to be known, and no sentence that points at the file says otherwise."""
    book = phrases.book("forms")
    informs = book["informs"].pattern
    pointing = [around(body, m.start(), m.end(), SENTENCE) for m in book["points"].pattern.finditer(body)]
    return informs.search(body) is not None and all(informs.search(said) for said in pointing)
