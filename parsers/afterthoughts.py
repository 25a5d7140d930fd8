"""What is said of lines after they were named: that one is not wanted after all, what it costs, what the list's noun was."""

from collections.abc import Iterable, Sequence

from parsers.drafts import Block, Draft


def review(block: Block) -> None:
    """Let what stands later in a block tell on what stands before."""
    lines = [draft for draft in block.drafts if draft.role == "line"]
    for place, draft in enumerate(block.drafts):
        if draft.role == "excluded" and draft.match.status == "one":
            # 甲5打...甲家里还有: what was ordered before is not wanted after all.
            for earlier in block.drafts[:place]:
                if earlier.role == "line" and earlier.match.skus == draft.match.skus and draft.amount is None:
                    earlier.role = "excluded"
    for draft in lines:
        if draft.amount is None and draft.match.status == "several" and _heads(draft, lines):
            draft.role = "passing"


def _heads(draft: Draft, lines: Sequence[Draft]) -> bool:
    """Whether the draft only says what kind of goods the lines behind it are (please book yarn as below)."""
    return any(
        line.amount is not None and line.start > draft.start and set(line.match.skus) <= set(draft.match.skus)
        for line in lines
        if line.match.skus
    )


def prices(blocks: Iterable[Block]) -> None:
    """Give the lines the prices that stand apart from them, beside the product's name alone."""
    drafts = [draft for block in blocks for draft in block.drafts]
    ordered = [draft for draft in drafts if draft.role == "line" and draft.amount is not None]
    for draft in drafts:
        if draft.money is None or draft.amount is not None or draft.role != "passing":
            continue
        meant = [
            line for line in ordered if line.match.status == "one" and line.match.skus[0] in draft.match.skus
        ]
        if len(meant) == 1 and meant[0].money is None:
            meant[0].money = draft.money
