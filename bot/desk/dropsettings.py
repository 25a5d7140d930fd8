"""What a company says about its drop folder."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class DropSettings(BaseModel):
    """A folder into which others put lists of moves (CSV or xlsx), which are carried out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    directory: Path = Field(
        description="The folder; a relative path counts from the working directory",
        examples=["var/drop"],
    )
    rest_seconds: Annotated[float, Field(ge=0, le=3600)] = Field(
        10, description="A file that did not change for so long is whole"
    )
    by: Annotated[str, Field(min_length=1, max_length=60)] = Field(
        "drop folder", description="Whom the history names for what the lists say"
    )
